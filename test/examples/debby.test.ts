/** Debby: a chat on a terminal that others join, that is left and taken up, and that needs no terminal at all. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runThat } from '../e2e/omni.ts';
import { openScreen, tmuxIsThere } from '../e2e/screen.ts';
import { type Stage, stage } from './stage.ts';

let debby: Stage;

beforeEach(() => {
  debby = stage('debby');
  debby.write({
    'debby/simulate.yaml': debby.read('simulate.yaml').replaceAll(/^\s*(- )?delay: .*\n(\s+)/gm, keepDash),
  });
});
afterEach(() => debby.remove());

/** Pauses are for people who watch; the turn that one began stays a turn. */
function keepDash(_: string, dash: string | undefined, indent: string): string {
  return dash === undefined ? indent : `${indent.slice(0, -2)}- `;
}

const send = (run: string, text: string, ...more: string[]) => debby.omni('send', run, text, ...more);

test('away from a terminal it waits, is answered by omni send, and remembers who said what', async () => {
  const begun = await debby.play();
  expect(begun).toMatchObject({ code: 3, status: 'waiting' });
  const { run } = begun;
  expect((await send(run, 'Tabs or spaces?', '--resume')).code).toBe(3);
  const wrong = await send(run, '/debat 2', '--resume');
  expect(wrong.err).toContain('there is no command /debat; did you mean /debate?');
  expect((await send(run, '/debate 2', '--resume')).code).toBe(3);
  const last = await send(run, '/quit', '--resume', '--json');
  expect(last.code).toBe(0);

  const replayed = await debby.omni('replay', run);
  expect(replayed.code, replayed.err).toBe(0);
  const shown = await debby.json('show', run);
  expect(JSON.stringify(shown)).toContain('ada@example.com: /debate 2');
  expect((await send(run, 'Still there?')).err).toContain(`run ${run} is over: done`);
});

test('words that come before the question are kept for it, in order', async () => {
  const { run } = await debby.play();
  await send(run, 'Tabs or spaces?');
  await send(run, '/quit');
  const ended = await debby.omni('resume', run, '--json');
  expect(ended.code).toBe(0);
  const said = ended.out.split('\n').filter((line) => line.includes('question.answered'));
  expect(said.map((line) => JSON.parse(line).event)).toMatchObject([
    { text: 'Tabs or spaces?', command: '' },
    { command: 'quit' },
  ]);
});

test('a head that fails is named, and the chat says why', async () => {
  debby.edit('debby.yaml', 'heads: [claude, gpt]', 'heads: [claude, gpt, third]');
  debby.edit('debby.yaml', '  pen:', '  third: { uses: head, harness: pi, vendor: mistral }\n  pen:');
  debby.write({ 'debby/simulate.yaml': `${debby.read('simulate.yaml')}\n  third:\n    - failure: crash\n` });
  const { run } = await debby.play();
  const ended = await debby.omni('send', run, 'Tabs or spaces?', '--resume', '--json');
  expect(ended.code).toBe(3);
  expect(ended.out).toContain('The simulated agent crashed');
  expect(ended.out).toMatch(/"type":"step.finished"[^\n]*"step":"heads"[^\n]*"outcome":"done"/);
});

test('a form is filled in field by field, and what does not fit is said before it is sent', async () => {
  debby.write({
    'form/form.yaml': `apiVersion: omni/v1
kind: Workflow
name: form
steps:
  - id: release
    ask: Which release?
    output:
      type: object
      required: [version, count]
      properties:
        version: { type: string }
        count: { type: integer }
        draft: { type: boolean, default: true }
  - run: ["echo", "\${{ steps.release.output.version }}"]
outputs:
  release: \${{ steps.release.output }}
`,
  });
  const begun = await debby.json('apply', 'form', '--yes');
  const run = String(begun.at(-1)?.run);
  const wrong = await debby.omni('send', run, '--field', 'version=1.4.0', '--field', 'count=many');
  expect(wrong).toMatchObject({ code: 2 });
  expect(wrong.err).toContain('count');
  expect((await debby.omni('send', run, 'words')).err).toContain('this is a form');
  const long = await debby.omni('send', run, 'x'.repeat(100_001));
  expect([long.code, long.err]).toEqual([2, expect.stringContaining('more than 100000 characters')]);
  const right = await debby.omni('send', run, '--field', 'version=1.4.0', '--field', 'count=3', '--resume', '--json');
  expect(right.code).toBe(0);
  expect(JSON.parse(right.out.trim().split('\n').at(-1)!).outputs).toEqual({
    release: { version: '1.4.0', count: 3, draft: true },
  });
});

describe.skipIf(!tmuxIsThere)('on a terminal (needs tmux)', () => {
  const apply = ['apply', 'debby', '--simulate', 'debby/simulate.yaml', '--yes'];

  test('it is a chat: side by side, a debate, somebody else, and a way out and back', async () => {
    const screen = openScreen(debby);
    try {
      await screen.open(apply, { columns: 100, rows: 60 });
      await screen.with(/Ask anything[\s\S]*›/);
      await screen.type('Tabs or spaces?');
      expect(await screen.with(/claude · anthropic +│ gpt · openai/)).toMatch(
        /Tabs\. The width.*│ Spaces\. What stands/,
      );
      await screen.type('/debate 2');
      const debated = await screen.with('pen sums up');
      expect(debated).toMatch(/round 1\n.*differs.*│.*differs[\s\S]*round 2\n.*agrees.*│.*agrees/);
      const run = await runThat(debby, ({ run: id }) => id !== undefined);
      await debby.omni('send', run, 'And what of Emacs?');
      await screen.with('And what of Emacs?');
      await screen.with(/Emacs\?[\s\S]*each for itself[\s\S]*›/);
      await screen.press('C-d');
      await screen.with('exit 3');
      await screen.close();

      await screen.open(['resume', run], { columns: 60, rows: 120 });
      // What was said before stands there again, and a narrow terminal shows one answer under the other.
      const again = await screen.with(/And what of Emacs\?[\s\S]*Spaces\. What[\s\S]*›/);
      expect(again).toMatch(/ada@example.com › Tabs or spaces\?/);
      expect(again).not.toContain('│');
      await screen.type('/quit');
      await screen.with('exit 0');
    } finally {
      await screen.close();
    }
  });
});
