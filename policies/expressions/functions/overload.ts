/**
 * What a function of the language is: overloads that say which types they take (for the check) and read their
 * arguments out of values (for the evaluation), so that the two cannot drift apart.
 */
import type { Budget } from '../budget.ts';
import { BOOL, DOUBLE, DURATION, DYN, INT, LIST, listOf, MAP, STRING, TIMESTAMP } from '../relate.ts';
import type { Type } from '../types.ts';
import { Duration, isList, isMap, isNumber, type Value } from '../values.ts';

/** A parameter: the type it takes, and how a value is read as one; undefined when it is none. */
export interface Parameter<Read extends Value = Value> {
  readonly type: Type;
  read(value: Value): Read | undefined;
}

export interface Overload {
  readonly parameters: readonly Parameter[];
  /** The type of the result, from the types of the arguments. */
  result(args: readonly Type[]): Type;
  /** `args` have been read by the parameters. */
  run(args: readonly Value[], budget: Budget): Value;
}

export interface Builtin {
  /** How it is written: `f(a, b)`, `a.f(b)`, or either. */
  readonly form: 'call' | 'method' | 'either';
  readonly overloads: readonly Overload[];
}

type Reads<Parameters extends readonly Parameter[]> = {
  [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Read> ? Read : never;
};

/** An overload whose `run` gets its arguments typed by its parameters, and the budget last. */
export function overload<const Parameters extends readonly Parameter[]>(
  parameters: Parameters,
  result: Type | ((args: readonly Type[]) => Type),
  run: (...args: [...Reads<Parameters>, Budget]) => Value,
): Overload {
  return {
    parameters,
    result: typeof result === 'function' ? result : () => result,
    run: (args, budget) => run(...([...args, budget] as unknown as [...Reads<Parameters>, Budget])),
  };
}

export const any: Parameter = { type: DYN, read: (value) => value };

export const text: Parameter<string> = {
  type: STRING,
  read: (value) => (typeof value === 'string' ? value : undefined),
};

export const truth: Parameter<boolean> = {
  type: BOOL,
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const number: Parameter<number | bigint> = {
  type: DOUBLE,
  read: (value) => (isNumber(value) ? value : undefined),
};

/** A whole number, as a count or an index: an int, or a double of JSON without a fraction. */
export const whole: Parameter<number> = {
  type: INT,
  read: (value) => (isNumber(value) && Number.isSafeInteger(Number(value)) ? Number(value) : undefined),
};

export const list: Parameter<readonly Value[]> = {
  type: LIST,
  read: (value) => (isList(value) ? value : undefined),
};

export const texts: Parameter<readonly string[]> = {
  type: listOf(STRING),
  read: (value) => (isList(value) && value.every((item) => typeof item === 'string') ? value : undefined),
};

export const map: Parameter<{ readonly [key: string]: Value }> = {
  type: MAP,
  read: (value) => (isMap(value) ? value : undefined),
};

export const timestamp: Parameter<Date> = {
  type: TIMESTAMP,
  read: (value) => (value instanceof Date ? value : undefined),
};

export const duration: Parameter<Duration> = {
  type: DURATION,
  read: (value) => (value instanceof Duration ? value : undefined),
};
