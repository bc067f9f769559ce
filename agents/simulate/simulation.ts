/** What a simulation says: whose turn it is, what is done in it, and how it ends. The checked form of the YAML file. */
import type { Usage } from '../../engine/events.ts';
import type { Json } from '../../schema/json.ts';

export interface Simulation {
  /** The file that it came from, as a person may call it. */
  readonly file: string;
  /** A folder beside the file that is copied and made a repository. */
  readonly repo?: string;
  /** By step address (`build[1].write`, or `build.write` for every item), or by the name of an agent. */
  readonly turns: ReadonlyMap<string, readonly Turn[]>;
}

export type Failure = 'error' | 'crash' | 'hang' | 'garbage';

/** One answer of an agent. Everything happens in this order: delay, messages, tools, usage, then how it ends. */
export interface Turn {
  /** Only for this attempt, or this round of a review; without either, turns are taken in order. */
  readonly attempt?: number;
  readonly round?: number;
  readonly delayMs?: number;
  /** What is said before the tools are called. */
  readonly messages?: readonly string[];
  readonly tools?: readonly ToolScript[];
  readonly text?: string;
  /** The structured answer; a verdict is one as well. */
  readonly output?: Json;
  readonly usage?: Usage;
  readonly failure?: Failure;
  /** The answers to follow-up messages in the same session. Without one, the same answer is given again. */
  readonly then?: readonly Turn[];
}

export type Action =
  | { readonly does: 'read'; readonly path: string }
  | { readonly does: 'list'; readonly path: string }
  | { readonly does: 'search'; readonly text: string; readonly path: string }
  | { readonly does: 'write'; readonly path: string; readonly content: string }
  | { readonly does: 'edit'; readonly path: string; readonly old: string; readonly new: string }
  | { readonly does: 'delete'; readonly path: string }
  | { readonly does: 'shell'; readonly script: string };

export interface ToolScript {
  readonly action: Action;
  /** What a refusal does to the rest of the turn. */
  readonly onDeny: 'continue' | 'stop';
  readonly delayMs?: number;
  /** Of the model's response that wants the call: reported before anybody is asked about it. */
  readonly usage?: Usage;
}
