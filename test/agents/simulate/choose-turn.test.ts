import { describe, expect, test } from 'vitest';
import { chooseTurn, namesOf, scriptFor } from '../../../agents/simulate/choose-turn.ts';
import type { Turn } from '../../../agents/simulate/simulation.ts';

const textOf = (turns: readonly Turn[], attempt: number, round = 1) => chooseTurn(turns, { attempt, round })?.text;

describe('turns that say for what they are', () => {
  const turns: Turn[] = [
    { attempt: 1, text: 'attempt 1' },
    { round: 2, text: 'round 2' },
    { attempt: 4, round: 2, text: 'attempt 4 in round 2' },
  ];
  test.each([
    [1, 1, 'attempt 1'],
    [2, 2, 'round 2'],
    [4, 2, 'attempt 4 in round 2'],
    [5, 2, 'round 2'],
    [2, 1, 'attempt 1'],
    [3, 3, 'attempt 1'],
  ])('attempt %i, round %i', (attempt, round, text) => {
    expect(textOf(turns, attempt, round)).toBe(text);
  });

  test('nothing is made up for a round that no turn is for', () => {
    expect(textOf([{ round: 1, text: 'a' }], 2, 2)).toBeUndefined();
  });
});

describe('turns that say nothing are a story', () => {
  const story: Turn[] = [
    { text: 'first' },
    { failure: 'crash', text: 'second, crashing' },
    { text: 'second' },
    { text: 'third' },
  ];
  test.each([
    ['a round', 1, 1, 'first'],
    ['an attempt that was lost and is made again', 2, 1, 'first'],
    ['the next round fails', 2, 2, 'second, crashing'],
    ['and its next attempt does not', 3, 2, 'second'],
    ['a lost attempt in that round', 4, 2, 'second'],
    ['the round after', 4, 3, 'third'],
  ])('%s', (_, attempt, round, text) => {
    expect(textOf(story, attempt, round)).toBe(text);
  });

  test('it ends where it ends', () => {
    expect(textOf(story, 5, 4)).toBeUndefined();
  });

  test('a failure that nothing follows goes on', () => {
    expect(textOf([{ failure: 'error', text: 'no' }], 3)).toBe('no');
  });

  test('a failure that is repaired in its session takes no attempt of its own', () => {
    // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
    const turns: Turn[] = [{ failure: 'garbage', text: 'repaired', then: [{}] }, { text: 'next' }];
    expect([textOf(turns, 1), textOf(turns, 2), textOf(turns, 2, 2)]).toEqual(['repaired', 'repaired', 'next']);
  });
});

test('a step is looked for by its address, its address in every item, and its agent', () => {
  const names = namesOf('build[1].write', 'claude');
  const turns = (...keys: string[]) => ({ file: '', turns: new Map(keys.map((key) => [key, [{ text: key }]])) });
  expect(scriptFor(turns('claude', 'build.write', 'build[1].write'), names)?.name).toBe('build[1].write');
  expect(scriptFor(turns('claude', 'build.write', 'build[2].write'), names)?.name).toBe('build.write');
  expect(scriptFor(turns('claude'), names)?.name).toBe('claude');
  expect(scriptFor(turns('codex'), names)).toBeUndefined();
});
