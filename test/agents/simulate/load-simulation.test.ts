import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSimulation } from '../../../agents/simulate/index.ts';

/** `line:column message (help)` of every issue. */
const issuesOf = (text: string): readonly string[] =>
  loadSimulation(text, 'sim.yaml').issues.map(
    ({ line, column, message, help }) => `${line}:${column} ${message}${help ? ` (${help})` : ''}`,
  );

test('a file becomes turns', () => {
  const { simulation, issues } = loadSimulation(
    `
repo: demo/
turns:
  lead:
    - { text: Hi., delay: 300ms, usage: { input: 10, output: 2, cost_usd: 0.0125 } }
  build[1].write:
    - attempt: 2
      round: 1
      messages: [a, b]
      tools:
        - write: { path: a.txt, content: a }
          on_deny: stop
          delay: 1s
          usage: { input: 3, output: 1, cost_usd: 0.5 }
        - { edit: { path: a.txt, old: a, new: b } }
        - read: a.txt
        - list: { path: . }
        - { search: { text: b, path: . } }
        - delete: a.txt
        - shell: npm test
      failure: garbage
      then: [{ output: { n: [1, null, true] } }]
  build.review:
    - verdict: { verdict: reject }
`,
    'sim.yaml',
  );
  expect(issues).toEqual([]);
  expect(simulation?.repo).toBe('demo/');
  expect(simulation?.turns.get('lead')).toEqual([
    { text: 'Hi.', delayMs: 300, usage: { input: 10, output: 2, costMicroUsd: 12_500 } },
  ]);
  expect(simulation?.turns.get('build[1].write')).toEqual([
    {
      attempt: 2,
      round: 1,
      messages: ['a', 'b'],
      tools: [
        {
          action: { does: 'write', path: 'a.txt', content: 'a' },
          onDeny: 'stop',
          delayMs: 1000,
          usage: { input: 3, output: 1, costMicroUsd: 500_000 },
        },
        { action: { does: 'edit', path: 'a.txt', old: 'a', new: 'b' }, onDeny: 'continue' },
        { action: { does: 'read', path: 'a.txt' }, onDeny: 'continue' },
        { action: { does: 'list', path: '.' }, onDeny: 'continue' },
        { action: { does: 'search', text: 'b', path: '.' }, onDeny: 'continue' },
        { action: { does: 'delete', path: 'a.txt' }, onDeny: 'continue' },
        { action: { does: 'shell', script: 'npm test' }, onDeny: 'continue' },
      ],
      failure: 'garbage',
      // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
      then: [{ output: { n: [1, null, true] } }],
    },
  ]);
  expect(simulation?.turns.get('build.review')).toEqual([{ output: { verdict: 'reject', findings: [] } }]);
});

test("polly's own simulation is sound", () => {
  const path = fileURLToPath(new URL('../../../examples/polly/simulate.yaml', import.meta.url));
  expect(issuesOf(readFileSync(path, 'utf8'))).toEqual([]);
});

test('every mistake of a file is found at its place, all at once', () => {
  const text = `
turns:
  lead:
    - { txt: Hi., delay: soon }
    - usage: { input: -1, output: 2.5, cost_usd: cheap }
  not a name:
    - text: 7
  review:
    - verdict: { verdict: aprove, findings: [{ severity: bad, line: 0 }] }
      tools:
        - { write: { path: a.txt } }
        - { read: a.txt, list: . }
        - { shel: npm test }
        - {}
    - { output: 1, verdict: { verdict: approve } }
    - { output: { n: .nan } }
    - { failure: maybe, then: { text: a } }
extra: 1
`;
  expect(issuesOf(text)).toEqual([
    "4:9 Unknown key 'txt'. (Did you mean 'text'?)",
    '4:26 Expected a duration such as 300ms or 2s.',
    '5:23 Expected a whole number from 0.',
    '5:35 Expected a whole number from 0.',
    '5:50 Expected a number from 0.',
    "6:3 'not a name' is neither an agent's name nor a step's address. (Names look like claude, addresses like plan, build[0].write or build.write.)",
    '7:13 Expected a string.',
    '9:27 Expected one of approve, request_changes, reject.',
    '9:58 Expected one of blocking, major, minor, nit.',
    '9:69 Expected a whole number from 1.',
    "9:46 The key 'text' is missing.",
    "11:20 The key 'content' is missing.",
    '12:11 Expected exactly one of read, list, search, write, edit, delete, shell.',
    "13:13 Unknown key 'shel'. (Did you mean 'shell'?)",
    '14:11 Expected exactly one of read, list, search, write, edit, delete, shell.',
    '15:7 Expected an output or a verdict, not both.',
    '16:22 Expected a value that JSON can hold.',
    '17:18 Expected one of error, crash, hang, garbage.',
    '17:31 Expected a list.',
    "18:1 Unknown key 'extra'. (Known here: repo, turns.)",
  ]);
});

test('an issue has a code, the file and an end', () => {
  expect(loadSimulation('turns: 1\n', 'sim.yaml').issues).toEqual([
    {
      code: 'OMNI5006',
      severity: 'error',
      file: 'sim.yaml',
      line: 1,
      column: 8,
      endLine: 1,
      endColumn: 9,
      message: 'Expected a map.',
    },
  ]);
});

describe('what is no simulation', () => {
  test.each([
    ['nothing', '', '1:1 Expected a map.'],
    ['a list', '- a', '1:1 Expected a map.'],
    ['no turns', 'repo: demo', "1:1 The key 'turns' is missing."],
    ['bad YAML', 'turns: [', '1:9 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a key twice', 'turns: {}\nturns: {}', "2:1 The key 'turns' stands here twice."],
    ['two documents', 'turns: {}\n---\nturns: {}', '2:1 A simulation is one document, not several.'],
    ['too much', '#'.repeat(5_000_000), '1:1 this file has 5000000 characters; at most 1048576 are read'],
    ['no text', 'turns: {}\n\0', '2:1 this is not a text file: it holds a NUL byte'],
    ['an abyss', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested deeper than 64 levels'],
    ['a key of a page', `turns: {}\n${'k'.repeat(1000)}: 1`, `2:1 Unknown key '${'k'.repeat(60)}…'.`],
  ])('%s', (_, text, issue) => {
    expect(issuesOf(text).join('\n')).toContain(issue);
  });

  test('breaks of lines of every kind, and a byte order mark, move no place', () => {
    const text = 'repo: demo\nturns:\n  a: [{ txt: a }]\n';
    expect(issuesOf(text)).toEqual(["3:9 Unknown key 'txt'. (Did you mean 'text'?)"]);
    expect(issuesOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(issuesOf(text));
  });

  test('an issue stands in the file also where the YAML library loses count of lines', () => {
    expect(issuesOf('* .\n/').every((issue) => /^[12]:/.test(issue))).toBe(true);
  });

  test.each([
    ['flow lists', '['.repeat(1_000_000)],
    ['lists on one line', '- '.repeat(500_000)],
    ['names', `turns:\n${Array.from({ length: 50_000 }, (_, index) => `  k${index}: []`).join('\n')}\nx: 1`],
    ['the same key', 'a: 1\n'.repeat(40_000)],
    ['mistakes', `turns:\n  a:\n${'    - x: 1\n'.repeat(30_000)}`],
  ])('a megabyte of %s ends, with a bounded number of issues', (_, text) => {
    const { issues, simulation } = loadSimulation(text, 'sim.yaml');
    expect(simulation).toBeUndefined();
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(200);
  });

  test('aliases, which could grow without bound', () => {
    expect(issuesOf('turns:\n  a: &x [{ text: a }]\n  b: *x\n')).toEqual([
      '2:9 Anchors and aliases have no place in a simulation. (Write the value out.)',
      '3:6 Anchors and aliases have no place in a simulation. (Write the value out.)',
    ]);
  });

  test('any text gives a simulation or issues, and never a throw', () => {
    const words = fc.constantFrom(
      'turns',
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '!',
      "'",
      '"',
      '|',
      '\0',
      'x',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const { simulation, issues } = loadSimulation(parts.join(''), 'sim.yaml');
        expect(simulation === undefined).toBe(issues.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
