/** Conversions, named as the type they give. What cannot be converted is a fault, never NaN. */
import { EvaluationFault } from '../fault.ts';
import { INT64, inInt64 } from '../numbers.ts';
import { BOOL, DOUBLE, DURATION, DYN, EXACT_INT, STRING, TIMESTAMP } from '../relate.ts';
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp, quoteShort, timestampOf } from '../time.ts';
import type { Type } from '../types.ts';
import { any, type Builtin, duration, number, overload, text, timestamp, truth } from './overload.ts';

const TRUTHS: Readonly<Record<string, boolean>> = {
  '1': true,
  t: true,
  true: true,
  TRUE: true,
  True: true,
  '0': false,
  f: false,
  false: false,
  FALSE: false,
  False: false,
};
const DECIMAL = /^[+-]?\d+$/;
const FLOAT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const MAX_NUMBER_TEXT = 400;

function cannot(value: string, type: string): EvaluationFault {
  return new EvaluationFault(`${quoteShort(value)} is not ${type}`);
}

function toInt(value: number | bigint): bigint {
  if (typeof value === 'bigint') return value;
  // 2^63 itself is a double that no int reaches.
  if (value >= -(2 ** 63) && value < 2 ** 63) return BigInt(Math.trunc(value));
  throw new EvaluationFault(`${value} is not in the range of an int`);
}

function parseInt64(value: string): bigint {
  if (!DECIMAL.test(value) || value.length > MAX_NUMBER_TEXT) throw cannot(value, 'an int');
  const int = BigInt(value.replace('+', ''));
  if (int < INT64.min || int > INT64.max) throw cannot(value, 'in the range of an int');
  return int;
}

function parseDouble(value: string): number {
  if (!FLOAT.test(value) || value.length > MAX_NUMBER_TEXT) throw cannot(value, 'a number');
  return Number(value);
}

function parseTruth(value: string): boolean {
  const truth = Object.hasOwn(TRUTHS, value) ? TRUTHS[value] : undefined;
  if (truth === undefined) throw cannot(value, 'a bool');
  return truth;
}

function call(...overloads: Builtin['overloads']): Builtin {
  return { form: 'call', overloads };
}

const keepText = ([first]: readonly Type[]): Type => first ?? STRING;

export const conversionFunctions: Readonly<Record<string, Builtin>> = {
  dyn: call(overload([any], DYN, (value) => value)),
  int: call(
    overload([number], EXACT_INT, toInt),
    overload([text], EXACT_INT, parseInt64),
    overload([timestamp], EXACT_INT, (time) => BigInt(Math.floor(time.getTime() / 1000))),
  ),
  double: call(overload([number], DOUBLE, Number), overload([text], DOUBLE, parseDouble)),
  bool: call(
    overload([truth], BOOL, (value) => value),
    overload([text], BOOL, parseTruth),
  ),
  string: call(
    overload([text], keepText, (value) => value),
    overload([number], STRING, String),
    overload([truth], STRING, String),
    overload([timestamp], STRING, formatTimestamp),
    overload([duration], STRING, formatDuration),
  ),
  timestamp: call(
    overload([timestamp], TIMESTAMP, (time) => time),
    overload([text], TIMESTAMP, parseTimestamp),
    overload([number], TIMESTAMP, (seconds) => timestampOf(Number(inInt64(toInt(seconds))) * 1000)),
  ),
  duration: call(
    overload([duration], DURATION, (length) => length),
    overload([text], DURATION, parseDuration),
  ),
};
