/** Getters of timestamps (with an optional time zone) and durations. Days of the week count from Sunday, 0. */
import { EXACT_INT } from '../relate.ts';
import { type TimeFields, timeFields } from '../time.ts';
import { type Builtin, duration, overload, text, timestamp } from './overload.ts';

/** A getter of a timestamp, in UTC unless a zone is given; and of a duration, for those that have the unit. */
function getter(field: keyof TimeFields, options: { plus?: number; unitMs?: number } = {}): Builtin {
  const { plus = 0, unitMs } = options;
  const get = (time: Date, zone: string) => BigInt(timeFields(time, zone)[field] + plus);
  const overloads = [
    overload([timestamp], EXACT_INT, (time) => get(time, 'UTC')),
    overload([timestamp, text], EXACT_INT, get),
  ];
  if (unitMs === undefined) return { form: 'method', overloads };
  const ofDuration = overload([duration], EXACT_INT, (length) => BigInt(Math.trunc(length.ms / unitMs)));
  return { form: 'method', overloads: [...overloads, ofDuration] };
}

export const timeFunctions: Readonly<Record<string, Builtin>> = {
  getFullYear: getter('year'),
  getMonth: getter('month'),
  getDate: getter('dayOfMonth', { plus: 1 }),
  getDayOfMonth: getter('dayOfMonth'),
  getDayOfWeek: getter('dayOfWeek'),
  getDayOfYear: getter('dayOfYear'),
  getHours: getter('hours', { unitMs: 3_600_000 }),
  getMinutes: getter('minutes', { unitMs: 60_000 }),
  getSeconds: getter('seconds', { unitMs: 1000 }),
  getMilliseconds: getter('milliseconds', { unitMs: 1 }),
};
