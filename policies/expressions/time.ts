/**
 * Timestamps and durations as text, and the fields of a timestamp in a time zone. Everything is read by rules of our
 * own and never by the machine's zone or locale: a replay on another machine must give the same values.
 */
import { EvaluationFault } from './fault.ts';
import { Duration, type Value } from './values.ts';

/** The years 1 to 9999, as the CEL specification has it. */
const MIN_TIMESTAMP_MS = -62_135_596_800_000;
const MAX_TIMESTAMP_MS = 253_402_300_799_999;
const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** The timestamp of milliseconds since 1970; a fault outside the years 1 to 9999. */
export function timestampOf(ms: number): Date {
  if (ms >= MIN_TIMESTAMP_MS && ms <= MAX_TIMESTAMP_MS) return new Date(ms);
  throw new EvaluationFault('this timestamp is outside the years 1 to 9999');
}

/** Reads RFC 3339, for example `2026-11-22T10:00:00Z` or `2026-11-22T10:00:00.5+01:00`. */
export function parseTimestamp(text: string): Date {
  const [matched, year, month, day] = RFC3339.exec(text) ?? [];
  const exists = matched !== undefined && Number(day) <= daysOf(Number(year), Number(month));
  const ms = exists ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new EvaluationFault(`${quoteShort(text)} is not a timestamp such as 2026-11-22T10:00:00Z`);
  return timestampOf(ms);
}

/** The days of a month, from 1. JavaScript alone would take the 30th of February for the 2nd of March. */
function daysOf(year: number, month: number): number {
  const lastDay = new Date(0);
  lastDay.setUTCFullYear(year, month, 0);
  return lastDay.getUTCDate();
}

/** A name whose type is timestamp may hold a Date, RFC 3339 text, or milliseconds since 1970. */
export function readTimestamp(value: Value): Value {
  if (typeof value === 'string') return parseTimestamp(value);
  return typeof value === 'number' ? timestampOf(value) : value;
}

/** RFC 3339 in UTC, without an empty fraction. */
export function formatTimestamp(timestamp: Date): string {
  return timestamp.toISOString().replace('.000Z', 'Z');
}

const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};
const DURATION = /^[+-]?((\d+(\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;
const MAX_DURATION_TEXT = 64;

/** Reads a duration such as `1h30m`, `-2.5s` or `500ms`. */
export function parseDuration(text: string): Duration {
  if (text.length > MAX_DURATION_TEXT || !DURATION.test(text)) {
    throw new EvaluationFault(`${quoteShort(text)} is not a duration such as 1h30m or 500ms`);
  }
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(DURATION_PART)) ms += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  return new Duration(text.startsWith('-') ? -ms : ms);
}

/** Seconds, as protocol buffers print a duration: `5400s`, `0.5s`. */
export function formatDuration(duration: Duration): string {
  return `${(duration.ms / 1000).toFixed(9).replace(/\.?0+$/, '')}s`;
}

/** The fields that a getter can ask for; months, days of the month and of the year count from 0, Sunday is 0. */
export interface TimeFields {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly milliseconds: number;
}

/** The fields of a timestamp in UTC, an offset (`+01:00`) or a zone of the IANA database (`Europe/Vienna`). */
export function timeFields(timestamp: Date, zone: string): TimeFields {
  const local = new Date(timestamp.getTime() + offsetMs(timestamp, zone));
  const year = local.getUTCFullYear();
  const startOfYear = new Date(0);
  startOfYear.setUTCFullYear(year, 0, 1);
  return {
    year,
    month: local.getUTCMonth(),
    dayOfMonth: local.getUTCDate() - 1,
    dayOfWeek: local.getUTCDay(),
    dayOfYear: Math.floor((local.getTime() - startOfYear.getTime()) / 86_400_000),
    hours: local.getUTCHours(),
    minutes: local.getUTCMinutes(),
    seconds: local.getUTCSeconds(),
    milliseconds: local.getUTCMilliseconds(),
  };
}

const OFFSET = /^([+-]?)(\d{2}):(\d{2})$/;

function offsetMs(timestamp: Date, zone: string): number {
  if (zone === 'UTC') return 0;
  const fixed = OFFSET.exec(zone);
  if (fixed) {
    const [, sign, hours, minutes] = fixed;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  }
  const parts = new Map(
    zoneFormat(zone)
      .formatToParts(timestamp)
      .map((part) => [part.type, Number(part.value)]),
  );
  const at = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = new Date(0);
  local.setUTCFullYear(at('year'), at('month') - 1, at('day'));
  local.setUTCHours(at('hour'), at('minute'), at('second'));
  return local.getTime() - Math.floor(timestamp.getTime() / 1000) * 1000;
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new EvaluationFault(`${quoteShort(zone)} is not a time zone such as Europe/Vienna or +01:00`);
  }
}

/** A value in a message: quoted, and cut, since it may be hostile and long. */
export function quoteShort(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
