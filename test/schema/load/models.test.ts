/** Aliases of models: what an agent names, what a run pins, and where both stand. */
import { describe, expect, test } from 'vitest';
import { load, summarise, workflow } from '../project.ts';

const project = (models: string) => `apiVersion: omni/v1\nkind: Project\nmodels: ${models}\n`;
const MODELS = '{ frontier: { claude-code: claude-opus-4-5, codex: gpt-5.5 }, fast: claude-haiku-4-5 }';
const loaded = (own: string, models = MODELS, more: Readonly<Record<string, string>> = {}) =>
  load(
    { 'main.yaml': workflow(`agents:\n  me: { ${own} }`), 'omni.yaml': project(models), ...more },
    { project: 'omni.yaml' },
  );
const modelOf = (own: string) => loaded(own).spec?.agents.me?.model;

describe('an alias', () => {
  test('stands for its model, on every harness or on the one of the agent', () => {
    expect(modelOf('harness: claude-code, model: frontier')).toBe('claude-opus-4-5');
    expect(modelOf('harness: codex, model: frontier')).toBe('gpt-5.5');
    expect(modelOf('harness: pi, model: fast')).toBe('claude-haiku-4-5');
    expect(modelOf('harness: pi, model: gpt-5.5')).toBe('gpt-5.5');
    expect(modelOf('harness: pi')).toBeUndefined();
  });

  test('follows the harness that is laid over the one of its own document', () => {
    const base = 'apiVersion: omni/v1\nkind: Agent\nname: base\nharness: claude-code\nmodel: frontier\n';
    const { spec, origin } = loaded('uses: base.yaml, harness: codex', MODELS, { 'base.yaml': base });
    expect(spec?.agents.me?.model).toBe('gpt-5.5');
    expect(origin(['agents', 'me', 'model'])).toEqual({
      file: 'base.yaml',
      line: 5,
      alias: { name: 'frontier', file: 'omni.yaml', line: 3 },
    });
  });

  test('of an alias is refused where it stands, whoever names it', () => {
    const told = (models: string) => summarise(loaded('harness: pi', models));
    expect(told('{ fast: slow, slow: gpt-5.5 }')).toEqual([
      'OMNI2017 3:17 the alias `fast` stands for `slow`, which is an alias too',
    ]);
    expect(told('{ fast: { pi: fast, codex: gpt-5.5 } }')).toEqual([
      'OMNI2017 3:23 the alias `fast` stands for itself',
    ]);
  });

  test('words of every object are none', () => {
    expect(modelOf('harness: pi, model: constructor')).toBe('constructor');
  });

  test('without a model for the harness is told where the agent names it', () => {
    const { issues } = loaded('harness: pi, model: frontier');
    expect(summarise({ issues })).toEqual(['OMNI2015 5:29 the alias `frontier` has no model for the harness pi']);
    expect(issues[0]?.help).toContain('it has claude-code: claude-opus-4-5, codex: gpt-5.5; add `pi: …`');
  });

  test('that is mistyped is told, with the one that was meant', () => {
    const { issues } = loaded('harness: codex, model: frontir');
    expect(issues).toMatchObject([{ code: 'OMNI2016', line: 5, column: 32 }]);
    expect(issues[0]?.help).toContain('did you mean `frontier`?');
    for (const own of ['vendor: acme', 'base_url: "https://gateway.example.com"'])
      expect(loaded(`harness: codex, model: frontir, ${own}`).issues).toEqual([]);
  });

  test.each([
    ['{ fast: 1.10 }', 'OMNI1017'],
    ['{ fast: {} }', 'OMNI1007'],
    ['{ fast: { codx: gpt-5.5 } }', 'OMNI1003'],
    ['{ fast: { codex: "" } }', 'OMNI1007'],
    ['[fast]', 'OMNI1005'],
  ])('is a model or a map of models: %s', (models, code) => {
    const { issues, spec } = loaded('harness: codex, model: fast', models);
    expect(issues.map((issue) => [issue.file, issue.code])).toContainEqual(['omni.yaml', code]);
    expect(spec).toBeUndefined();
  });
});
