/** What an agent may answer, by accident or on purpose, and what it may want a tool to do. */
import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../engine/events.ts';
import { createAnswerCheck } from '../../../engine/perform/answer-check.ts';
import { whyNotPlain } from '../../../engine/perform/plain.ts';
import { adapterOf } from './adapter.ts';
import { useStages, workspace } from './stage.ts';

const stageOf = useStages();
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const object = { type: 'object', properties: { n: { type: 'number' } } };
const judge = (text: string, schema: Parameters<typeof createAnswerCheck>[0] = object) =>
  createAnswerCheck(schema)({ text });

describe('an answer', () => {
  test.each([
    ['nothing', '', 'the answer is not JSON'],
    ['words', 'Sure! {n: 3}', 'the answer is not JSON'],
    ['half of it', '{"n": 3', 'the answer is not JSON'],
    ['an abyss', nested(5000), 'the answer is nested deeper than 100 levels'],
    ['a number beyond all', '{"n": 1e999}', 'the answer holds a number that is too large for JSON'],
    ['another type', '[]', '`answer` must be a map, not a list'],
    ['a wrong member', '{"n": "3"}', '`n` must be a number, not the text "3" (answer.n)'],
  ])('that is %s', (_, text, violation) => {
    expect(judge(text)).toEqual({ violation });
  });

  test('is not quoted by the page', () => {
    const wrong = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${'k'.repeat(2000)}${index}`, index]));
    const judged = judge(JSON.stringify(wrong), { ...object, additionalProperties: false });
    expect('violation' in judged && judged.violation.length).toBeLessThan(5000);
  });

  test('keeps keys that every object has, and changes no other object by them', () => {
    const text = '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"p": 1}}, "s": "\\ud800\\u0000"}';
    const judged = judge(text);
    expect('value' in judged && JSON.stringify(judged.value)).toBe(JSON.stringify(JSON.parse(text)));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('is held against patterns and lists in linear time', () => {
    const pattern = { type: 'array', items: { type: 'string', pattern: '^(a+)+$' }, uniqueItems: true };
    const items = Array.from({ length: 20_000 }, (_, index) => `${'a'.repeat(60)}!${index}`);
    expect(judge(JSON.stringify(items), pattern)).toHaveProperty('violation');
  });
});

test('what is no JSON is known however it is hidden', () => {
  for (const value of [undefined, 1n, Number.NaN, [() => 1], { a: [{ b: Symbol('x') }] }])
    expect(whyNotPlain(value)).toBeDefined();
  const ring: unknown[] = [];
  ring.push(ring);
  expect(whyNotPlain(ring)).toBe('is nested deeper than 100 levels');
  expect(whyNotPlain({ a: [null, 'x', 1, true, {}] })).toBeUndefined();
});

test('a prompt of a megabyte reaches the agent whole', async () => {
  const prompt = `${'名 '.repeat(500_000)}👋`;
  const heard: string[] = [];
  const stage = await stageOf({
    adapters: {
      writer: adapterOf(async function* (request) {
        heard.push(request.prompt);
        yield { type: 'turn', text: 'Done.' };
        yield { type: 'ended' };
      }),
    },
  });
  await stage.play({ kind: 'agent', agent: 'writer', prompt, title: 'Write', round: 1, workspace });
  expect(heard).toHaveLength(1);
  expect(heard[0] === prompt).toBe(true);
});

test('a tool call that nobody could judge is refused, and journaled is what can be', async () => {
  const call = (input: unknown): Tool => ({ kind: 'shell', name: 'shell', input: input as Tool['input'] });
  const answers: unknown[] = [];
  const stage = await stageOf({
    adapters: {
      writer: adapterOf(async function* ({ decide }) {
        answers.push(await decide('1', call(JSON.parse(nested(5000)))));
        answers.push(await decide('2', call({ n: Number.POSITIVE_INFINITY })));
        answers.push(await decide('3', call({ command: 'x'.repeat(1_000_000) })));
        yield { type: 'turn', text: 'Done.' };
        yield { type: 'ended' };
      }),
    },
  });
  await stage.play({ kind: 'agent', agent: 'writer', prompt: 'Write.', title: 'Write', round: 1, workspace });
  expect(answers).toEqual([
    { allow: false, reason: 'A tool call that is nested deeper than 100 levels cannot be judged.' },
    { allow: false, reason: 'A tool call that holds a number that is too large for JSON cannot be judged.' },
    { allow: true },
  ]);
  expect(stage.of('tool.requested')).toHaveLength(1);
});
