import { afterEach, describe, expect, test } from 'vitest';
import { evaluateExpression, type Scope } from '../../../policies/expressions/index.ts';

const scope: Scope = { now: { kind: 'timestamp' }, all: { kind: 'list', of: { kind: 'timestamp' } } };
/** A Sunday, in the summer of Vienna. */
const values = { now: '2026-07-05T22:30:15.250Z', all: ['2026-07-05T22:30:15.250Z', 0] };
const evaluate = (source: string, given: Record<string, unknown> = values) => evaluateExpression(source, scope, given);

describe('timestamps and durations', () => {
  test.each<[string, unknown]>([
    ['now', '2026-07-05T22:30:15.250Z'],
    ['now.getFullYear()', 2026],
    ['now.getMonth()', 6],
    ['now.getDate()', 5],
    ['now.getDayOfMonth()', 4],
    ['now.getDayOfWeek()', 0],
    ['now.getDayOfYear()', 185],
    ['now.getHours()', 22],
    ['now.getMinutes()', 30],
    ['now.getSeconds()', 15],
    ['now.getMilliseconds()', 250],
    ["now.getHours('Europe/Vienna')", 0],
    ["now.getDayOfWeek('Europe/Vienna')", 1],
    ["now.getDayOfWeek('America/New_York')", 0],
    ["now.getHours('+05:30')", 4],
    ["now.getMinutes('05:30')", 0],
    ["now.getHours('-02:00')", 20],
    ["timestamp('2024-12-31T23:00:00Z').getDayOfYear()", 365],
    ["timestamp('2024-12-31T23:00:00+01:00')", '2024-12-31T22:00:00Z'],
    ['timestamp(0)', '1970-01-01T00:00:00Z'],
    ["int(timestamp('1970-01-01T00:01:00Z'))", 60],
    ["string(timestamp('2024-01-01T00:00:00.5Z'))", '2024-01-01T00:00:00.500Z'],
    ["now + duration('1h30m') - now", '5400s'],
    ["duration('1h') + now > now", true],
    ["now - duration('15.25s')", '2026-07-05T22:30:00Z'],
    ["duration('1h') - duration('30m') == duration('1800s')", true],
    ["duration('-1.5h').getMinutes()", -90],
    ["duration('1h1m1s').getSeconds()", 3661],
    ["duration('250us')", '0.00025s'],
    ["duration('90m').getHours()", 1],
    ["duration('1s') < duration('1m')", true],
    ['all.filter(t, t.getFullYear() < 2000)', ['1970-01-01T00:00:00Z']],
    ['all[1] == timestamp(0)', true],
    ["now == timestamp('2026-07-06T00:30:15.25+02:00')", true],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual({ value });
  });

  test.each([
    "timestamp('yesterday')",
    "timestamp('2023-02-30T00:00:00Z')",
    "timestamp('Tue Mar 01 2022 00:00:00')",
    "timestamp('2023-01-01')",
    'timestamp(253402300800)',
    "now + duration('9000000h') + duration('90000000h')",
    "duration('1 hour')",
    "duration('')",
    "now.getHours('Vienna')",
  ])('%s is a fault', (source) => {
    expect(evaluate(source)).toHaveProperty('fault');
  });

  test('a name that is a timestamp may hold a Date or milliseconds', () => {
    expect(evaluate('now', { now: new Date(1000) })).toEqual({ value: '1970-01-01T00:00:01Z' });
    expect(evaluate('now', { now: 1000 })).toEqual({ value: '1970-01-01T00:00:01Z' });
  });
});

describe('whatever the zone of the machine', () => {
  const before = process.env.TZ;
  afterEach(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });

  test.each(['America/New_York', 'Pacific/Auckland', 'UTC'])('%s', (zone) => {
    process.env.TZ = zone;
    expect(evaluate("[now.getDayOfYear(), now.getHours(), now.getHours('Europe/Vienna')]")).toEqual({
      value: [185, 22, 0],
    });
    // The hour that does not exist in New York on this day.
    expect(evaluate("timestamp('2026-03-08T02:30:00Z').getHours('UTC')")).toEqual({ value: 2 });
  });
});
