/**
 * `debate`: a loop of rounds. A round puts the heads side by side, each a branch that may fail without ending the
 * others, and after them the judge, who is passed by until the debate ends. So a debate is drawn, cancelled, resumed
 * and replayed as everything else is.
 */
import type { DebateStep } from '../../../schema/steps/index.ts';
import { type Bound, times } from '../context.ts';
import { nameInRun } from '../flow.ts';
import { machineOf } from '../machine.ts';
import { debateFields, int } from '../scope.ts';
import type { DebatePart, Expr, Step } from '../workflow.ts';
import { type Compiled, checkAgents, refuseKeys, type Site, siblingOf } from './site.ts';

export const defaultDebateRounds = 2;
/** Also where an expression says how many. */
export const mostRounds = 100;
/** The steps of a round. Nobody can name them, so they need no names that nobody has. */
export const headsId = 'heads';
export const judgeId = 'judge';

export function compileDebate(site: Site<DebateStep>): Compiled {
  const { context, spec, path, place, scope, key } = site;
  const { checker } = context;
  refuseKeys(site, ['env', 'worktree'], 'The heads of a debate change nothing, so this would do nothing.');
  const exprs: Record<string, Expr> = {
    debate: checker.template(spec.debate, [...path, 'debate'], scope, place.unsure).expr,
  };
  if (typeof spec.max_rounds === 'string') {
    exprs.max_rounds = checker.template(spec.max_rounds, [...path, 'max_rounds'], scope, place.unsure, int).expr;
  }
  checkAgents(site, spec.heads, [...path, 'heads']);
  const judge = typeof spec.judge === 'string' ? { agent: spec.judge } : spec.judge;
  if (judge) checkJudge(site, judge);
  checkContinues(site);

  const heads = spec.heads.map((name) => partOf(site, 'head', `${key}/${headsId}`, name, name));
  const branches = Object.fromEntries(heads.map(({ id }) => [id, `${key}/${headsId}:${id}`]));
  for (const head of heads) addBody(site, branches[head.id]!, [head]);
  const spread = { least: 1, most: 1, wide: heads.length };
  const side: Step = { ...partOf(site, 'head', key, headsId), kind: 'steps', frames: 'branches', branches, spread };
  addBody(site, key, judge ? [side, partOf(site, 'judge', key, judgeId, judge.agent)] : [side]);
  const most = typeof spec.max_rounds === 'string' ? mostRounds : (spec.max_rounds ?? defaultDebateRounds);
  const rounds: Bound = most + 1;
  const sessions = times(rounds, heads.length);
  return {
    exprs,
    frames: 'rounds',
    spread: { least: 1, most: rounds, wide: 1 },
    child: key,
    agents: [...spec.heads, ...(judge ? [judge.agent] : [])],
    fields: debateFields(spec.heads),
    sessions: sessions === undefined ? undefined : sessions + (judge ? 1 : 0),
    parallel: heads.length,
  };
}

function addBody({ context }: Site<DebateStep>, key: string, steps: readonly Step[]): void {
  const order = steps.map(({ id }) => id);
  const table = Object.fromEntries(steps.map((step) => [step.id, step]));
  context.bodies[key] = { key, flow: context.flow, order, steps: table, machine: machineOf(key, order, table) };
}

/** A step that nobody wrote; one that fails is named in the result, and whoever is left goes on. */
function partOf(
  { context, spec, path }: Site<DebateStep>,
  kind: DebatePart,
  body: string,
  id: string,
  agent?: string,
): Step {
  return {
    key: `${body}/${id}`,
    id,
    kind,
    spec: { debate: spec.debate, heads: spec.heads },
    path,
    exprs: {},
    env: {},
    retry: { attempts: 1, backoffMs: 0, on: [] },
    onError: kind === 'head' && agent !== undefined ? 'continue' : 'fail',
    flow: context.flow,
    ...(agent === undefined ? { agents: [] } : { agents: [nameInRun(context, agent)], sessions: 1 }),
    again: [],
  };
}

function checkJudge(site: Site<DebateStep>, { agent, vendor }: { agent: string; vendor?: 'any' | 'neutral' }): void {
  const { context, spec, path } = site;
  const refuse = (message: string, help: string) =>
    context.checker.add('OMNI3015', [...path, 'judge'], message, { help });
  checkAgents(site, [agent], [...path, 'judge']);
  if (spec.heads.includes(agent)) {
    refuse(`'${agent}' is one of the heads, so it cannot judge between them.`, 'Name an agent that does not debate.');
  }
  if (vendor !== 'neutral') return;
  const vendorOf = (name: string) => context.vendors[nameInRun(context, name)];
  const own = vendorOf(agent);
  const partial = spec.heads.filter((head) => vendorOf(head) === undefined || vendorOf(head) === own);
  if (own !== undefined && partial.length === 0) return;
  refuse(
    own === undefined
      ? `The vendor of '${agent}' is not known, so it cannot be neutral.`
      : `'${agent}' is of ${own}, and it is not shown that ${partial.join(', ')} ${partial.length > 1 ? 'are' : 'is'} of another vendor.`,
    'Name a judge of another vendor than every head, or say vendor: any',
  );
}

/** A debate can go on with the sessions of another only where the same heads sat in it. */
function checkContinues(site: Site<DebateStep>): void {
  const { context, spec, path, place, id } = site;
  const { continues } = spec;
  if (continues === undefined) return;
  const refuse = (message: string): void => context.checker.add('OMNI3007', [...path, 'continues'], message);
  if (continues === id) {
    if (!place.inRound) refuse(`Step '${id}' is in no round of a loop, so there is no debate of the round before.`);
    return;
  }
  const earlier = siblingOf(site, continues, 'continues');
  if (!earlier) return;
  if (earlier.kind !== 'debate') refuse(`Step '${continues}' is no debate, so it has no heads that could go on.`);
  else if (!spec.heads.every((head) => (earlier.spec as DebateStep).heads.includes(head))) {
    refuse(
      `The heads of '${continues}' are ${(earlier.spec as DebateStep).heads.join(', ')}, so these cannot go on there.`,
    );
  }
}
