/** A real harness as the common suite sees it, and how its agent is made to act by what its model says. */
import type { Adapter, AdapterOptions } from '../../../../agents/kit/adapter.ts';
import type { Capabilities } from '../../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../../schema/agent.ts';
import type { Json } from '../../../../schema/json.ts';
import type { ModelCall, ModelTurn, Wire } from '../../../fixtures/models/words.ts';

export interface RealSubject {
  /** As agent documents name it. */
  readonly harness: AgentSpec['harness'];
  /** What its adapter calls itself, where no document can name it. Default: `harness`. */
  readonly name?: string;
  /** What must be installed for it; absent: it runs within `omni`. */
  readonly program?: {
    readonly name: string;
    /** A version that cannot be gated, and the first one that can. */
    readonly tooOld: string;
    readonly oldest: string;
    /** What a person types to get it. */
    readonly install: string;
    /** The search path that it is on. Default: that of the installed harnesses. */
    readonly path?: string;
  };
  readonly capabilities: Capabilities;
  readonly dialect: Dialect;
  /** The variable that its key comes from, and a key that no service knows. */
  readonly key: { readonly from: string; readonly value: string };
  create(options: AdapterOptions): Adapter;
  /** Milliseconds that it may need to begin, and to answer, on a busy machine. Default 8,000. */
  readonly slowestMs?: number;
  /** Points of the suite that it does not hold, each with what it does instead: skipped, and told as not offered. */
  readonly lacks?: Readonly<Partial<Record<Point, string>>>;
  /** What the harness itself says that tokens of the dialect's model cost, in micro-dollars; absent: it never does. */
  costMicroUsd?(usage: { readonly input: number; readonly output: number }): number;
}

/** What of the suite a harness may lack, beside what its capabilities say. */
export type Point =
  /** It fails at this status of the service, after tries of its own that are over in reasonable time. */
  | '429'
  | '500'
  | '529'
  /** Of calls side by side those that were let through happen, also when one of them was refused. */
  | 'refused beside';

/** Something that an agent does with a tool. */
export type Act =
  | { readonly shell: string }
  | { readonly read: string }
  | { readonly write: { readonly path: string; readonly content: string } }
  | { readonly edit: { readonly path: string; readonly old: string; readonly new: string } }
  | { readonly mcp: { readonly server: string; readonly tool: string; readonly input: Json } };

export interface Dialect {
  readonly wire: Wire;
  /** A model that prices are known for, and that the harness gives all of its tools. */
  readonly model: string;
  /** The call that the model makes for it, in the names of this harness. Absent: it has no such tool. */
  call(act: Act): ModelCall | undefined;
  /** An edit is asked about as a patch, not as what is replaced by what. */
  readonly editsByPatch?: boolean;
  /** An edit is asked about as all that the file held, and then holds. */
  readonly editsWhole?: boolean;
  /** It edits no file that it has not read in the same session. */
  readonly readsBeforeEdit?: boolean;
  /** How the model gives a structured answer, where that is no plain text. */
  answer?(output: Json): ModelTurn;
}
