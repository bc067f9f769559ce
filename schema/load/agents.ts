/**
 * An agent of a workflow -> the agent itself: what it `uses`, with the keys beside it laid over, each key remembering
 * which document it came from. `uses` may lead on, so the way is remembered and a cycle is told once, with its names.
 */
import type { Finding } from '../check/finding.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Path } from '../problem.ts';
import { checkAgents } from './agent-checks.ts';
import type { Files, Mention, ReadDocument } from './files.ts';
import { findUsed } from './find.ts';
import type { Inliner, Inlining } from './inline.ts';
import { itemsOf, valueAt } from './mentions.ts';
import { resolveModel } from './models.ts';
import type { Origin } from './origins.ts';
import type { Overrides } from './overrides.ts';
import type { Report } from './report.ts';
import { goneWith } from './swap.ts';

interface ResolvedAgent {
  readonly values: ReadonlyMap<string, Json>;
  readonly origins: ReadonlyMap<string, Origin>;
  /** Those of all that it starts from, then its own: an override loosens nothing. */
  readonly policies: readonly Mention[];
}

/** What a document says beside the agent itself, and what is not laid over. */
const NOT_LAID_OVER: readonly string[] = ['apiVersion', 'kind', 'name', 'uses', 'policies'];
/** `uses` of `uses` of …: people write two. */
const MAX_CHAIN = 16;

/** The agents of a map by their names in it. `target`: where they stand in the spec. */
export function resolveAgents(
  at: Mention,
  references: Json,
  target: Path,
  loading: Inlining,
  inliner: Pick<Inliner, 'text'>,
): Record<string, Record<string, Json>> {
  const { files, origins, report, policies, overrides } = loading;
  const agents: Record<string, Record<string, Json>> = {};
  for (const name of isJsonObject(references) ? Object.keys(references) : []) {
    const mention = { document: at.document, path: [...at.path, name] };
    const own = [...target, name];
    origins.set(own, mention);
    const written = resolveAgent(files, report, mention);
    if (!written) continue;
    const resolved = override(written, overrides.of(own));
    const agent: Record<string, Json> = { name };
    for (const [key, said] of resolved.values) {
      const origin = resolved.origins.get(key)!;
      origins.set([...own, key], origin);
      agent[key] = key === 'instructions' && 'document' in origin ? inliner.text(origin, said, [...own, key]) : said;
    }
    const model = resolveModel(agent, [...own, 'model'], loading);
    if (model !== undefined) agent.model = model;
    if (resolved.policies.length > 0) agent.policies = policies.standing(resolved.policies, [...own, 'policies']);
    if (agent.harness === undefined) report.finding(at.document, noHarness(name, mention.path));
    agents[name] = agent;
  }
  checkAgents(agents, target, loading);
  return agents;
}

/** What is given for one run lies over all that is written, as a layer of its own. */
function override({ values, origins, policies }: ResolvedAgent, given: ReturnType<Overrides['of']>): ResolvedAgent {
  const gone = goneWith(values, given.find(({ key }) => key === 'harness')?.value);
  return {
    values: new Map([
      ...[...values].filter(([key]) => !gone.includes(key)),
      ...given.map(({ key, value }) => [key, value] as const),
    ]),
    origins: new Map([...origins, ...given.map(({ key, origin }) => [key, origin] as const)]),
    policies,
  };
}

/** Undefined where something was reported. */
function resolveAgent(files: Files, report: Report, mention: Mention): ResolvedAgent | undefined {
  return resolve(mention, []);

  function resolve(at: Mention, way: readonly ReadDocument[]): ResolvedAgent | undefined {
    const value = valueAt(at);
    if (!isJsonObject(value)) return undefined;
    const base = value.uses === undefined ? empty : follow(value.uses, at, way);
    if (!base) return undefined;
    const values = new Map(base.values);
    const origins = new Map(base.origins);
    for (const gone of goneWith(values, value.harness)) values.delete(gone);
    for (const [key, own] of Object.entries(value)) {
      if (NOT_LAID_OVER.includes(key)) continue;
      values.set(key, own);
      origins.set(key, { document: at.document, path: [...at.path, key] });
    }
    return { values, origins, policies: [...base.policies, ...itemsOf(at, 'policies')] };
  }

  function follow(uses: Json, at: Mention, way: readonly ReadDocument[]): ResolvedAgent | undefined {
    const mention: Mention = { document: at.document, path: [...at.path, 'uses'] };
    const document =
      typeof uses === 'string' && uses !== '' ? findUsed('Agent', uses, mention, files, report) : undefined;
    if (!document) return undefined;
    const from = way.indexOf(document);
    if (from !== -1 || way.length >= MAX_CHAIN) {
      const cycle = [...way.slice(Math.max(from, 0)), document].map(({ name, source }) => name ?? source.file);
      const message =
        from === -1
          ? `\`uses\` leads on more than ${MAX_CHAIN} times`
          : `\`uses\` leads back to where it began: ${cycle.join(' → ')}`;
      report.finding(at.document, circle(mention, message));
      return undefined;
    }
    return resolve({ document, path: [] }, [...way, document]);
  }
}

const circle = ({ path }: Mention, message: string): Finding => ({
  code: 'OMNI1037',
  path,
  message,
  help: 'let one of them say its keys itself',
});

const empty: ResolvedAgent = { values: new Map(), origins: new Map(), policies: [] };

const noHarness = (name: string, path: Path): Finding => ({
  code: 'OMNI1004',
  path,
  atKey: true,
  message: `the agent \`${name}\` has no \`harness\``,
  help: 'write `harness: claude-code`, or `uses` an agent that has one',
});
