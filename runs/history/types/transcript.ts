/** What an agent was told, said, did and spent, in order. */
import type { Decision, ErrorValue, Outcome, Tool, Usage, Why } from '../../../engine/events.ts';
import type { Window } from '../page.ts';
import type { AskTold, CallDecision, CallOutcome } from './calls.ts';

/** A text of a transcript. */
export interface SaidText {
  readonly text: string;
  /** Of the whole, in UTF-8. */
  readonly bytes: number;
  /** `text` holds only its beginning: `transcriptEntry` has the whole. */
  readonly cut?: true;
}

interface Entry {
  /** Of its first event; unique in the run. */
  readonly seq: number;
  readonly at: number;
  /** Of the last event that is part of it: an entry of which something later is told is given again by `since`. */
  readonly asOf: number;
  readonly attempt: number;
}

/** What policies said of it, with what their rules read, and the asks that it waited for or was let through by. */
interface Judged {
  readonly decisions: readonly Decision[];
  readonly asks: readonly AskTold[];
}

/** What is told of a step's doings, in order: one entry for what one event began. */
export type TranscriptEntry = Entry &
  (
    | (Judged & {
        readonly type: 'begin';
        readonly visit: number;
        readonly agent?: string;
        readonly vendor?: string;
        readonly model?: string;
        /** Of review and rework, from 1. */
        readonly round?: number;
        readonly title?: string;
        readonly prompt?: SaidText;
        /** Of a `run`: what is run. */
        readonly run?: SaidText;
      })
    | { readonly type: 'session'; readonly session: string }
    | { readonly type: 'message'; readonly text: SaidText }
    | { readonly type: 'sent'; readonly text: SaidText; readonly by?: string }
    | (Judged & {
        readonly type: 'call';
        readonly kind: 'tool' | 'merge' | 'turn';
        readonly call: string;
        /** In a few words. */
        readonly what: string;
        readonly tool?: Pick<Tool, 'kind' | 'name' | 'subagent'>;
        /** Of a tool: its input, and of a merge what would land, as JSON; of a turn: what is to be said. */
        readonly input: SaidText;
        readonly decision: CallDecision;
        readonly outcome: CallOutcome;
        readonly endedAt?: number;
        readonly output?: SaidText;
      })
    /** With decisions it has closed the session's gate: nothing more is let through until they allow. */
    | (Judged & { readonly type: 'usage'; readonly usage: Usage })
    /** The step itself was asked about: an approval, a question, a choice after a failure, a policy before it begins. */
    | (Judged & { readonly type: 'asked'; readonly error?: ErrorValue })
    | (Judged & { readonly type: 'waiting'; readonly until: number })
    | { readonly type: 'stopping'; readonly why: Why }
    | (Judged & {
        readonly type: 'end';
        readonly outcome: Outcome | 'retry' | 'lost' | 'rework';
        readonly error?: ErrorValue;
        /** The answer, or what a command wrote. */
        readonly text?: SaidText;
        /** What a command wrote beside it. */
        readonly stderr?: SaidText;
        /** The answer as a value, as JSON. */
        readonly output?: SaidText;
        readonly exitCode?: number;
        readonly retryAt?: number;
      })
  );

export interface TranscriptQuery extends Omit<Window, 'order'> {
  /** The last so many; the same as `limit` without `after` and `before`. */
  readonly last?: number;
  /** Instead of a window: what is new or has changed after this event. */
  readonly since?: number;
  /** Characters of each text that are given; default: all. */
  readonly cut?: number;
}
