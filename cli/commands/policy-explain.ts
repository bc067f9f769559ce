/**
 * `omni policy explain`: why something was decided as it was. The run is folded up to that event and every rule that
 * stood there is asked again, so that also what was let through can be explained.
 */

import { advance } from '../../engine/advance/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { readEvents } from '../../engine/driver/index.ts';
import type { RunEvent } from '../../engine/events.ts';
import { guardsOver, spotOf } from '../../engine/guards/find.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import type { OpenJournal } from '../../runs/journal/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Point } from '../../schema/policy.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { findRun, readWorkflow, withRuns } from '../record.ts';
import { type Explained, renderDecisions, renderExplanation } from '../render/explain.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function explainDecision(given: string, seq: string | undefined, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const wanted = seq === undefined ? undefined : readSeq(seq);
  return withRuns(async (journal) => {
    const { run } = findRun(journal, given);
    const explained = await explain(journal, run, await readWorkflow(journal, run));
    const shown = wanted === undefined ? explained : explained.filter((one) => one.seq === wanted);
    if (wanted !== undefined && shown.length === 0) {
      const near = explained.map((one) => one.seq).filter((one) => Math.abs(one - wanted) <= 5);
      throw new InvalidInput(
        `nothing was judged at event ${wanted} of run ${run}`,
        near.length > 0 ? `near it: ${near.join(', ')}` : `list all: omni policy explain ${run}`,
      );
    }
    if (terminal.json) for (const one of shown) terminal.emit('decision', { run, ...one });
    else if (wanted === undefined) terminal.out.print(...renderDecisions(shown, run, terminal.out));
    else for (const one of shown) terminal.out.print(...renderExplanation(one, terminal.out));
    return exit.done;
  });
}

function readSeq(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidInput(`${text} is no number of an event`, 'see: omni replay RUN --json');
  return Number(text);
}

async function explain(journal: OpenJournal, run: string, workflow: Workflow): Promise<readonly Explained[]> {
  const state = initialState();
  const calls = new Map<string, RunEvent>();
  const explained: Explained[] = [];
  for await (const { seq, event } of readEvents({ journal, blobs: journal }, run)) {
    if (event.type === 'tool.requested' || event.type === 'merge.requested') calls.set(event.call, event);
    const points = pointsOf(event);
    if (points.length > 0)
      explained.push({ seq, event, ...callOf(event, calls), ...said(workflow, state, event, points) });
    advance(workflow, state, event);
  }
  return explained;
}

const callOf = (event: RunEvent, calls: ReadonlyMap<string, RunEvent>): { call?: RunEvent } => {
  const call = event.type === 'tool.judged' || event.type === 'merge.judged' ? calls.get(event.call) : undefined;
  return call === undefined ? {} : { call };
};

function said(
  workflow: Workflow,
  state: RunState,
  event: RunEvent,
  points: readonly Point[],
): Pick<Explained, 'decisions' | 'silent'> {
  const decisions = ('decisions' in event && event.decisions) || [];
  const plan = 'plan' in event ? (event.plan as JsonObject | undefined) : undefined;
  const place =
    'step' in event && event.step !== undefined ? { workflow, state, frame: event.frame, step: event.step } : undefined;
  const spot = place && spotOf({ ...place, ...(plan && { plan }) });
  const over = spot ? guardsOver(workflow, state, spot) : [];
  const silent = over.flatMap(({ id, level, policy }) => {
    const rules = Object.values(policy.rules).filter(({ spec }) =>
      [spec.before].flat().some((point) => points.includes(point)),
    );
    const quiet = rules
      .map(({ spec }) => spec.id)
      .filter((rule) => !decisions.some((made) => made.policy === id && made.rule === rule));
    return quiet.length === 0 ? [] : [{ guard: id, level, rules: quiet }];
  });
  return { decisions, silent };
}

/** Where policies were asked; of an event with decisions in any case. */
function pointsOf(event: RunEvent): readonly Point[] {
  switch (event.type) {
    case 'step.started':
    case 'step.refused':
    case 'step.waiting':
      return ['step', 'turn'];
    case 'step.asked':
      return event.error === undefined ? ['step', 'turn'] : [];
    case 'tool.requested':
    case 'tool.judged':
      return ['tool', 'turn'];
    case 'merge.requested':
    case 'merge.judged':
      return ['merge'];
    case 'usage.reported':
    case 'turn.requested':
    case 'turn.judged':
      return ['turn'];
    case 'step.stopping':
      return event.why === 'refused' ? ['turn'] : [];
    case 'approval.ignored':
      return event.decisions === undefined ? [] : ['approval', 'turn'];
    default:
      return [];
  }
}
