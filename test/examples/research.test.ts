/** research: what is answered is cited, and what is cited stands there. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cast, promptsOf, type Stage, stage } from './stage.ts';

let research: Stage;
beforeEach(() => {
  research = stage('research');
});
afterEach(() => research.remove());

const question = ['--input', 'question=After how long may an order be deleted?'] as const;

test('scouts search side by side, the lead answers in its own session, and each citation is looked up', async () => {
  const played = await research.play(...question);
  expect(played.code, played.err).toBe(0);
  expect([...cast(played)].sort()).toEqual([
    'answer lead anthropic done',
    'find[0].look scout google done',
    'find[1].look scout google done',
    'find[2].look scout google done',
    'plan lead anthropic done',
  ]);
  const starts = played.events.flatMap(({ type, step }) => (/^step\.(started|finished)$/.test(type) ? step : []));
  expect(starts.slice(3, 6)).toEqual(['look', 'look', 'look']);
  const [plan, answer] = ['plan', 'answer'].map((id) => played.steps.find(({ address }) => address === id));
  expect(answer?.session).toBe(plan?.session);
  const [prompt] = promptsOf(played, 'answer');
  expect(prompt).toMatch(/file: docs\/retention\.md[\s\S]*topic: The rule[\s\S]*Not searched: *\n/);

  const lines = String(played.outputs?.answer).split('\n');
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    const [, file, number] = /\[(\S+):(\d+)\]$/.exec(line) ?? expect.fail(`no citation: ${line}`);
    const text = await research.gitInDemo('show', `main:${file}`);
    expect(text.split('\n')[Number(number) - 1]).toBeTruthy();
  }
  expect(played.steps.filter(({ address }) => address.endsWith('/says_so')).map(({ life }) => life)).toEqual(
    Array(5).fill('done'),
  );
});

test.each([
  ['a line that does not exist', 'line: 3\n            quote: It is', 'line: 99\n            quote: It is', ':99'],
  ['another line than the one', 'line: 3\n            quote: It is', 'line: 4\n            quote: It is', ':4'],
  ['a file that does not exist', 'docs/invoices.md\n            line: 3', 'docs/invoice.md\n            line: 3', ':3'],
])('the run fails on a citation of %s, and says which', async (_, right, wrong, place) => {
  const [before = '', answer = ''] = research.read('simulate.yaml').split('\n  answer:');
  expect(answer).toContain(right);
  research.write({ 'research/simulate.yaml': `${before}\n  answer:${answer.replace(right, wrong)}` });
  const played = await research.play(...question);
  expect(played).toMatchObject({ code: 1, status: 'failed' });
  expect(played.outputs).toBeUndefined();
  const failed = played.steps.filter(({ address, life }) => address.startsWith('cited@1[') && life === 'failed');
  expect(failed.map(({ address, error }) => [address, error?.message])).toEqual([
    ['cited@1[2]/says_so', expect.stringContaining(`${place} does not say: It is drawn from the order`)],
  ]);
});

test('a scout that fails twice is missing from the answer, not the end of it', async () => {
  research.edit('simulate.yaml', '  find[2].look:\n', '  find[2].look:\n    - failure: crash\n    - failure: crash\n');
  const played = await research.play(...question);
  expect(played.code, played.err).toBe(0);
  expect(cast(played)).toContain('find[2].look scout google failed');
  const [prompt] = promptsOf(played, 'answer');
  expect(prompt).toContain('Not searched: The past');
  expect(prompt).not.toContain('topic: The past');
});
