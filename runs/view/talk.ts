/**
 * The conversation of a run: what people said, what each round of a debate brought, what agents answered. Folded from
 * the same events as the view, after it, and from nothing else; so a chat that is taken up days later shows the same.
 */
import type { EventOf, RunEvent } from '../../engine/events.ts';
import { addressOf } from './rows.ts';
import type { RunView, StepRow } from './types.ts';

/** One head's part of a round. */
export interface TalkAnswer {
  readonly head: string;
  readonly vendor: string;
  /** Absent: it failed, as `error` says. */
  readonly answer?: string;
  readonly error?: string;
  /** Absent in the blind round. */
  readonly agrees?: boolean;
  readonly objections: readonly string[];
}

export type TalkEntry =
  | { readonly type: 'said'; readonly by: string; readonly text: string }
  /** Round 0 is the blind one. */
  | { readonly type: 'round'; readonly round: number; readonly answers: readonly TalkAnswer[] }
  | {
      readonly type: 'synthesis';
      readonly judge: string;
      readonly text: string;
      readonly agreed: readonly string[];
      readonly differ: readonly string[];
    }
  | { readonly type: 'answer'; readonly agent: string; readonly step: string; readonly text: string }
  /** Something that was said and did not count, and why. */
  | { readonly type: 'ignored'; readonly by: string; readonly reason: string };

/** Rounds that are not complete, by the frame of their heads. */
export interface Talk {
  readonly rounds: Map<string, { readonly round: number; readonly answers: Map<string, TalkAnswer> }>;
}

export const emptyTalk = (): Talk => ({ rounds: new Map() });

/** What `event` adds to the conversation. `view` has folded it already, with the workflow known. */
export function foldTalk(talk: Talk, event: RunEvent, view: RunView): readonly TalkEntry[] {
  switch (event.type) {
    case 'question.answered':
      return [{ type: 'said', by: event.by, text: wordsOf(event) }];
    case 'approval.ignored':
      return event.text === undefined ? [] : [{ type: 'ignored', by: event.by, reason: event.reason }];
    case 'step.started':
      noteRound(talk, event, view);
      return [];
    case 'step.finished':
      return finished(talk, event, view);
    default:
      return [];
  }
}

function wordsOf({ command, args, text, output }: EventOf<'question.answered'>): string {
  if (output !== undefined) return JSON.stringify(output);
  return command === '' ? text : `/${command} ${args}`.trim();
}

const rowOfEvent = (view: RunView, { frame, step }: { frame: string; step: string }): StepRow | undefined =>
  view.steps.get(addressOf(frame, step));

/** The address of the heads' group around a head's frame: `talk@1[0]/heads@1:one` is below `talk@1[0]/heads`. */
const groupOf = (frame: string): string => frame.slice(0, frame.lastIndexOf('@'));

function noteRound({ rounds }: Talk, event: EventOf<'step.started'>, view: RunView): void {
  if (rowOfEvent(view, event)?.kind !== 'head') return;
  const { round } = Object(event.plan) as { round?: unknown };
  const group = groupOf(event.frame);
  // A head counts from 1, people from the blind round on.
  if (!rounds.has(group)) rounds.set(group, { round: Number(round) - 1, answers: new Map() });
}

function finished(talk: Talk, event: EventOf<'step.finished'>, view: RunView): readonly TalkEntry[] {
  const row = rowOfEvent(view, event);
  const output = Object(event.result?.output) as Readonly<Record<string, unknown>>;
  switch (row?.kind) {
    case 'head':
      talk.rounds.get(groupOf(event.frame))?.answers.set(event.frame, answerOf(row, event, output));
      return [];
    case 'judge':
      if (event.outcome !== 'done') return [];
      return [
        {
          type: 'synthesis',
          judge: row.agent ?? event.step,
          text: String(output.synthesis),
          agreed: textsOf(output.agreed),
          differ: textsOf(output.differ),
        },
      ];
    case 'agent':
      if (event.outcome !== 'done' || typeof event.result?.text !== 'string') return [];
      return [{ type: 'answer', agent: row.agent ?? event.step, step: event.step, text: event.result.text }];
    default: {
      const address = addressOf(event.frame, event.step);
      const said = talk.rounds.get(address);
      talk.rounds.delete(address);
      if (!said) return [];
      // As the workflow names the heads, whoever was quicker.
      const answers = (row?.frames ?? []).flatMap((frame) => said.answers.get(frame) ?? []);
      return [{ type: 'round', round: said.round, answers }];
    }
  }
}

function answerOf(
  row: StepRow,
  event: EventOf<'step.finished'>,
  output: Readonly<Record<string, unknown>>,
): TalkAnswer {
  const who = { head: row.agent ?? event.step, vendor: row.vendor ?? '' };
  if (event.outcome !== 'done') return { ...who, error: event.error?.message ?? 'it failed', objections: [] };
  return {
    ...who,
    answer: String(output.answer),
    objections: textsOf(output.objections),
    ...(typeof output.agrees === 'boolean' && { agrees: output.agrees }),
  };
}

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
