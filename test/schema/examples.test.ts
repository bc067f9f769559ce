/** The examples of references, expressions, workflow checks and policies: the wrong one gives its code and no other, the right one nothing. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { checkAssertions } from '../../engine/explore/index.ts';
import { checkSpoken } from '../../schema/check/spoken.ts';
import { codes } from '../../schema/codes.ts';
import { loadDocuments } from '../../schema/documents.ts';
import { aliases } from './aliases.ts';
import { flows } from './flows.ts';
import { load, loadAlone, readerOf, workflow } from './project.ts';

/** What the examples take for granted. */
const AGENTS =
  'agents:\n  writer: { harness: codex }\n  reader: { harness: claude-code }\n  third: { harness: gemini }\n';
const INPUTS = 'inputs:\n  base: { type: string, default: main }\n';

/** As the file that it stands in, where it is a whole document of its own. */
function aloneOf(fragment: string) {
  if (!/^kind: Project$/m.test(fragment)) return loadAlone(fragment);
  return loadDocuments('omni.yaml', readerOf({ 'omni.yaml': fragment }), { project: 'omni.yaml' });
}

function codesOf(fragment: string): string[] {
  const alone = aloneOf(fragment);
  if (alone) return [...new Set(alone.issues.map(({ code }) => code))];
  const text = workflow(fragment);
  const given = (/^agents:/m.test(text) ? '' : AGENTS) + (/^inputs:/m.test(text) ? '' : INPUTS);
  const files = { ...flows, 'main.yaml': text.replace('name: hello\n', `name: hello\n${given}`) };
  const { spec, issues } = load({ ...files, 'omni.yaml': aliases }, { project: 'omni.yaml' });
  const compiled = spec && compile(spec);
  const problems = compiled && ('problems' in compiled ? compiled.problems : checkAssertions(compiled.workflow));
  const unspoken = spec ? checkSpoken(spec) : [];
  return [...new Set([...issues, ...unspoken, ...(problems ?? [])].map(({ code }) => code))];
}

describe.each(Object.keys(codes).filter((code) => /^OMNI[234]/.test(code)))('%s', (code) => {
  const { bad, good } = codes[code as keyof typeof codes]!;
  test('the wrong example', () => {
    expect(codesOf(bad)).toEqual([code]);
  });
  test('the right example', () => {
    expect(codesOf(good)).toEqual([]);
  });
});
