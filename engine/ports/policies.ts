/**
 * Who decides whether something may happen. Pure and synchronous: it is asked once, before the thing, and what it
 * says is written on the event; after something has happened it is asked what to remember of it. Must not throw: what
 * cannot be decided is a deny.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { Ask, Decision, Landing, Tool, Track, Usage } from '../events.ts';
import type { RunState } from '../state.ts';

/** `turn`: a session that goes on, or begins. */
export type Point = 'step' | 'turn' | 'tool' | 'merge' | 'approval';

/** A step of a live frame, and what is about to be or has been. */
interface About {
  /** Read only. */
  readonly workflow: Workflow;
  readonly state: RunState;
  readonly run: string;
  readonly frame: string;
  readonly step: string;
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly tool?: Tool;
  readonly merge?: Landing;
  /** Of a turn: what is said to the agent. */
  readonly text?: string;
  /** Reported just now, and not yet in the state. */
  readonly usage?: Usage;
}

export interface Question extends About {
  readonly point: Point;
  readonly attempt: number;
  /** The call in question, which is not one of those that are under way. */
  readonly call?: string;
  /** What the step is about to do. */
  readonly plan?: JsonObject;
  /** Of the point `approval`: what a person is about to answer, and how. */
  readonly answer?: { readonly ask: Ask; readonly granted: boolean; readonly by: string };
}

/** A decision; of an ask, in which words and on which terms a person is asked. */
export interface Ruling extends Decision {
  readonly terms?: Omit<Ask, 'id' | 'kind' | 'text' | 'key' | 'policy' | 'rule' | 'call'>;
}

export interface Happening extends About {
  readonly point: 'step' | 'tool' | 'message' | 'usage' | 'verdict' | 'approval';
  /** Of a tool: whether it came to what it wanted. */
  readonly ok?: boolean;
  readonly message?: { readonly role: 'agent' | 'person'; readonly text: string };
  /** Of a verdict: what the reviewer left. */
  readonly result?: JsonObject;
  readonly answer?: { readonly ask: Ask; readonly granted: boolean; readonly by: string };
}

export interface Policies {
  judge(question: Question): readonly Ruling[];
  /** What is remembered of what one event has brought about, in order; absent: nothing ever is. */
  track?(happenings: readonly Happening[]): readonly Track[];
  /** Whether any rule or track stands where `kind` of thing is done: only then does it have to ask. Absent: none does. */
  concern?(
    kind: 'tool' | 'merge' | 'turn',
    at: {
      readonly workflow: Workflow;
      readonly state: RunState;
      readonly frame: string;
      readonly step: string;
      /** Of a step that is about to begin. */
      readonly plan?: JsonObject;
    },
  ): boolean;
}

/** No policy stands: nothing is denied. */
export const allowAll: Policies = { judge: () => [] };
