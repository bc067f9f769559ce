/** What one agent adds to the Agent Client Protocol: how it is started, and what its words mean. */
import type { Tool, Usage } from '../../engine/events.ts';
import type { Capabilities, SessionRequest } from '../../engine/ports/harness.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Credential, Home } from '../kit/adapter.ts';
import type { Call } from './calls.ts';
import type { Folders } from './paths.ts';

export interface Launch {
  /** Its program is absolute, or looked for on the search path of the session's own environment. */
  readonly command: readonly string[];
  /** The agent's own variables; they win over everything that was granted. */
  readonly env: Readonly<Record<string, string>>;
}

export interface LaunchRequest {
  /** Absolute. */
  readonly program: string;
  readonly request: SessionRequest;
  readonly home: Home;
  readonly credential: Credential;
}

/** The program that a preset stands for. */
export interface Program {
  /** As the search path has it. */
  readonly name: string;
  readonly install: string;
  /** The oldest version that was seen to ask. */
  readonly oldest: string;
  /** How it calls itself when it is greeted. */
  readonly calledItself: string;
}

/** What became of a call. */
export interface Done {
  readonly ok: boolean;
  readonly output: string;
}

/** A tool in the words that every harness shares. */
export type Words = Pick<Tool, 'kind' | 'name' | 'input'>;

export interface Preset {
  /** The word in `harness:`. */
  readonly harness: string;
  /** As messages call it. */
  readonly title: string;
  readonly capabilities: Capabilities;
  /** Absent: the agent's document names the command. */
  readonly program?: Program;
  /** The variables that let it in: kept from the servers that it starts. */
  readonly secrets: readonly string[];
  /** Where the credential file of a login is shared into the home. Absent: it has no login to share. */
  readonly loginFile?: string;
  /** Of variables that are granted, those that would change what stands here. */
  readonly reserved?: RegExp;
  /** Writes what it wants into the home. Rejects where the agent's document asks for what it cannot do. */
  launch(request: LaunchRequest): Promise<Launch>;
  /** Whether the instructions stand in a file of `launch`; else they come before the first prompt. */
  readonly takesInstructions?: true;
  /** What the agent's document lacks for it, and what to do. */
  lackOf?(agent: AgentSpec): { readonly message: string; readonly help: string } | undefined;
  /** What the call would do; what cannot be told is `other`. */
  wordsOf(call: Call, folders: Folders, request: SessionRequest): Words;
  /** Whether what a call would do is not known yet, although it was asked about: the rest is about to come. */
  isPartial?(call: Call): boolean;
  /** Whether a call that was never asked about came to its end before it could do anything. */
  neverRan?(call: Call): boolean;
  /** What came of a call that was carried out, where the protocol does not tell it all. */
  doneOf?(call: Call, told: Done, home: Home): Promise<Done> | Done;
  /** What a turn has used, out of the answer to its prompt. */
  usageOf?(result: JsonObject): Usage | undefined;
  /** What comes instead, where the answer to a prompt does not tell it; made when the session is open. */
  meterOf?(home: Home): Promise<() => Promise<Usage | undefined>>;
  /** Whether a piece of text is the agent's program speaking, and not its model; and whether it says why it gave up. */
  asideOf?(text: string): 'note' | 'failure' | undefined;
  /** It ends its turn when a call is refused, so that it has to be told why, and to go on. */
  readonly stopsWhenRefused?: true;
  /** Milliseconds without a word after which all of the past was told: it says that a session goes on before it tells. */
  readonly pastQuietMs?: number;
  /** It takes an answer that broke off for an empty one. */
  readonly endsSilently?: true;
  /** Milliseconds that it gets to go by itself. Default 5 s. */
  readonly goodbyeMs?: number;
}
