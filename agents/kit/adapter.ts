/**
 * What an adapter of a real harness is: the port, and a look at what it would use on this machine.
 *
 * An adapter reaches the machine only through places: the workspace of its session, and the session's home, a private
 * folder beside it. It is given the key of an agent, and nothing else of the user's environment.
 */
import type { Clock } from '../../engine/ports/clock.ts';
import type { Harness } from '../../engine/ports/harness.ts';
import type { Place } from '../../engine/ports/place.ts';
import type { AgentSpec } from '../../schema/agent.ts';

/** What lets an agent in. Nothing here is ever put into an argv, a log or an event. */
export type Credential =
  /** `from` says in words where it was found, such as the name of a variable. */
  | { readonly type: 'key'; readonly value: string; readonly from: string }
  /** The credential file of a login that the harness's own program made; absolute. */
  | { readonly type: 'login'; readonly file: string }
  /** The agent needs none, such as one behind a gateway of one's own. */
  | { readonly type: 'none' };

/** The credential of an agent, or why there is none and what to do. */
export type FindCredential = (agent: AgentSpec) => Credential | { readonly missing: string };

/** The private folder of one session: its HOME, its temporary files, the harness's own record of it. */
export interface Home {
  /** Names the session in the journal: what a later attempt goes on with. */
  readonly session: string;
  /** Rooted at the folder; `tmp/` exists in it. */
  readonly place: Place;
  /** Makes one file from outside be found at `path` (relative) for as long as the session runs. */
  share(file: string, path: string): Promise<void>;
  /** Gives shared files back where the harness has replaced them. Idempotent. */
  settle(): Promise<void>;
}

/** The homes of one run's sessions. They outlive a crash, so that a session can go on, and end with the run. */
export interface Homes {
  create(): Promise<Home>;
  /** Nothing: no such session was begun here. */
  find(session: string): Promise<Home | undefined>;
}

export interface AdapterOptions {
  readonly clock: Clock;
  readonly homes: Homes;
  readonly credential: FindCredential;
  /** The search path on which the harness's program is looked for. */
  readonly path: string;
  /** Milliseconds that a harness may say nothing while it owes an answer. Default 10 minutes. */
  readonly stallMs?: number;
}

/** What an agent would use here, found out without spending anything. */
export interface Examination {
  /** Absent: the harness is no program of its own. */
  readonly program?: { readonly path: string; readonly version: string };
  /** In words: where the credential comes from, never what it is. */
  readonly credential?: string;
  /** The URL that is talked to; absent: the harness's own. */
  readonly endpoint?: string;
  /** Why the agent cannot run here, and what to do about it. */
  readonly problem?: { readonly message: string; readonly help: string };
}

export interface Adapter extends Harness {
  /** Looks; never throws. */
  examine(agent: AgentSpec): Promise<Examination>;
}
