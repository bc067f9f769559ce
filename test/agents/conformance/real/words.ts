/** What the conformance suite of real harnesses asks of an adapter's test: how its agent is made to act, and its boot. */
import type { Adapter, AdapterOptions } from '../../../../agents/kit/adapter.ts';
import type { Json } from '../../../../schema/json.ts';
import type { FakeModel, ModelCall, ModelTurn, Wire } from '../../../fixtures/models/words.ts';

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
  /** How the model gives a structured answer, where that is no plain text. */
  answer?(output: Json): ModelTurn;
}

export interface RealSubject {
  /** As in the Agent document. */
  readonly harness: string;
  readonly dialect: Dialect;
  create(options: AdapterOptions): Adapter;
  /** The program as the search path has it, and the package that brings it; absent: no program. */
  readonly program?: string;
  /** What of an Agent document makes the harness talk to the fake service. */
  agent(model: FakeModel): Record<string, Json>;
}
