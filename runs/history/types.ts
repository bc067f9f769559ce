/**
 * What is read of a run beyond its view. Times are milliseconds since the epoch, money is integer micro-dollars,
 * addresses are as `StepRow.address` has them. Texts are as the journal has them: whoever shows one makes it safe.
 */
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Decision, ErrorValue, Outcome, RunEvent, RunEventType, Tool, Usage } from '../../engine/events.ts';
import type { RunState } from '../../engine/state.ts';
import type { RunView, TalkEntry } from '../view/index.ts';
import type { Window } from './page.ts';

/** A view and what it is a view of. Whoever gets one looks at it and changes nothing. */
export interface Seen {
  readonly view: RunView;
  /** Absent while nothing of the run is journaled. */
  readonly workflow?: Workflow;
}

/** One value of the state that an event changed. */
export interface Change {
  /** Keys from the root of the state; a place in a list is a number. */
  readonly path: readonly (string | number)[];
  /** Absent: there was nothing. A value that came or went as a whole is one change. */
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface StateAt {
  readonly seq: number;
  /** Whole, with its large values put back. */
  readonly event: RunEvent;
  /** Plain JSON. Shared with others who look: change nothing in them. */
  readonly before: RunState;
  readonly after: RunState;
  readonly changes: readonly Change[];
  /** How many more changes there are than `changes` lists. */
  readonly moreChanges: number;
}

/** Where the story of a run (`RunView.timeline`) goes from an event. */
export interface Transitions {
  /** The transition at this event, where it is one. */
  readonly at?: number;
  readonly previous?: number;
  readonly next?: number;
  readonly first?: number;
  readonly last?: number;
  /** How many transitions there are, and how many of them up to this event. */
  readonly count: number;
  readonly place: number;
}

/** One event in one line. */
export interface EventLine {
  readonly seq: number;
  readonly at: number;
  readonly type: RunEventType;
  /** The step's, or a frame's; `''` for the run. */
  readonly address: string;
  /** What it says, in one line; `''` where its type says it all. */
  readonly text: string;
  readonly fact?: string;
}

export interface EventQuery extends Window {
  readonly types?: readonly RunEventType[];
  /** Events of this address; a step's, or a frame's. */
  readonly address?: string;
  /** Also of everything below that address. */
  readonly below?: boolean;
}

export interface WholeEvent {
  readonly seq: number;
  readonly hash: string;
  readonly prevHash: string;
  /** Its large values put back. */
  readonly event: RunEvent;
}

/** A text of a transcript. */
export interface SaidText {
  readonly text: string;
  /** Of the whole, in UTF-8. */
  readonly bytes: number;
  /** `text` holds only its beginning: `transcriptEntry` has the whole. */
  readonly cut?: true;
}

/** An answer of a person to an ask. */
export interface AskAnswer {
  readonly seq: number;
  readonly at: number;
  readonly granted: boolean;
  /** Absent: nobody answered in time. */
  readonly by?: string;
  readonly comment?: string;
  readonly choice?: string;
}

/** An ask that something waited for, and what came of it. */
export interface AskTold {
  readonly id: string;
  /** Of the event that put it. */
  readonly seq: number;
  readonly at: number;
  readonly text: string;
  readonly policy?: string;
  readonly rule?: string;
  /** `withdrawn`: it went without an answer, for what asked went on or ended. */
  readonly status: 'open' | 'granted' | 'refused' | 'expired' | 'answered' | 'withdrawn';
  readonly answers: readonly AskAnswer[];
}

/** How a call stands. `waiting`: for people or a policy that holds; `left`: its attempt ended first. */
export type CallOutcome = 'waiting' | 'running' | 'done' | 'failed' | 'refused' | 'left';

/** What policies came to: the strictest that any said of it; `unasked` where none said anything. */
export type CallDecision = 'allow' | 'deny' | 'ask' | 'hold' | 'unasked';

interface Entry {
  /** Of its first event; unique in the run. */
  readonly seq: number;
  readonly at: number;
  /** Of the last event that is part of it: an entry of which something later is told is given again by `since`. */
  readonly asOf: number;
  readonly attempt: number;
}

/** What is told of a step's doings, in order. */
export type TranscriptEntry =
  | (Entry & {
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
  | (Entry & { readonly type: 'session'; readonly session: string })
  | (Entry & { readonly type: 'message'; readonly text: SaidText })
  | (Entry & { readonly type: 'sent'; readonly text: SaidText; readonly by?: string })
  | (Entry & {
      readonly type: 'call';
      readonly kind: 'tool' | 'merge' | 'turn';
      readonly call: string;
      /** In a few words. */
      readonly what: string;
      readonly tool?: Pick<Tool, 'kind' | 'name' | 'subagent'>;
      /** Of a tool: its input as JSON; of a merge: what would land; of a turn: what is to be said. */
      readonly input: SaidText;
      /** Of the last judgement, with what the rules read. */
      readonly decisions: readonly Decision[];
      readonly decision: CallDecision;
      readonly asks: readonly AskTold[];
      readonly outcome: CallOutcome;
      readonly endedAt?: number;
      readonly output?: SaidText;
    })
  | (Entry & {
      readonly type: 'usage';
      readonly usage: Usage;
      /** What it made policies say: the session is held until they allow. */
      readonly decisions: readonly Decision[];
      readonly asks: readonly AskTold[];
    })
  /** The step itself was asked about, or an answer came: an approval, a question, a choice after a failure. */
  | (Entry & { readonly type: 'asked'; readonly decisions: readonly Decision[]; readonly asks: readonly AskTold[] })
  | (Entry & {
      readonly type: 'end';
      readonly outcome: Outcome | 'retry' | 'lost' | 'stopping' | 'rework';
      readonly error?: ErrorValue;
      /** The answer, or what a command wrote. */
      readonly text?: SaidText;
      /** The last answer as a value, as JSON. */
      readonly output?: SaidText;
      readonly exitCode?: number;
      readonly retryAt?: number;
    });

export interface TranscriptQuery extends Omit<Window, 'order'> {
  /** The last so many; the same as `limit` without `after` and `before`. */
  readonly last?: number;
  /** Instead of a window: what is new or has changed after this event. */
  readonly since?: number;
  /** Characters of each text that are given; default: all. */
  readonly cut?: number;
}

/** One tool call, merge or turn. */
export interface CallRow {
  readonly seq: number;
  readonly at: number;
  readonly asOf: number;
  readonly address: string;
  readonly attempt: number;
  readonly agent?: string;
  readonly kind: 'tool' | 'merge' | 'turn';
  /** Of a tool: what the harnesses' tools have in common: `shell`, `write`, … */
  readonly tool?: Tool['kind'];
  readonly call: string;
  readonly what: string;
  readonly decision: CallDecision;
  /** The rules behind it, the strictest first. */
  readonly rules: readonly Pick<Decision, 'policy' | 'rule' | 'decision' | 'reason'>[];
  readonly asks: readonly AskTold[];
  readonly outcome: CallOutcome;
  readonly endedAt?: number;
}

export interface CallQuery extends Window {
  readonly decision?: CallDecision;
  readonly outcome?: CallOutcome;
  readonly address?: string;
  readonly kind?: CallRow['kind'];
  readonly tool?: Tool['kind'];
}

/** What the run had cost after one event. */
export interface CostPoint {
  readonly seq: number;
  readonly at: number;
  readonly address: string;
  readonly agent?: string;
  /** Of the run, what is known of it. */
  readonly totalMicroUsd: number;
  /** False: a part of it is not known. */
  readonly known: boolean;
  /** Of this agent. */
  readonly agentMicroUsd: number;
}

export interface AgentCost {
  readonly agent: string;
  readonly vendor?: string;
  readonly microUsd: number;
  readonly known: boolean;
  readonly input: number;
  readonly output: number;
}

/** A limit over costs, as far as it can be read without running the rule. */
export interface Budget {
  readonly policy: string;
  readonly rule: string;
  /** Whose cost it limits. */
  readonly what: 'run' | 'session' | 'agent' | 'step' | 'user_today' | 'project_today';
  /** What happens there. */
  readonly decide: 'deny' | 'ask' | 'hold';
  readonly limitMicroUsd?: number;
  /** It comes again after each of these amounts. */
  readonly everyMicroUsd?: number;
  /** It is over this agent, or this step (by its key), alone. */
  readonly agent?: string;
  readonly step?: string;
}

export interface Costs {
  readonly points: readonly CostPoint[];
  readonly agents: readonly AgentCost[];
  readonly budgets: readonly Budget[];
  readonly head: number;
}

/** A file that a diff names, without its lines. */
export interface DiffFile {
  /** Its place in the diff, from 0: what `diffFile` takes. */
  readonly index: number;
  /** As it is after; of a file that is deleted, as it was. */
  readonly path: string;
  /** Of a rename or a copy: what it was. */
  readonly from?: string;
  readonly op: 'create' | 'edit' | 'delete' | 'rename' | 'copy';
  readonly added: number;
  readonly removed: number;
  readonly binary: boolean;
  /** Of a change of the mode: `100644`. */
  readonly oldMode?: string;
  readonly newMode?: string;
  /** Lines that `diffFile` can give, the heads of hunks not counted. */
  readonly lines: number;
}

export interface DiffLine {
  readonly type: 'add' | 'remove' | 'context';
  /** Absent where the line is not in that file. */
  readonly old?: number;
  readonly new?: number;
  readonly text: string;
  /** The file ends here, without a line break. */
  readonly noNewline?: true;
}

export interface DiffHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** What git says of where it stands: a function's head. */
  readonly section: string;
  /** How many lines of the hunk come before the first of `lines`. */
  readonly skipped: number;
  readonly lines: readonly DiffLine[];
}

export interface DiffFilePage {
  readonly file: DiffFile;
  readonly hunks: readonly DiffHunk[];
  /** Give it as `from` for the lines that follow; absent: there are none. */
  readonly next?: number;
}

/** What one attempt left. */
export interface DiffRound {
  /** Of the event that brought it: what `diff` and `diffFile` take. */
  readonly seq: number;
  readonly at: number;
  readonly attempt?: number;
  readonly branch?: string;
  readonly commit?: string;
  readonly added: number;
  readonly removed: number;
  readonly files: number;
}

export interface DiffStep {
  readonly address: string;
  readonly agent?: string;
  readonly title?: string;
  /** The newest first. */
  readonly rounds: readonly DiffRound[];
}

export interface ParsedDiff {
  readonly files: readonly DiffFile[];
  /** The text goes on and was not kept, or there are lines in it that are no diff. */
  readonly cut: boolean;
  readonly problem?: string;
}

/** A stretch of time in which an attempt waited. */
export interface AttemptWait {
  readonly kind: 'ask' | 'hold' | 'backoff' | 'until';
  readonly from: number;
  /** Absent: it waits still. */
  readonly to?: number;
  /** Of an ask. */
  readonly ask?: AskTold;
}

export interface AttemptBar {
  /** Absent: the step waited or was settled without an attempt. */
  readonly attempt?: number;
  readonly visit: number;
  readonly seq: number;
  readonly from: number;
  /** Absent: it goes on. */
  readonly to?: number;
  readonly outcome: Outcome | 'running' | 'stopping' | 'waiting' | 'retry' | 'lost' | 'rework';
  readonly agent?: string;
  readonly error?: ErrorValue;
  readonly waits: readonly AttemptWait[];
}

export interface AttemptRow {
  readonly type: 'step' | 'frame' | 'more';
  /** Of `more`: the step whose frames it counts. */
  readonly address: string;
  readonly depth: number;
  readonly label: string;
  readonly agent?: string;
  readonly vendor?: string;
  readonly outcome?: Outcome;
  readonly bars: readonly AttemptBar[];
  /** It has rows below that are not listed: `open` takes its address. */
  readonly closed?: true;
  /** Of `more`: how many rows it stands for. */
  readonly count?: number;
}

export interface AttemptQuery {
  /** Rows at most; default 300. What does not fit is counted. */
  readonly most?: number;
  /** Addresses of frames and steps that are listed with what is below them, however many there are. */
  readonly open?: readonly string[];
}

export interface AttemptChart {
  readonly from: number;
  /** Of the last event. */
  readonly to: number;
  readonly rows: readonly AttemptRow[];
  readonly head: number;
}

export interface TalkLine {
  readonly seq: number;
  readonly at: number;
  readonly entry: TalkEntry;
}
