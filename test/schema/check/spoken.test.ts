/** Harnesses of one vendor, and models of another. */
import { expect, test } from 'vitest';
import { checkSpoken } from '../../../schema/check/spoken.ts';
import { load, workflow } from '../project.ts';

function told(own: string): readonly string[] {
  const { spec, locate } = load(workflow(`agents:\n  me: { ${own} }`));
  return checkSpoken(spec!).map((problem) => {
    const { code, line, column, message } = locate(problem);
    return `${code} ${line}:${column} ${message}`;
  });
}

test.each([
  ['harness: codex, model: claude-opus-4-5', 32, '`claude-opus-4-5` is a model of anthropic'],
  ['harness: codex, model: openrouter/anthropic/claude-opus-4-5', 32, 'is a model of anthropic'],
  ['harness: gemini, model: gpt-5.5', 33, '`gpt-5.5` is a model of openai'],
  ['harness: claude-code, vendor: openai', 39, 'the `vendor` is openai'],
  ['harness: claude-code, model: claude-opus-4-5, vendor: OpenAI', 63, 'the `vendor` is openai'],
])('%s', (own, column, message) => {
  expect(told(own)).toEqual([expect.stringContaining(`OMNI3016 5:${column} `)]);
  expect(told(own)[0]).toContain(message);
});

test.each([
  'harness: codex',
  'harness: codex, model: gpt-5.5',
  'harness: codex, model: of-nobody-knows-whom',
  'harness: codex, model: claude-like, vendor: OpenAI',
  'harness: codex, model: claude-opus-4-5, base_url: "https://gateway.example.com"',
  'harness: pi, model: claude-opus-4-5',
  'harness: pi, model: gpt-5.5, vendor: anthropic',
])('%s is let through', (own) => {
  expect(told(own)).toEqual([]);
});

test('agents of a workflow that a step uses are told in its file', () => {
  const { spec, locate } = load({
    'main.yaml': workflow('- uses: flow.yaml'),
    'flow.yaml': workflow('agents:\n  it: { harness: codex, model: opus }'),
  });
  expect(checkSpoken(spec!).map((problem) => locate(problem))).toMatchObject([{ file: 'flow.yaml', line: 5 }]);
});
