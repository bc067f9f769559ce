/** A tool call with its reading: what rules know of it, kept small enough to stand in the journal. */
import { readTool, type WorkspaceView } from '../../policies/reading/index.ts';
import type { Reading } from '../../policies/words.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { Tool, ToolReading } from '../events.ts';
import type { Place } from '../ports/place.ts';
import { type Deed, type Doings, deedOf } from './doings.ts';

/** Entries of each list, and the bytes of all of them together, as JSON. */
const maxEntries = 1_000;
const maxBytes = 64 * 1024;
/** Characters of a file that is read to foresee an edit. */
const maxText = 1024 * 1024;
/** Characters of a reason, and how many are kept. */
const maxWhy = 300;
const maxReasons = 20;

/** Another call is writing what this one works on, so what it will find is not known. */
const doubt = { kind: 'dynamic', why: 'another call that is under way may change what it works on' } as const;
const mostLooks = 3;

export interface Read {
  readonly tool: Tool;
  readonly deed: Deed;
  /** Whether something was let through since, that may change what was looked at. */
  isOld(): boolean;
  close(): void;
}

/** Never rejects. Called before the call is judged, with the place that it would happen on. */
export async function readCall(
  { kind, name, input }: Tool,
  place: Place,
  doings: Doings,
  sha256: (text: string) => string,
): Promise<Read> {
  const digest = sha256(canonicalJson({ kind, name, input }));
  for (let looks = 1; ; looks++) {
    const watch = doings.watch();
    const paths = new Set<string>();
    const found = await readTool({ kind, name, input }, viewOf(place, paths, sha256));
    const deed = deedOf(place.root, { kind, reading: bound(found) }, paths);
    const touched = watch.touches(deed);
    watch.close();
    if (touched === 'before' && looks < mostLooks) continue;
    const reading = touched === undefined ? found : { ...found, opaque: [...found.opaque, doubt] };
    const since = doings.watch();
    return {
      tool: { kind, name, input, digest, reading: bound(reading), read: sha256(canonicalJson(reading)) },
      deed,
      isOld: () => touched === undefined && since.touches(deed) !== undefined,
      close: since.close,
    };
  }
}

function viewOf(place: Place, paths: Set<string>, sha256: (text: string) => string): WorkspaceView {
  return {
    async resolve(path) {
      const found = await place.resolve(path);
      // The folder itself is looked at for everything.
      if (found.path !== '.') paths.add(found.path);
      return found;
    },
    async read(path) {
      paths.add(path);
      const text = await place.read(path).catch(() => undefined);
      // Bytes that are no text would be other ones when they are written again.
      return text === undefined || text.length > maxText || text.includes('\uFFFD') ? undefined : text;
    },
    async list(path) {
      paths.add(path);
      // Most entries are files, which this finds out sooner than the look for a symlink.
      const names = await place.list(path).catch(() => undefined);
      if (names === undefined) return undefined;
      const found = await place.resolve(path).catch(() => undefined);
      return found === undefined || found.link !== undefined ? undefined : names;
    },
    sha256,
  };
}

/** What does not fit is left out, and said to be. */
function bound({ files, commands, installs, hosts, opaque }: Reading): ToolReading {
  let room = maxBytes;
  let isCut = false;
  const take = <T, U>(list: readonly T[], copy: (entry: T) => U): U[] => {
    const taken: U[] = [];
    for (const entry of list) {
      const copied = copy(entry);
      room -= new TextEncoder().encode(JSON.stringify(copied)).length + 1;
      if (room < 0 || taken.length === maxEntries) {
        isCut = true;
        break;
      }
      taken.push(copied);
    }
    return taken;
  };
  // The reasons come first, one of each kind before all others: no length of what is known may hide that there is more.
  const first = opaque.filter(({ kind }, at) => opaque.findIndex((other) => other.kind === kind) === at);
  const reasons = take([...new Set([...first, ...opaque])].slice(0, maxReasons), ({ kind, why }) => ({
    kind,
    why: why.slice(0, maxWhy),
  }));
  const reading = {
    files: take(files, (file) => ({ ...file })),
    commands: take(commands, (command) => ({ ...command, args: [...command.args], flags: [...command.flags] })),
    installs: take(installs, (name) => name),
    hosts: take(hosts, (host) => host),
  };
  const limit = { kind: 'limit', why: 'it does more than is kept of it' } as const;
  return { ...reading, opaque: isCut || opaque.length > maxReasons ? [...reasons, limit] : reasons };
}
