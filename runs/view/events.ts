/** What each event does to a view. A type without a fold of its own is a compile error. */
import { rootBody } from '../../engine/compile/workflow.ts';
import type { EventOf, RunEvent, RunEventType } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';
import { cancelScope, closeFrame, openFrame } from './frames.ts';
import { named } from './named.ts';
import { foldPlan, foldResult } from './results.ts';
import { addFrame, change, firstLine, type KnownWorkflow, rowOf, stepIn } from './rows.ts';
import { foldSaid, say } from './said.ts';
import type { LifeState, RunView, StepRow } from './types.ts';

export interface Site {
  readonly view: RunView;
  readonly workflow: KnownWorkflow | undefined;
}
type Fold<T extends RunEventType> = (event: EventOf<T>, site: Site) => void;
type OnStep = Extract<RunEvent, { step: string }>;

export function foldEvent(event: RunEvent, site: Site): void {
  const fold = folds[event.type] as (event: RunEvent, site: Site) => void;
  fold(event, site);
}

const folds: { readonly [T in RunEventType]: Fold<T> } = {
  'run.created'(event, { view, workflow }) {
    view.run = event.run;
    view.starter = event.starter;
    view.engine = event.engine;
    // Read back from JSON: whatever an input is, it is one of its values.
    view.inputs = event.inputs as JsonObject;
    view.startedAt = event.at;
    if (workflow !== undefined) view.workflow = workflow.name;
    addFrame(view, { frame: '', body: rootBody, openedAt: event.at, steps: [] }, workflow);
  },
  'run.finished'(event, { view }) {
    view.finishedAt = event.at;
    view.outcome = event.outcome;
    closeFrame(view, event);
    if (event.outputs !== undefined) view.outputs = event.outputs as JsonObject;
    if (event.error !== undefined) view.error = event.error;
  },
  'step.skipped': (event, site) => end(event, site, 'skipped'),
  'step.refused'(event, site) {
    // Whoever may choose how it goes on is asked at once.
    if (event.asks === undefined) end(event, site, 'refused');
    else become(site, enter(event, site), 'asking');
  },
  'step.cancelled': (event, site) => noteUnknownCost(end(event, site, 'cancelled'), site),
  'step.asked'(event, site) {
    const row = enter(event, site);
    if (event.error !== undefined) {
      row.error = event.error;
      noteUnknownCost(row, site);
    }
    become(site, row, 'asking', holdOf(event));
  },
  'step.started'(event, site) {
    const row = enter(event, site);
    row.attempt = event.attempt;
    row.startedAt ??= event.at;
    row.reported = false;
    delete row.retryAt;
    foldPlan(row, event.plan, site.workflow);
    become(site, row, 'running');
  },
  'step.waiting'(event, site) {
    const row = enter(event, site);
    row.startedAt ??= event.at;
    row.until = event.until;
    become(site, row, 'waiting');
  },
  'step.stopping': (event, site) => become(site, rowAt(event, site), 'stopping'),
  'step.finished'(event, site) {
    const row = end(event, site, event.outcome);
    if (event.error === undefined) delete row.error;
    else row.error = event.error;
    if (event.continued) row.continued = true;
    if (event.result !== undefined) foldResult(row, event.result);
    if (event.attempt !== undefined) noteUnknownCost(row, site);
    if (event.outcome === 'done') settleHandled(event, site);
  },
  'attempt.failed'(event, site) {
    const row = rowAt(event, site);
    row.error = event.error;
    noteUnknownCost(row, site);
    if (event.retryAt !== undefined) row.retryAt = event.retryAt;
    become(site, row, event.retryAt === undefined ? 'pending' : 'backoff');
  },
  'backoff.elapsed'(event, site) {
    const row = rowAt(event, site);
    delete row.retryAt;
    become(site, row, 'pending');
  },
  'session.opened'(event, site) {
    rowAt(event, site).session = event.session;
  },
  'frame.opened': (event, { view, workflow }) => openFrame(view, event, workflow),
  'frame.closed': (event, { view }) => closeFrame(view, event),
  'scope.cancelled': (event, { view }) => cancelScope(view, event),
  'review.reworked'(event, site) {
    const row = rowAt(event, site);
    foldResult(row, event.result);
    noteUnknownCost(row, site);
    for (const again of stepsAgain(event, site)) become(site, again, 'pending');
  },
  'tool.requested'(event, site) {
    site.view.toolCalls++;
    foldSaid(rowAt(event, site), event);
  },
  'tool.judged': (event, site) => foldSaid(rowAt(event, site), event),
  'tool.completed': (event, site) => foldSaid(rowAt(event, site), event),
  'merge.requested': (event, site) => foldSaid(rowAt(event, site), event),
  'merge.judged': (event, site) => foldSaid(rowAt(event, site), event),
  'message.sent': (event, site) => foldSaid(rowAt(event, site), event),
  'message.received': (event, site) => foldSaid(rowAt(event, site), event),
  'usage.reported'({ usage, ...event }, site) {
    const { tokens, cost } = site.view;
    tokens.input += usage.input;
    tokens.output += usage.output;
    const row = rowAt(event, site);
    row.reported = true;
    for (const spent of [cost, row.cost]) {
      if (usage.costMicroUsd === undefined) spent.known = false;
      else spent.microUsd += usage.costMicroUsd;
      if (usage.priced) spent.byTable = true;
    }
  },
  // The asks are folded for themselves; an answer moves a step only by the event that follows it.
  'approval.granted': () => undefined,
  'approval.refused': () => undefined,
  'approval.ignored': () => undefined,
  'message.kept': () => undefined,
  // What policies hold and remember is told by the asks and by the journal itself.
  'turn.requested': () => undefined,
  'turn.judged': () => undefined,
  'hold.elapsed': () => undefined,
  'policy.added': () => undefined,
  'spending.observed': () => undefined,
  'question.answered'(event, site) {
    const text = event.command === '' ? event.text : `/${event.command} ${event.args}`.trim();
    say(rowAt(event, site), {
      type: 'answer',
      at: event.at,
      text: `${named(event.by, event.from)}: ${firstLine(text)}`,
    });
  },
};

function rowAt({ frame, step }: Pick<OnStep, 'frame' | 'step'>, { view, workflow }: Site): StepRow {
  return rowOf(view, frame, step, workflow);
}

function become({ view }: Site, row: StepRow, life: LifeState, held?: string): void {
  change(view, row, () => {
    row.life = life;
    if (held === undefined) delete row.held;
    else row.held = held;
  });
}

/** In words, where a policy holds the step and nobody can be asked. */
function holdOf({ asks, decisions = [] }: EventOf<'step.asked'>): string | undefined {
  const hold = decisions.find(({ decision }) => decision === 'hold');
  return asks === undefined && hold ? `${hold.reason ?? hold.rule} (policy ${hold.policy})` : undefined;
}

/** The row as it stands in this visit: a new one starts clean, with what the step has spent. */
function enter(event: Pick<OnStep, 'frame' | 'step'> & { visit: number }, site: Site): StepRow {
  const row = rowAt(event, site);
  if (row.visit === event.visit) return row;
  row.visit = event.visit;
  row.reported = false;
  delete row.startedAt;
  delete row.endedAt;
  delete row.error;
  delete row.continued;
  delete row.exitCode;
  return row;
}

function end(event: OnStep, site: Site, life: LifeState): StepRow {
  const row = 'visit' in event ? enter(event, site) : rowAt(event, site);
  row.endedAt = event.at;
  delete row.retryAt;
  delete row.until;
  become(site, row, life);
  return row;
}

/** A step whose failure was handled counts as done. */
function settleHandled({ frame, step }: OnStep, site: Site): void {
  const parent = site.view.frames.get(frame);
  const handled = parent && stepIn(parent, step, site.workflow)?.handles;
  if (handled !== undefined) become(site, rowAt({ frame, step: handled }, site), 'done');
}

/** A session that ended without any report has an unknown cost, which is never 0. */
function noteUnknownCost(row: StepRow, { view }: Site): void {
  if (row.agent === undefined || row.startedAt === undefined || row.reported) return;
  row.cost.known = false;
  view.cost.known = false;
}

/** A review sends its writer back, and with it everything between the two. */
function stepsAgain(event: EventOf<'review.reworked'>, site: Site): StepRow[] {
  const frame = site.view.frames.get(event.frame);
  const again = frame && stepIn(frame, event.step, site.workflow)?.again;
  return [...new Set([...(again ?? []), event.step])].map((step) => rowAt({ ...event, step }, site));
}
