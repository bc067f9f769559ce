/** A run of odd things, as a person sees it: names of all scripts, no items, equal items, a page as a prompt, lies as answers. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeProject, type Project } from './omni.ts';

let project: Project;
beforeEach(() => {
  project = makeProject();
});
afterEach(() => project.remove());

const workflow = (name: string, steps: string): string =>
  `apiVersion: omni/v1\nkind: Workflow\nname: ${name}\nagents:\n  claude: { harness: claude-code }\n  codex: { harness: codex }\n${steps}`;

/** What a terminal would obey, or read the wrong way round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const rows = <T>(query: string): T[] => {
  const db = new Database(`${project.env.OMNI_HOME}/journal.db`, { readonly: true });
  const found = db.prepare(query).all() as T[];
  db.close();
  return found;
};

test('names of all scripts, no items, equal items', async () => {
  project.write({
    'wörk 名前/wörk 名前.yaml': workflow(
      'odd',
      `inputs:
  goal: { type: string, default: "héllo 👩‍👩‍👧 שלום \\u202Eevil" }
  none: { type: array, items: { type: string }, default: [] }
  same: { type: array, items: { type: string }, default: [a, a, a] }
steps:
  - id: empty
    foreach: { item: "\${{ inputs.none }}" }
    worktree: true
    steps: [ { id: write, agent: claude, prompt: "x \${{ item }}" } ]
  - id: each
    foreach: { item: "\${{ inputs.same }}" }
    worktree: { branch: fün-名前/x }
    steps:
      - { id: write, agent: claude, prompt: "\${{ item }} for \${{ inputs.goal }}" }
      - { id: review, review: write, reviewer: { from: [claude, codex] } }
  - { id: land_none, merge: empty, into: main }
  - { id: land, merge: each, into: main }
outputs:
  none: \${{ size(steps.empty.items) }}
  branches: \${{ steps.each.items.map(i, i.branch).join(' ') }}
`,
    ),
    'wörk 名前/simulate.yaml': `repo: demo
turns:
  each[0].write: [ { tools: [ { write: { path: "ünï/-rf\\tno\\nline", content: "0" } } ], text: "\\e[2J\\e]0;owned\\a \\u202E" } ]
  each[1].write: [ { tools: [ { write: { path: "--help", content: "1" } }, { read: "--help" } ], text: "\\ud800 \\0" } ]
  each[2].write: [ { tools: [ { write: { path: "名前 \\e[31m.txt", content: "2" } }, { shell: 'printf "\\033[2J\\377\\376"' } ] } ]
  each.review: [ { verdict: { verdict: approve, findings: [ { severity: nit, file: "\\e[2J", text: "\\e]0;x\\a" } ] } } ]
`,
    'wörk 名前/demo/README.md': 'A demo.\n',
  });
  const applied = await project.omni('apply', 'wörk 名前', '--simulate', 'wörk 名前/simulate.yaml', '--yes');
  expect(applied.code, applied.err).toBe(0);
  expect(applied.out).toMatch(/none\s+0\n/);
  expect(applied.out).toContain('fün-名前/x-0 fün-名前/x-1 fün-名前/x-2');
  expect(applied.err).toMatch(/land_none +done, nothing to merge\n/);
  expect(applied.err).toMatch(/land +done, 3 branches merged\n/);
  const [run] = (await project.json('runs')).map(({ run }) => String(run));
  const shown = await project.omni('show', run!);
  const replayed = await project.omni('replay', run!);
  expect(replayed.code, replayed.err).toBe(0);
  expect(shown.out).toMatch(/land_none +nothing to merge/);
  for (const { out, err } of [applied, shown, replayed, await project.omni('graph', run!)])
    expect(`${out}${err}`).not.toMatch(obeyed);

  const [{ repo } = { repo: '' }] = rows<{ repo: string }>('SELECT repo FROM runs');
  const files = await project.git('-C', repo, 'ls-tree', '-r', '-z', '--name-only', 'main');
  expect(files.split('\0').sort()).toEqual(['', '--help', 'README.md', 'ünï/-rf\tno\nline', '名前 \u001b[31m.txt']);
  expect(await project.git('-C', repo, 'log', '--format=%B', 'main')).not.toMatch(obeyed);
});

test('a prompt of a megabyte goes to the agent whole, and no row of the journal grows by it', async () => {
  project.write({
    'long.yaml': workflow(
      'long',
      `steps:
  - { id: say, run: 'head -c 200000 /dev/zero | tr "\\0" x' }
  - { id: ask, agent: claude, prompt: "\${{ [1, 2, 3, 4, 5].map(n, steps.say.stdout).join('é') }}", output: { type: object } }
  - { id: fits, if: "size(steps.ask.output.text) > 200000", run: [echo, "\${{ steps.ask.output.n }}"] }
`,
    ),
    'simulate.yaml': `turns: { ask: [ { output: { n: 7, text: "${'…名'.repeat(110_000)}" } } ] }\n`,
  });
  const applied = await project.omni('apply', 'long.yaml', '--simulate', 'simulate.yaml', '--yes');
  expect(applied.code, applied.err).toBe(0);
  const [run] = (await project.json('runs')).map(({ run }) => String(run));
  expect((await project.omni('replay', run!)).code).toBe(0);
  const [row] = rows<{ longest: number }>('SELECT max(length(body)) AS longest FROM events');
  expect(row!.longest).toBeLessThan(20_000);
  const [long] = rows<{ bytes: number }>('SELECT max(deflated) AS bytes FROM blobs');
  expect(long!.bytes).toBe(1);
});

test('an answer that violates its schema is asked for once more, and the violation is shown', async () => {
  const wanted = 'output: { type: object, required: [n], properties: { n: { type: integer } } }';
  project.write({
    'lies.yaml': workflow(
      'lies',
      `steps:
  - { id: words, agent: claude, on_error: continue, prompt: x, ${wanted} }
  - { id: deep, agent: claude, on_error: continue, prompt: x, ${wanted} }
  - { id: shape, agent: claude, prompt: x, ${wanted} }
`,
    ),
    'simulate.yaml': JSON.stringify({
      turns: {
        // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
        words: [{ text: 'Sure! {n: 3', then: [{ text: 'once more' }, { output: { n: 1 } }] }],
        deep: [{ text: `${'{"n":'.repeat(5000)}1${'}'.repeat(5000)}` }],
        shape: [{ output: { n: '\u001b[2J' } }],
      },
    }),
  });
  const applied = await project.omni('apply', 'lies.yaml', '--simulate', 'simulate.yaml', '--yes');
  expect(applied.code).toBe(1);
  const violation = '`n` must be a whole number, not the text "\\u001b[2J" (answer.n)';
  expect(applied.out.replace(/\s+/g, ' ')).toContain(`shape: ${violation}, also when asked again`);
  const events = rows<{ type: string; step: string; body: string }>('SELECT type, step, body FROM events');
  const of = (type: string, step: string) => events.filter((event) => event.type === type && event.step === step);
  expect(of('session.opened', 'words')).toHaveLength(1);
  // What it said at first, and once more; the third answer, which would have been right, nobody asked for.
  expect(of('message.received', 'words')).toHaveLength(2);
  for (const step of ['words', 'deep', 'shape'])
    expect(of('step.finished', step)[0]!.body).toContain('also when asked again');
  const [run] = (await project.json('runs')).map(({ run }) => String(run));
  const shown = await project.omni('show', run!);
  expect(shown.out).toMatch(/words +claude · anthropic +the answer is not JSON/);
  expect(`${applied.out}${applied.err}${shown.out}`).not.toMatch(obeyed);
});
