/**
 * The vocabulary of the expression layer: what a name may hold (`Type`, `Scope`), and what a check tells
 * (`Checked` or `Fault`s). Plain data, so a compiler can build scopes and a test can write them down.
 */
import type { Json } from '../../schema/json.ts';
import type { Span } from '../../schema/problem.ts';

/**
 * What an expression gives.
 * - `string`: `enum` closes the set of values. `freeText` marks what an agent or a person said in their own words:
 *   it may be shown, stored and passed on, but comparing it with a literal is a fault.
 * - `int`: an integer. One out of JSON is a double at run time, so `/` does not truncate it; `exact` marks one that
 *   is an int of CEL whatever the values are (a literal, `size()`, `int()`), where it does.
 * - `object`: named members. `rest` is the type of members that are not listed; without it they are faults.
 * - `optional`: what `.?x` and `optional.of` give; none leaves an expression as `undefined`.
 * - `dyn`: known at run time only.
 */
export type Type =
  | { readonly kind: 'string'; readonly enum?: readonly string[]; readonly freeText?: true }
  | { readonly kind: 'int'; readonly exact?: true }
  | { readonly kind: 'double' | 'bool' | 'null' | 'timestamp' | 'duration' | 'dyn' }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly of: Type }
  | { readonly kind: 'optional'; readonly of: Type }
  | { readonly kind: 'object'; readonly fields: Fields; readonly rest?: Type };

export type Fields = Readonly<Record<string, Field>>;

export interface Field {
  readonly type: Type;
  /** It may be absent: `has()` and `.?` test it, and a plain read of what is absent is a fault at run time. */
  readonly optional?: boolean;
  /** Appended to the fault of a read of what is absent: why it is, or what to do. */
  readonly note?: string;
}

/** The names an expression may begin with. Programs are cached per identity of a scope, so build each one once. */
export type Scope = Readonly<Record<string, Type>>;

/**
 * A static read: the names from the root of a scope, as far as they are known. A list index and a macro end the path;
 * reads in a macro's body are recorded from their own roots, those of the macro's variable are not.
 */
export interface Read {
  readonly path: readonly string[];
  readonly span: Span;
  /** Absence does no harm: in `has(...)`, through `.?`, or guarded by a `has(...)` of the same expression. */
  readonly tested: boolean;
}

/** An expression (or template) without faults. */
export interface Checked {
  readonly type: Type;
  readonly reads: readonly Read[];
  /** Every value it can have, where that is known: a literal, a choice of literals, a path whose type has an `enum`. */
  readonly closed?: readonly string[];
  /** Its value, where it is written down: a literal, or a list or map of literals. */
  readonly literal?: Json;
}

export type FaultCode = 'syntax' | 'name' | 'type' | 'member' | 'limit' | 'free-text' | 'template';

/** What is wrong with a text. `span` counts UTF-16 code units of the text that was checked. */
export interface Fault {
  readonly code: FaultCode;
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
}

export type Check = { readonly checked: Checked } | { readonly faults: readonly Fault[] };

/** `value` is undefined for an optional that is none; `fault` says what went wrong, for a person. Never thrown. */
export type Evaluation = { readonly value: Json | undefined } | { readonly fault: string };
