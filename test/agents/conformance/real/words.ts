/** How the agent of a real harness is made to act, by what its model says. */
import type { Json } from '../../../../schema/json.ts';
import type { ModelCall, ModelTurn, Wire } from '../../../fixtures/models/words.ts';

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
