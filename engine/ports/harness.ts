/**
 * A harness runs one agent session: Claude Code, Codex, Pi, a simulation. An adapter turns it into this stream.
 *
 * Contract: `start` returns at once and never throws; failure is an event. Events come in order and end with exactly
 * one `ended`. Before each tool call the adapter asks `decide`, once the events before it have been taken, and does
 * nothing until it answers; a deny reaches the agent with its reason and leaves no effect. An adapter that cannot ask
 * says so in its capabilities. After `interrupt` resolves, nothing of the session runs.
 */

import type { AgentSpec } from '../../schema/agent.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { ErrorValue, Tool, Usage } from '../events.ts';
import type { Place } from './place.ts';

export interface Capabilities {
  readonly asksEveryTool: boolean;
  readonly modifiesInput: boolean;
  readonly denyReason: boolean;
  readonly usage: 'live' | 'end' | 'none';
  readonly deltas: boolean;
  readonly resume: boolean;
  readonly steer: boolean;
  readonly interrupt: boolean;
  readonly structuredOutput: boolean;
  readonly turns: boolean;
  /** The MCP servers of an agent document are reached through it, under the same gate. */
  readonly mcp: boolean;
}

/** What became of a question about a tool call. `input` takes the place of the call's own where `modifiesInput`. */
export interface Permission {
  readonly allow: boolean;
  readonly reason?: string;
  readonly input?: JsonObject;
}

export type Role = 'writer' | 'reviewer' | 'head' | 'judge';

export interface SessionRequest {
  readonly agent: AgentSpec;
  /** The name that the workflow gives the agent; `agent.name` is its document's. */
  readonly name: string;
  readonly prompt: string;
  /** Continue this session. */
  readonly session?: string;
  /** JSON Schema of the answer, where one is wanted. */
  readonly output?: JsonObject;
  readonly place: Place;
  readonly env: Readonly<Record<string, string>>;
  /** Which step (as people name it, `build[1].write`), attempt and round this is: what a simulation is scripted by. */
  readonly address: { readonly step: string; readonly attempt: number; readonly round: number };
  /** All but a writer only read: a reviewer gives a verdict, a head and the judge of a debate an answer. */
  readonly role: Role;
  readonly decide: (call: string, tool: Tool) => Promise<Permission>;
  readonly signal: AbortSignal;
}

export type SessionEvent =
  | { readonly type: 'session'; readonly session: string }
  /** A piece of text for watchers; never journaled. */
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'toolCompleted'; readonly call: string; readonly ok: boolean; readonly output?: string }
  /** What this report adds, never a running total. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** The turn is over; `output` where one was wanted and the agent gave JSON. The session waits for `send`, or ends. */
  | { readonly type: 'turn'; readonly text: string; readonly output?: unknown }
  | { readonly type: 'ended'; readonly error?: ErrorValue };

export interface Session {
  readonly events: AsyncIterable<SessionEvent>;
  /** A follow-up message: steers a running turn or begins the next one. */
  send(text: string): void;
  /** No further message will come: the session may end after its turn. */
  close(): void;
  interrupt(): Promise<void>;
}

export interface Harness {
  readonly name: string;
  readonly capabilities: Capabilities;
  start(request: SessionRequest): Session;
}

/** Finds the harness of an agent; says why where there is none on this machine. */
export interface Harnesses {
  find(agent: AgentSpec): Harness | { readonly missing: string };
}
