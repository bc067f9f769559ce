/** Input that wants to harm: one clear, positioned error each, within bounds. */
import { describe, expect, test } from 'vitest';
import { load, summarise, workflow } from './project.ts';

const only = (text: string) => {
  const issues = summarise(load(text));
  expect(issues.length, issues.join('\n')).toBe(1);
  return issues[0]!;
};

describe('YAML that is none, or more than it seems', () => {
  test('malformed', () => {
    expect(only(workflow('- run: ls\n run: ls'))).toMatch(/^OMNI1001 6:/);
  });
  test('duplicate keys, also in a quoted spelling', () => {
    expect(only(workflow('- run: ls\n  "run": pwd'))).toBe('OMNI1002 6:5 the key `run` stands here twice');
  });
  test('keys that are no keys', () => {
    for (const key of ['__proto__', '"__proto__"', '? [a]\n    ', '""']) {
      expect(only(workflow(`- run: ls\n  env:\n    ${key}: x`))).toMatch(/^OMNI1018 /);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
  test('names that every object has', () => {
    for (const id of ['constructor', 'prototype']) {
      const issues = summarise(load(workflow(`- id: ${id}\n  run: ls`)));
      expect(issues).toEqual(
        id === 'constructor'
          ? ['OMNI1011 5:9 a step cannot have the id `constructor`: every object has a member of this name']
          : [],
      );
    }
    expect(only(workflow('agents: { toString: { harness: codex } }'))).toMatch(/^OMNI1011 4:/);
    expect(only(workflow('inputs: { valueOf: { type: string } }'))).toMatch(/^OMNI1011 4:/);
  });
  test('merge keys', () => {
    expect(only(workflow('- run: ls\n  <<: { timeout: 1m }'))).toMatch(/^OMNI1023 6:5 /);
  });
  test('anchors and aliases, each told once', () => {
    expect(summarise(load(workflow('- run: &a ls\n- run: *a\n- run: *b'))).map((text) => text.slice(0, 13))).toEqual([
      'OMNI1024 5:10',
      'OMNI1024 6:10',
      'OMNI1024 7:10',
    ]);
  });
  test('an alias bomb is never expanded', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 0; i < 9; i++) {
      const [from, to] = [String.fromCharCode(97 + i), String.fromCharCode(98 + i)];
      lines.push(`${to}: &${to} [${`*${from}, `.repeat(9)}*${from}]`);
    }
    const issues = load(lines.join('\n')).issues;
    expect(issues.length).toBeGreaterThan(0);
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['OMNI1024']));
  });
  test('a number that is none is told once, also where a text is wanted', () => {
    for (const text of ['.nan', '-.inf', '1e999', '9'.repeat(40)]) {
      expect(only(workflow(`- run: ls\n  env: { V: ${text} }`))).toContain(`OMNI1017 6:15 ${text} is `);
      expect(only(workflow(`- fail: ${text}`))).toContain(`OMNI1017 5:11 ${text} is `);
    }
  });
  test('directives and tags', () => {
    expect(only(`%YAML 1.1\n---\n${workflow('- run: ls')}`)).toMatch(/^OMNI1024 1:1 /);
    expect(only(workflow('- run: !!binary aGk='))).toMatch(/^OMNI1012 5:10 /);
    expect(only(workflow('- !!js/function run: ls'))).toMatch(/^OMNI1012 5:5 /);
  });
  test('a byte order mark and CRLF move no position', () => {
    const text = workflow('- run: ls\n  timout: 1m');
    const plain = load(text).issues;
    expect(load(`\uFEFF${text.replaceAll('\n', '\r\n')}`).issues).toEqual(plain);
    expect(plain).toMatchObject([{ code: 'OMNI1003', line: 6, column: 5, endColumn: 11 }]);
  });
  test('NUL and other control characters', () => {
    expect(only('name: a\n\0')).toBe('OMNI1021 2:1 this is not a text file: it holds a NUL byte');
    expect(only('name: a\u001B[2J')).toMatch(/^OMNI1021 1:8 .* U\+001B/);
  });
});

describe('size and depth', () => {
  test('a file of 10 MB', () => {
    expect(only('x'.repeat(10 * 1024 * 1024))).toMatch(/^OMNI1020 1:1 /);
  });
  test.each([
    ['flow lists', '['.repeat(500_000)],
    ['closed flow lists', '['.repeat(5000) + ']'.repeat(5000)],
    ['flow maps', '{a: '.repeat(200_000)],
    ['lists on one line', '- '.repeat(500_000)],
    ['explicit keys on one line', '? '.repeat(500_000)],
    ['indented maps', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['lists in lists', Array.from({ length: 64 }, (_, line) => `${' '.repeat(line * 16)}${'- '.repeat(8)}`).join('\n')],
  ])('%s', (_, text) => {
    const [first] = summarise(load(text));
    expect(first).toMatch(/^OMNI10(?:22|15) /);
  });
  test('what is a page long is not quoted whole', () => {
    for (const name of ['a b '.repeat(5000), 'a'.repeat(20_000), '"'.repeat(5000)]) {
      const { issues } = load(workflow(`agents: { a: { uses: ${JSON.stringify(name)}, harness: codex } }`));
      expect(issues).toHaveLength(1);
      expect(issues[0]!.message.length).toBeLessThanOrEqual(600);
      expect(issues[0]!.help?.length ?? 0).toBeLessThanOrEqual(2000);
    }
  });
  test('64 levels are read', () => {
    expect(summarise(load(workflow(`inputs:\n  v: { default: ${'['.repeat(60)}${']'.repeat(60)} }`)))).toEqual([]);
  });
  test.each([
    ['quotes', '"'.repeat(1_000_000)],
    ['anchors', '&a '.repeat(300_000)],
    ['tags', '!a '.repeat(300_000)],
    ['aliases', '*a '.repeat(300_000)],
    ['comments', '#\n'.repeat(500_000)],
    ['commas', `[${','.repeat(500_000)}]`],
    ['documents', '---\n'.repeat(250_000)],
    ['colons', ': '.repeat(500_000)],
    ['blank lines in a text', `a: >\n  b${'\n'.repeat(900_000)}`],
    ['spaces', `a:${' '.repeat(900_000)}b`],
    ['keys', Array.from({ length: 80_000 }, (_, index) => `key${index}: 1`).join('\n')],
    ['the same key', 'a: 1\n'.repeat(200_000)],
    ['open parentheses', `- [${'f('.repeat(300_000)}`],
    ['comment signs', 'a: (b #'.repeat(100_000)],
    ['lines that lie', 'a: (b #\n'.repeat(100_000)],
    [
      'unknown keys of a step',
      workflow(`- run: ls\n${Array.from({ length: 50_000 }, (_, index) => `  key${index}: 1`).join('\n')}`),
    ],
    [
      'keys of a flow map',
      workflow(`- run: ls\n  env: {${Array.from({ length: 90_000 }, (_, index) => `k-${index}`).join(',')}}`),
    ],
    ['steps of one id', workflow(Array.from({ length: 30_000 }, () => '- { id: a, run: b }').join('\n'))],
    [
      'many agents of one document',
      workflow(`agents:\n${Array.from({ length: 20_000 }, (_, index) => `  a${index}: { uses: nobody }`).join('\n')}`),
    ],
  ])(
    'a megabyte of %s ends, with a bounded number of issues',
    (_, text) => {
      const { issues, spec } = load(text);
      expect(issues.length).toBeGreaterThan(0);
      expect(issues.length).toBeLessThanOrEqual(200);
      expect(spec).toBeUndefined();
    },
    60_000,
  );
});
