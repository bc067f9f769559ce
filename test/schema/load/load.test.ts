import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProject } from '../../../schema/load.ts';
import { load, summarise, workflow } from '../project.ts';

const agent = (name: string, more = 'harness: codex') => `apiVersion: omni/v1\nkind: Agent\nname: ${name}\n${more}\n`;
const builtins = { claude: agent('claude', 'harness: claude-code\nmodel: claude-opus-4-5') };

describe('agents', () => {
  test('a file, a document of the same file, a built-in, and inline', () => {
    const { spec, issues } = load(
      {
        'main.yaml': `${workflow('agents:\n  lead: { uses: agents/lead.yaml }\n  head: { uses: thinker }\n  one: { uses: omni/claude }\n  two: { harness: pi, model: gpt-5 }')}---\n${agent('thinker', 'harness: gemini')}`,
        'agents/lead.yaml': agent('boss', 'harness: codex\ninstructions: Lead.'),
      },
      { builtins },
    );
    expect(issues).toEqual([]);
    expect(spec?.agents).toEqual({
      lead: { name: 'lead', harness: 'codex', instructions: 'Lead.' },
      head: { name: 'head', harness: 'gemini' },
      one: { name: 'one', harness: 'claude-code', model: 'claude-opus-4-5' },
      two: { name: 'two', harness: 'pi', model: 'gpt-5' },
    });
  });

  test('keys beside `uses` replace whole keys, along the chain', () => {
    const { spec } = load({
      'main.yaml': workflow('agents: { lead: { uses: a.yaml, model: m3, env: { C: c } } }'),
      'a.yaml': agent('a', 'uses: b.yaml\nmodel: m2\nvendor: v2'),
      'b.yaml': agent('b', 'harness: pi\nmodel: m1\nvendor: v1\nenv: { A: a, B: b }'),
    });
    expect(spec?.agents.lead).toEqual({ name: 'lead', harness: 'pi', model: 'm3', vendor: 'v2', env: { C: 'c' } });
  });

  test('a path is relative to the file that names it', () => {
    const { spec } = load({
      'main.yaml': workflow('agents: { lead: { uses: ./team/x/../a.yaml } }'),
      'team/a.yaml': agent('a', 'uses: b.yaml\ninstructions: { file: ../texts/a.md }'),
      'team/b.yaml': agent('b'),
      'texts/a.md': 'Be brief.\r\nBe kind.\r\n',
    });
    expect(spec?.agents.lead).toEqual({ name: 'lead', harness: 'codex', instructions: 'Be brief.\nBe kind.\n' });
  });

  test('a cycle is told once, with its way', () => {
    const loaded = load({
      'main.yaml': workflow('agents: { lead: { uses: a.yaml } }'),
      'a.yaml': agent('a', 'uses: b.yaml'),
      'b.yaml': agent('b', 'uses: a.yaml'),
    });
    expect(summarise(loaded)).toEqual(['OMNI1037 4:7 `uses` leads back to where it began: a → b → a']);
    expect(loaded.issues[0]?.file).toBe('b.yaml');
  });

  test('what cannot be found, followed or used', () => {
    const loaded = load(
      {
        'main.yaml': workflow(
          [
            'missing.yaml',
            'folder/x.yaml',
            '../out.yaml',
            '/etc/passwd',
            'http://x/y.yaml',
            'C:\\a.yaml',
            'nobody',
            'claude',
            'omni/claud',
            'hello',
            'none.yaml',
            'two.yaml',
          ]
            .map((uses, index) => `  a${index}: { uses: '${uses}' }`)
            .join('\n')
            .replace(/^/, 'agents:\n'),
        ),
        'folder/x.yaml': { error: 'directory' },
        '../out.yaml': { error: 'outside' },
        'none.yaml': workflow('- run: ls'),
        'two.yaml': `${agent('a')}---\n${agent('b')}`,
      },
      { builtins },
    );
    expect(
      loaded.issues.map(({ code, line, help }) => [code, line, help?.startsWith('did you') ? help : undefined]),
    ).toEqual([
      ['OMNI1033', 5, undefined],
      ['OMNI1034', 6, undefined],
      ['OMNI1035', 7, undefined],
      ['OMNI1035', 8, undefined],
      ['OMNI1035', 9, undefined],
      ['OMNI1035', 10, undefined],
      ['OMNI1038', 11, undefined],
      ['OMNI1038', 12, 'did you mean `omni/claude`?'],
      ['OMNI1038', 13, 'did you mean `omni/claude`?'],
      ['OMNI1039', 14, undefined],
      ['OMNI1039', 15, undefined],
      ['OMNI1039', 16, undefined],
    ]);
    expect(loaded.spec).toBeUndefined();
  });

  test('an agent needs a harness, from wherever', () => {
    expect(summarise(load(workflow('agents: { lead: { model: x } }')))).toEqual([
      'OMNI1004 4:11 the agent `lead` has no `harness`',
    ]);
  });

  test('a built-in names no files, and a folder called omni is no built-in', () => {
    const text = agent('x', 'harness: pi\ninstructions: { file: x.md }');
    expect(
      load({ 'main.yaml': workflow('agents: { a: { uses: omni/x } }'), 'x.md': 'x' }, { builtins: { x: text } }).issues,
    ).toMatchObject([{ code: 'OMNI1035', file: 'omni/x', line: 5 }]);
    const own = loadProject('omni/main.yaml', {
      read: (path) =>
        path === 'omni/x.md'
          ? { text: 'Hi.' }
          : { text: workflow('agents: { a: { harness: pi, instructions: { file: x.md } } }') },
    });
    expect(own.spec?.agents.a?.instructions).toBe('Hi.');
  });
});

describe('texts and schemas in files of their own', () => {
  const files = {
    'main.yaml': workflow(
      '- agent: a\n  prompt: { file: p.md }\n  output: { file: o.yaml }\n- steps:\n    - agent: a\n      prompt: { file: p.md }\n  on_error:\n    - agent: a\n      prompt: { file: p.md }',
    ),
    'p.md': 'Do it: ${{ inputs.goal }}\n',
    'o.yaml': 'type: object\nproperties: { a: { type: string } }\n',
  };
  test('are read in, at every depth', () => {
    const { spec, issues } = load(files);
    expect(issues).toEqual([]);
    expect(spec?.workflow.steps).toEqual([
      { agent: 'a', prompt: files['p.md'], output: { type: 'object', properties: { a: { type: 'string' } } } },
      { steps: [{ agent: 'a', prompt: files['p.md'] }], on_error: [{ agent: 'a', prompt: files['p.md'] }] },
    ]);
  });
  test('are checked, and their issues stand in them', () => {
    const { issues } = load({
      ...files,
      'p.md': '\n',
      'o.yaml': 'type: object\nproperties: { a: { type: string, minimum: 1 } }\n',
    });
    expect(issues.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      'OMNI1019 main.yaml:6',
      'OMNI1019 main.yaml:10',
      'OMNI1019 main.yaml:13',
      'OMNI1041 o.yaml:2',
    ]);
  });
  test('a file with a schema holds one document', () => {
    for (const text of ['', '# nothing\n', 'type: object\n---\ntype: string\n']) {
      expect(load({ ...files, 'o.yaml': text }).issues).toMatchObject([{ code: 'OMNI1019', file: 'o.yaml' }]);
    }
    expect(load({ ...files, 'o.yaml': 'just a text' }).issues).toMatchObject([{ code: 'OMNI1005', file: 'o.yaml' }]);
  });
  test('an output may be JSON', () => {
    expect(load({ ...files, 'o.yaml': '{"type": "object"}' }).issues).toEqual([]);
  });
});

describe('positions of a resolved spec', () => {
  const files = {
    'main.yaml': workflow(
      'agents:\n  lead: { uses: lead.yaml, model: m2 }\nsteps:\n  - agent: lead\n    prompt: |\n      Do it.\n      ${{ inputs.gaol }}\n  - agent: lead\n    prompt: { file: p.md }\n  - run: ls\n    if: "a \\u003d= b"',
    ),
    'lead.yaml': agent('boss', 'harness: codex\nmodel: m1\nlimits: { turns: 3 }\ninstructions: { file: i.md }'),
    'p.md': 'one\ntwo ${{ x }}\n',
    'i.md': 'Lead.\n',
  };
  const { locate, origin, spec } = load(files);
  const at = (path: (string | number)[], span?: { start: number; end: number }) => {
    const { file, line, column, endLine, endColumn } = locate({
      code: 'OMNI2002',
      path,
      message: 'x',
      ...(span ? { span } : {}),
    });
    return `${file}:${line}:${column}-${endLine}:${endColumn}`;
  };

  test('a value, a part of a text, a key of an agent', () => {
    expect(spec).toBeDefined();
    expect(at(['workflow', 'steps', 0, 'agent'])).toBe('main.yaml:7:12-7:16');
    const prompt = (spec!.workflow.steps[0] as { prompt: string }).prompt;
    const start = prompt.indexOf('inputs.gaol');
    expect(at(['workflow', 'steps', 0, 'prompt'], { start, end: start + 11 })).toBe('main.yaml:10:11-10:22');
    expect(at(['agents', 'lead', 'model'])).toBe('main.yaml:5:35-5:37');
    expect(at(['agents', 'lead', 'limits', 'turns'])).toBe('lead.yaml:6:18-6:19');
    expect(at(['agents', 'lead'])).toBe('main.yaml:5:9-5:39');
  });
  test('a text in a file of its own', () => {
    expect(at(['workflow', 'steps', 1, 'prompt'], { start: 8, end: 9 })).toBe('p.md:2:5-2:6');
    expect(at(['agents', 'lead', 'instructions'])).toBe('i.md:1:1-1:1');
  });
  test('an escape is one character of the value', () => {
    expect(at(['workflow', 'steps', 2, 'if'], { start: 2, end: 4 })).toBe('main.yaml:14:12-14:19');
  });
  test('what nobody wrote is told at what it would stand in', () => {
    expect(at(['workflow', 'steps', 2, 'max'])).toBe('main.yaml:13:5-13:8');
    expect(at(['nowhere'])).toBe('main.yaml:1:1-1:1');
  });
  test('origins for a plan', () => {
    expect(origin(['agents', 'lead', 'model'])).toEqual({ file: 'main.yaml', line: 5 });
    expect(origin(['agents', 'lead', 'harness'])).toEqual({ file: 'lead.yaml', line: 4 });
    expect(origin(['agents', 'lead', 'instructions'])).toEqual({ file: 'i.md', line: 1 });
    expect(origin(['workflow', 'steps', 2, 'max'])).toBeUndefined();
    expect(origin(['agents', 'nobody'])).toBeUndefined();
  });
  test('a problem can be a warning', () => {
    expect(locate({ code: 'OMNI3001', path: ['workflow'], message: 'x' }, 'warning').severity).toBe('warning');
  });
});

describe('the entry', () => {
  test('that is not there', () => {
    expect(load({}).issues).toMatchObject([{ code: 'OMNI1033', file: 'main.yaml', line: 1, column: 1 }]);
  });
  test('all issues of all documents of all files, at once, in their order', () => {
    const { issues } = load({
      'main.yaml': `${workflow('agents: { a: { uses: a.yaml } }')}---\n${agent('x', 'harnes: pi')}---\nkind: Agent\n  name: x\n---\n${agent('y', 'timeout: 1m')}`,
      'a.yaml': agent('a', 'harness: codx'),
    });
    expect(issues.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      'OMNI1003 main.yaml:11',
      'OMNI1001 main.yaml:13',
      'OMNI1003 main.yaml:19',
      'OMNI1006 a.yaml:4',
    ]);
  });
  test('a project has a bounded number of files', () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`a${index}.yaml`, agent('a')]));
    const main = workflow(
      `agents:\n${Object.keys(files)
        .map((file, index) => `  a${index}: { uses: ${file} }`)
        .join('\n')}`,
    );
    const { issues, sources } = load({ ...files, 'main.yaml': main });
    expect(sources.length).toBe(200);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['OMNI1020']));
  });
});

describe('what this project ships', () => {
  const shipped = (folder: string) =>
    Object.fromEntries(
      readdirSync(folder).map((file) => [file.replace('.yaml', ''), readFileSync(join(folder, file), 'utf8')]),
    );
  const library = shipped('agents/library');
  const reader = { read: (path: string) => ({ text: readFileSync(path, 'utf8') }) };
  test('polly is valid', () => {
    const { spec, issues } = loadProject('examples/polly/polly.yaml', reader, {
      builtins: library,
      policies: shipped('policies/library'),
    });
    expect(issues).toEqual([]);
    expect(Object.keys(spec!.agents)).toEqual(['lead', 'claude', 'codex', 'pi']);
  });
  test.each(Object.keys(library))('the built-in %s is valid', (name) => {
    expect(load(workflow(`agents: { me: { uses: omni/${name} } }`), { builtins: library }).issues).toEqual([]);
  });
});
