/**
 * The oracle: a naive recursive interpreter of a spec and a script, with a mind of its own. It knows no events, no
 * state and no machine. Time is data: every function takes when it begins and `cut`, when somebody around it stops
 * it, and answers when and how it ended. What people answer and how attempts go comes from the script; how long a
 * backoff was is told (`rolled`), because it is drawn by lot, and only its range is checked.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { Case } from './cases.ts';
import { render } from './expressions.ts';
import { attempt } from './oracle-attempt.ts';
import { peopleIn } from './oracle-people.ts';
import {
  below,
  type End,
  type Frame,
  frameOf,
  isCompound,
  type Memory,
  msOf,
  namesIn,
  type Step,
  type Story,
  type Tries,
} from './oracle-types.ts';

/** What is compared. */
export interface Told {
  readonly outcome: string;
  readonly outputs: JsonObject | undefined;
  /** One line for each start and each end of a step, by time and address. */
  readonly lines: readonly string[];
  /** Two things fell on one instant and their order matters: no run can be held to this story. */
  readonly tied: boolean;
}
/** How long the run backed off after that attempt, in milliseconds. */
export type Rolled = (frame: string, step: string, attempt: number) => number | undefined;

/** Tells how the run of a case goes that is requested at `startMs`. */
export function interpret(given: Case, startMs: number, rolled: Rolled): Told {
  const lines: string[] = [];
  let tied = false;
  const { ask, question } = peopleIn(given, startMs, isCut);
  const story: Story = { given, body, ask, question, isCut, tell, tie, rehearse };

  function tell(at: number, frame: Frame, step: Step, what: string): void {
    lines.push(`${String(at - startMs).padStart(9)} ${frame.path} ${step.id} ${what}`);
  }
  /** Whether `cut` comes before `at`; both at once is a tie. */
  function isCut(at: number, cut: number): boolean {
    if (at === cut) tie();
    return at > cut;
  }
  function tie(): void {
    tied = true;
  }
  function rehearse<T>(play: () => T): T {
    const before = { lines: lines.length, tied };
    const came = play();
    lines.length = before.lines;
    tied = before.tied;
    return came;
  }

  function body(steps: readonly Step[], frame: Frame, start: number, cut: number): End {
    let at = start;
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index]!;
      const end = visit(step, frame, at, cut);
      at = end.at;
      if (end.outcome === 'cancelled') return end;
      if (end.outcome === 'rework') {
        frame.memory[step.review!]!.round = frame.memory[step.id]!.rounds + 1;
        index = steps.findIndex(({ id }) => id === step.review) - 1;
      } else frame.views[step.id] = viewOf(end);
      if ((end.outcome === 'failed' || end.outcome === 'refused') && !end.continued) return end;
    }
    return { outcome: 'done', at };
  }

  /** One visit of a step: its attempts, and what becomes of a failure. */
  function visit(step: Step, frame: Frame, start: number, cut: number): End {
    frame.memory[step.id] ??= { visit: 0, attempt: 0, asks: {}, rounds: 0 };
    const memory = frame.memory[step.id]!;
    memory.visit += 1;
    memory.lands = false;
    const tries: Tries = { counted: 0, lost: 0, ordinal: 0, admitted: false, begun: false };
    let at = start;
    for (;;) {
      const end = attempt(story, step, frame, memory, tries, at, cut);
      at = end.at;
      // Who did not run is cancelled without a word.
      if (end.outcome === 'cancelled' && !tries.begun) return end;
      if (end.outcome !== 'failed' && end.outcome !== 'refused') return said(step, frame, end);
      const delay = delayOf(step, frame, memory, tries, end);
      if (delay !== undefined) {
        if (delay > 0 && isCut(at + delay, cut)) return { outcome: 'cancelled', at: cut };
        at += delay;
        continue;
      }
      const kind = end.code === 'lost' && asksWhenLost(step) ? 'lost' : step.on_error === 'ask' ? 'choice' : undefined;
      const answer = kind && ask(step, frame, memory, kind, at, cut);
      at = answer?.at ?? at;
      if (answer?.says === 'cut') return { outcome: 'cancelled', at };
      if (answer?.choice === 'retry' && step.review && (end.code === 'rounds_spent' || end.code === 'stagnation'))
        return said(step, frame, { outcome: 'rework', at });
      if (answer?.choice === 'retry') continue;
      if (answer?.choice === 'continue' || step.on_error === 'continue')
        return said(step, frame, { ...end, at, continued: true });
      return handled(step, frame, memory, said(step, frame, { ...end, at }), cut);
    }
  }

  function said(step: Step, frame: Frame, end: End): End {
    tell(end.at, frame, step, end.code === undefined ? end.outcome : `${end.outcome} ${end.code}`);
    return end;
  }

  /** With `on_error` steps the step counts as done when they are. */
  function handled(step: Step, frame: Frame, memory: Memory, end: End, cut: number): End {
    if (!Array.isArray(step.on_error)) return end;
    // Who cancels the handler leaves the failure.
    frame.views[step.id] = viewOf(end);
    memory.handled = (memory.handled ?? 0) + 1;
    const path = below(frame, `${step.id}__catch`, memory.handled, memory.handled);
    const handler = body(
      step.on_error,
      frameOf(path, frame, { error: { step: step.id, code: end.code } }),
      end.at,
      cut,
    );
    return handler.outcome === 'done' ? { ...end, outcome: 'done', at: handler.at } : handler;
  }

  /** How long until the next attempt, in milliseconds; nothing when there is none of itself. */
  function delayOf(step: Step, frame: Frame, memory: Memory, tries: Tries, end: End): number | undefined {
    if (!tries.begun) return undefined;
    if (end.code === 'lost' && !isCompound(step)) {
      if (step.run === undefined ? tries.lost <= 3 : step.on_lost === 'retry') return 0;
      if (asksWhenLost(step)) return undefined;
      tries.counted += 1;
    }
    const { attempts, on, backoff } = { attempts: 1, on: ['failed', 'timeout'], backoff: undefined, ...step.retry };
    if (tries.counted >= attempts || !on.includes(end.code!)) return undefined;
    // What failed is tried afresh; what was lost goes on.
    memory.session = undefined;
    if (backoff === undefined) return 0;
    const nominal = msOf(backoff) * 2 ** (tries.counted - 1);
    const delay = rolled(frame.path, step.id, memory.attempt) ?? nominal;
    if (delay < nominal / 2 || delay > nominal * 1.5)
      tell(end.at, frame, step, `${delay} ms are not about ${nominal} ms`);
    return delay;
  }

  const root = frameOf('', undefined);
  const { cancelAtMs } = given.script;
  const end = body(given.spec.workflow.steps as Step[], root, startMs, startMs + (cancelAtMs ?? Infinity));
  const outputs = end.outcome === 'done' ? outputsOf(given, root) : undefined;
  return { outcome: end.outcome, outputs, lines: lines.sort(), tied };
}

const viewOf = ({ outcome, code, view }: End): JsonObject => ({
  status: outcome,
  ...(code && { error: { code } }),
  ...view,
});

const asksWhenLost = (step: Step): boolean => step.run !== undefined && (step.on_lost ?? 'ask') === 'ask';

function outputsOf({ spec }: Case, root: Frame): JsonObject {
  const entries = Object.entries(spec.workflow.outputs ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name, render(text, namesIn(root))])) as JsonObject;
}
