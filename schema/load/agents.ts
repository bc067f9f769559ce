/**
 * An agent of a workflow -> the agent itself: what it `uses`, with the keys beside it laid over, each key remembering
 * which document it came from. `uses` may lead on, so the way is remembered and a cycle is told once, with its names.
 */
import type { Finding } from '../check/finding.ts';
import { isJsonObject, type Json } from '../json.ts';
import { helpFor, suggest } from '../suggest.ts';
import type { Files, Mention, ReadDocument } from './files.ts';
import type { Origin } from './origins.ts';
import { targetOf } from './paths.ts';
import type { Report } from './report.ts';

export interface ResolvedAgent {
  readonly values: ReadonlyMap<string, Json>;
  readonly origins: ReadonlyMap<string, Origin>;
}

/** What a document says beside the agent itself. */
const NOT_THE_AGENT: readonly string[] = ['apiVersion', 'kind', 'name', 'uses'];
/** `uses` of `uses` of …: people write two. */
const MAX_CHAIN = 16;

/** Undefined where something was reported. `names` are the built-ins, for suggestions. */
export function resolveAgent(
  files: Files,
  names: readonly string[],
  report: Report,
  mention: Mention,
): ResolvedAgent | undefined {
  return resolve(mention, []);

  function resolve(at: Mention, way: readonly ReadDocument[]): ResolvedAgent | undefined {
    const value = valueAt(at);
    if (!isJsonObject(value)) return undefined;
    const base = value.uses === undefined ? empty : follow(value.uses, at, way);
    if (!base) return undefined;
    const values = new Map(base.values);
    const origins = new Map(base.origins);
    for (const [key, own] of Object.entries(value)) {
      if (NOT_THE_AGENT.includes(key)) continue;
      values.set(key, own);
      origins.set(key, { document: at.document, path: [...at.path, key] });
    }
    return { values, origins };
  }

  function follow(uses: Json, at: Mention, way: readonly ReadDocument[]): ResolvedAgent | undefined {
    const mention: Mention = { document: at.document, path: [...at.path, 'uses'] };
    const document = typeof uses === 'string' && uses !== '' ? find(uses, mention) : undefined;
    if (!document) return undefined;
    const from = way.indexOf(document);
    if (from !== -1 || way.length >= MAX_CHAIN) {
      const cycle = [...way.slice(Math.max(from, 0)), document].map(({ name, source }) => name ?? source.file);
      const message =
        from === -1
          ? `\`uses\` leads on more than ${MAX_CHAIN} times`
          : `\`uses\` leads back to where it began: ${cycle.join(' → ')}`;
      tell(mention, 'OMNI1037', message, 'let one of them say its keys itself');
      return undefined;
    }
    return resolve({ document, path: [] }, [...way, document]);
  }

  function find(uses: string, mention: Mention): ReadDocument | undefined {
    const target = targetOf(uses);
    if (target.kind === 'document') return findByName(uses, mention);
    const file = target.kind === 'builtin' ? files.builtin(target.name) : files.documents(target.name, mention);
    if (!file) {
      if (target.kind === 'builtin')
        tell(
          mention,
          'OMNI1038',
          `there is no built-in agent \`${uses}\``,
          helpFor(
            uses,
            names.map((name) => `omni/${name}`),
          ),
        );
      return undefined;
    }
    const agents = file.documents.filter(({ kind }) => kind === 'Agent');
    if (agents.length === 1 || file.partial) return agents[0];
    const what = agents.length === 0 ? 'holds no Agent' : `holds ${agents.length} Agents`;
    tell(mention, 'OMNI1039', `${file.source.file} ${what}; \`uses\` of an agent names a file with one`);
    return undefined;
  }

  function findByName(name: string, mention: Mention): ReadDocument | undefined {
    const file = files.fileOf(mention.document);
    const found = file.documents.find((document) => document.name === name);
    if (found?.kind === 'Agent') return found;
    if (found?.kind) tell(mention, 'OMNI1039', `\`${name}\` is a ${found.kind}, and an agent is wanted here`);
    else if (!found && !file.partial) {
      const agents = file.documents.flatMap((document) =>
        document.kind === 'Agent' && document.name ? [document.name] : [],
      );
      const builtin = names.includes(name) ? `did you mean \`omni/${name}\`?` : undefined;
      const near = suggest(name, agents);
      const help = near === undefined ? builtin : `did you mean \`${near}\`?`;
      tell(
        mention,
        'OMNI1038',
        `this file has no document called \`${name}\``,
        help ?? `\`uses\` names a file (\`agents/${name}.yaml\`), a document of this file, or a built-in (\`omni/…\`)`,
      );
    }
    return undefined;
  }

  function tell(mention: Mention, code: Finding['code'], message: string, help?: string): void {
    report.finding(mention.document, { code, path: mention.path, message, ...(help === undefined ? {} : { help }) });
  }
}

const empty: ResolvedAgent = { values: new Map(), origins: new Map() };

function valueAt({ document, path }: Mention): Json | undefined {
  let value: Json | undefined = document.value;
  for (const element of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, element)) return undefined;
    value = value[element];
  }
  return value;
}
