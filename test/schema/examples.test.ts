/** The examples of references, expressions and workflow checks: the wrong one gives its code and no other, the right one nothing. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { codes } from '../../schema/codes.ts';
import { load, workflow } from './project.ts';

/** What the examples take for granted. */
const AGENTS =
  'agents:\n  writer: { harness: codex }\n  reader: { harness: claude-code }\n  third: { harness: gemini }\n';
const INPUTS = 'inputs:\n  base: { type: string, default: main }\n';

const header = (name: string) => `apiVersion: omni/v1\nkind: Workflow\nname: ${name}\n`;
/** A chain of workflows that use each other, the last of which uses none. */
const chain = (first: string, length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => {
      const next = index + 1 < length ? `uses: ${first}-${index + 1}.yaml` : 'run: make';
      const file = index === 0 ? first : `${first}-${index}`;
      return [`flows/${file}.yaml`, `${header('chain')}steps:\n  - ${next}\n`];
    }),
  );
const flows: Readonly<Record<string, string>> = {
  'flows/greet.yaml': `${header('greet')}inputs:\n  name: { type: string }\nsteps:\n  - run: ["echo", "\${{ inputs.name }}"]\n`,
  ...chain('nine-deep', 9),
  ...chain('two-deep', 2),
};

function codesOf(fragment: string): string[] {
  const text = workflow(fragment);
  const given = AGENTS + (/^inputs:/m.test(text) ? '' : INPUTS);
  const { spec, issues } = load({ ...flows, 'main.yaml': text.replace('name: hello\n', `name: hello\n${given}`) });
  const compiled = spec && compile(spec);
  const problems = compiled && 'problems' in compiled ? compiled.problems : [];
  return [...new Set([...issues, ...problems].map(({ code }) => code))];
}

describe.each(Object.keys(codes).filter((code) => /^OMNI[23]/.test(code)))('%s', (code) => {
  const { bad, good } = codes[code as keyof typeof codes]!;
  test('the wrong example', () => {
    expect(codesOf(bad)).toEqual([code]);
  });
  test('the right example', () => {
    expect(codesOf(good)).toEqual([]);
  });
});
