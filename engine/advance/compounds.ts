/** Frames below a step: opened one by one, summed up when they close, forgotten after. */
import type { JsonObject } from '../../schema/json.ts';
import type { GroupStep } from '../../schema/steps/index.ts';
import { childFrame, slugOf } from '../address.ts';
import type { Step } from '../compile/workflow.ts';
import type { DebatePlan } from '../debate.ts';
import type { EventOf } from '../events.ts';
import { stepsRejected } from '../mergeable.ts';
import { standingOf } from '../standing.ts';
import type { Branch, Children, ClosedFrame, Frame, StepState } from '../state.ts';
import { viewsOf } from '../values.ts';
import { type Fold, impossible, type Site } from './context.ts';
import { debateResult } from './debate-result.ts';
import { ownWorkspace } from './workspace.ts';

interface CompoundPlan {
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
  readonly max_parallel?: number;
  readonly max?: number;
  readonly inputs?: JsonObject;
  readonly worktree?: { readonly base?: string; readonly branch?: string };
}

const planOf = (own: StepState) => (own.plan ?? {}) as CompoundPlan;

export function openCompound({ state, frame, step, own }: Site): void {
  const { max_parallel, max = 1 } = planOf(own);
  const lists = listsOf(step.spec as GroupStep, planOf(own));
  const branches = Object.keys(step.branches ?? {}).length;
  const items = Object.values(lists ?? {}).reduce((product, list) => product * list.length, 1);
  const total = branches || (lists ? items : max);
  own.children = { total, opened: 0, open: 0, closed: [], maxParallel: max_parallel ?? 1, ...(lists && { lists }) };
  if (branches > 0) own.children.need = needOf(step.spec as GroupStep, branches);
  state.agenda.push({ type: 'next', frame: frame.path, step: step.id });
}

/** How many branches have to be done. */
function needOf({ parallel = 'all' }: GroupStep, branches: number): number {
  return parallel === 'all' ? branches : parallel === 'any' ? 1 : parallel;
}

/** In the order of the workflow, which says which name varies slowest: an event that was read back has its own order. */
function listsOf({ foreach }: GroupStep, { lists }: CompoundPlan): CompoundPlan['lists'] {
  return foreach && lists && Object.fromEntries(Object.keys(foreach).map((name) => [name, lists[name] ?? []]));
}

/** The frame of an event, as it begins: its names, its place, and where it works. */
export function frameBelow(site: Site, event: EventOf<'frame.opened'>): Frame {
  const { frame, step, own } = site;
  const { index } = event;
  const isRound = step.frames === 'rounds';
  const body = event.branch === undefined ? step.child : step.branches?.[event.branch];
  if (body === undefined) throw impossible(event, `'${step.id}' has no such body`);
  return {
    path: event.child,
    body,
    at: '',
    parent: { frame: frame.path, step: step.id },
    ...(index !== undefined && { index }),
    vars: varsOf(frame, step.handles, own.children, index),
    steps: {},
    // The first round has nothing before it, whatever loop is around.
    ...(isRound && { last: own.children?.last ?? {} }),
    ...(planOf(own).inputs && { inputs: planOf(own).inputs }),
    workspace: workspaceBelow(site, isRound ? undefined : (event.branch ?? index)),
  };
}

/** One for each item or branch; the rounds of a loop share theirs, since each goes on with what the one before wrote. */
function workspaceBelow({ state, frame, step, own }: Site, which: number | string | undefined): Frame['workspace'] {
  const { worktree } = planOf(own);
  if (!worktree) return frame.workspace;
  const slug = slugOf(childFrame(frame.path, step.id, own.visit, own.attempt, which));
  // Whatever tells this frame from others of its step tells their branches apart, also where the name is given.
  const suffix = slug.slice(slugOf(frame.path, step.id).length);
  const branch = worktree.branch === undefined ? {} : { branch: `${worktree.branch}${suffix}` };
  return ownWorkspace(state.run, slug, { ...worktree, ...branch });
}

function varsOf(frame: Frame, handles: string | undefined, children: Children | undefined, index?: number) {
  if (handles !== undefined) {
    const error = frame.steps[handles]?.error;
    return { error: { ...error, step: error?.step ?? handles } };
  }
  return children?.lists && index !== undefined ? { ...itemAt(children.lists, index), index } : {};
}

/** Every combination, the first name varying slowest. */
function itemAt(lists: Readonly<Record<string, readonly unknown[]>>, index: number): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  let rest = index;
  for (const [name, list] of Object.entries(lists).reverse()) {
    item[name] = list[rest % list.length];
    rest = Math.floor(rest / list.length);
  }
  return item;
}

/** Whether a compound wants another judgement: nothing below it is open, or what is open need not be waited for. */
export function wantsNext({ own, step }: Site): boolean {
  const { children } = own;
  if (!children) return false;
  return children.open === 0 || (own.life === 'running' && standingOf(step, children) !== 'wait');
}

/** Takes a frame out of the state and leaves its summary in the parent. */
export function closeFrame(fold: Fold, parent: Site, frame: Frame, event: EventOf<'frame.closed'>): void {
  const children = parent.own.children;
  if (!children) return;
  delete fold.state.frames[frame.path];
  children.open--;
  const shared = frame.workspace.key === parent.frame.workspace.key;
  const isRejected = stepsRejected(frame, fold.workflow.bodies[frame.body]).length > 0;
  const branches = event.outcome === 'done' && !isRejected ? branchesOf(frame) : [];
  const { branch, diff } = frame.written ?? {};
  const isForeign = parent.step.kind === 'uses';
  const steps = !isForeign && (fold.workflow.keepsSteps || !children.lists) ? viewsOf(frame) : undefined;
  children.closed.push({
    index: frame.index ?? 0,
    outcome: event.outcome,
    ...(event.error && { error: event.error }),
    ...(branch !== undefined && !shared && { branch }),
    ...(diff !== undefined && { diff }),
    ...(branches.length > 0 && { branches }),
    ...(steps && { steps }),
    ...(event.output && { output: event.output as JsonObject }),
  });
  const { until } = event.conditions ?? {};
  if (until === undefined) return;
  children.satisfied = until === true;
  // A round that skipped a step leaves the results of the round that ran it.
  const ran = Object.entries(steps ?? {}).filter(([, view]) => view.status !== 'skipped');
  children.last = { ...children.last, ...Object.fromEntries(ran) };
}

const branchesOf = ({ written, branches = [] }: Frame): Branch[] => {
  const { diff: _, ...own } = written ?? { branch: '', title: '' };
  return written ? [own, ...branches] : branches;
};

/** When a compound settles: what later expressions read of it, and what a merge of it would land. */
export function closeCompound(site: Site): void {
  const { own, frame, step } = site;
  const children = own.children;
  if (children) {
    children.closed.sort((a, b) => a.index - b.index);
    own.result =
      step.kind === 'debate'
        ? debateResult(children, step, own.plan as unknown as DebatePlan)
        : resultOf(children, step);
    own.branches = latest(children.closed.flatMap(({ branches = [] }) => branches));
    delete own.children;
  } else if (step.kind === 'agent' && own.life === 'done') {
    own.branches = writtenBy(own);
  }
  for (const branch of own.branches ?? []) {
    if (branch.branch === frame.workspace.branch) frame.written = { ...branch, ...diffOf(own) };
    else frame.branches = latest([...(frame.branches ?? []), branch]);
  }
}

function writtenBy({ result, plan }: StepState): Branch[] {
  const { branch, commit } = result ?? {};
  if (typeof branch !== 'string') return [];
  const title = String(plan?.title ?? branch);
  return [{ branch, title, ...(typeof commit === 'string' && { commit }) }];
}

const diffOf = ({ result }: StepState) => (typeof result?.diff === 'string' ? { diff: result.diff } : {});

/** A branch that several steps wrote to is merged once, as the last of them left it. */
function latest(branches: readonly Branch[]): Branch[] {
  return [...new Map(branches.map((branch) => [branch.branch, branch])).values()];
}

function resultOf({ closed, lists }: Children, { frames, kind }: Step): JsonObject {
  if (lists) {
    const items = closed.map((frame) => itemOf(frame, lists));
    return { items } as unknown as JsonObject;
  }
  if (frames === 'branches') {
    return { steps: Object.assign({}, ...closed.map(({ steps }) => steps)) as JsonObject };
  }
  const last = closed.at(-1);
  const { output } = last ?? {};
  const { branch, diff, steps = {} } = last ?? { index: 0, outcome: 'done' };
  return {
    ...(kind === 'uses' ? { output: output ?? {} } : { steps: steps as JsonObject }),
    ...(frames === 'rounds' && { rounds: closed.length }),
    ...(branch !== undefined && { branch }),
    ...(diff !== undefined && { diff }),
  };
}

function itemOf({ outcome, branches: _, ...frame }: ClosedFrame, lists: Readonly<Record<string, readonly unknown[]>>) {
  return { ...itemAt(lists, frame.index), ...frame, status: outcome };
}
