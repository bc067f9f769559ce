/** What a tool of our own is. Its input is in the words that every harness shares, so that it is judged as it is done. */
import type { Static, TObject } from 'typebox';
import { Check } from 'typebox/value';
import type { Tool } from '../../../engine/events.ts';
import type { Place } from '../../../engine/ports/place.ts';
import type { JsonObject } from '../../../schema/json.ts';

/** Characters of what a tool gives back to the model. */
export const maxOutputChars = 64 * 1024;

export interface Done {
  readonly ok: boolean;
  readonly output: string;
}

export interface Surroundings {
  readonly place: Place;
  /** Of the commands that tools start. */
  readonly env: Readonly<Record<string, string>>;
  /** The shell, absolute. */
  readonly shell: string;
  /** When it is aborted, a running command is killed before the answer comes. */
  readonly signal: AbortSignal;
}

export interface OwnTool {
  readonly kind: Tool['kind'];
  readonly description: string;
  readonly schema: TObject;
  /** Whether it takes this input. */
  accepts(input: unknown): input is JsonObject;
  /** The input as it is judged: what does not change what is done stays away. */
  judged(input: JsonObject, root: string): JsonObject;
  /** The input that is judged or takes its place, with what stayed away. */
  whole(judged: JsonObject, input: JsonObject): JsonObject;
  /** Rejects as the place does: for a path that leaves the workspace, or what is no file. */
  run(input: JsonObject, around: Surroundings): Promise<Done>;
}

interface Definition<Schema extends TObject> {
  readonly kind: Tool['kind'];
  readonly description: string;
  readonly schema: Schema;
  /** Keys that nobody has to judge. */
  readonly beside?: readonly string[];
  /** What a key is where the model leaves it out. */
  readonly defaults?: JsonObject;
  run(input: Static<Schema>, around: Surroundings): Promise<Done>;
}

export function defineTool<Schema extends TObject>(definition: Definition<Schema>): OwnTool {
  const { kind, description, schema, beside = [], defaults = {} } = definition;
  return {
    kind,
    description,
    schema,
    accepts: (input): input is JsonObject => Check(schema, input),
    judged(input, root) {
      const kept = Object.entries(input).filter(([key]) => !beside.includes(key));
      const judged = { ...defaults, ...Object.fromEntries(kept) };
      return typeof judged.path === 'string' ? { ...judged, path: within(judged.path, root) } : judged;
    },
    whole: (judged, input) => ({
      ...Object.fromEntries(Object.entries(input).filter(([key]) => beside.includes(key))),
      ...judged,
    }),
    async run(input, around) {
      // It was looked at before; a changed input is what somebody else made.
      if (!Check(schema, input)) return { ok: false, output: 'The call cannot be made with that input.' };
      return definition.run(input, around);
    },
  };
}

/** A model may name a file of the workspace from the root. */
const within = (path: string, root: string): string => {
  if (path === root) return '.';
  const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  return inside === '' ? '.' : inside;
};

/** The first and the last half of a long text. */
export function bound(text: string, maxChars = maxOutputChars): string {
  if (text.length <= maxChars) return text;
  const half = Math.floor(maxChars / 2);
  return `${text.slice(0, half)}\n[… ${text.length - 2 * half} characters cut …]\n${text.slice(-half)}`;
}
