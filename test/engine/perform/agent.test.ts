import { describe, expect, test } from 'vitest';
import type { AttemptPlan } from '../../../engine/effects.ts';
import { until } from '../../agents/temp.ts';
import { type Stage, useStages, workspace } from './stage.ts';

const stageOf = useStages();
const plan = (more: object = {}): AttemptPlan => ({
  kind: 'agent',
  agent: 'writer',
  prompt: 'Write it.',
  title: 'Write a file',
  round: 1,
  workspace,
  ...more,
});
const write = (path: string, content: string) => ({ write: { path, content } });
const subtasks = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const errorOf = (stage: Stage) => stage.of('attempt.finished')[0]?.error;

describe('a writer', () => {
  test('what it wrote is committed under its name, and the facts tell the story in order', async () => {
    const stage = await stageOf({
      turns: {
        'build[0].write': [
          {
            messages: ['I begin.'],
            tools: [write('a.txt', 'one\n'), { shell: 'cat a.txt' }],
            text: 'Done.',
            usage: { input: 10, output: 2, cost_usd: 0.5 },
          },
        ],
      },
    });
    const ended = await stage.play(plan());
    const commit = stage.git('rev-parse', 'omni/r1/build-0');
    expect(ended).toMatchObject({
      type: 'attempt.finished',
      id: 'build@1[0]/write#1:finished',
      result: {
        text: 'Done.',
        branch: 'omni/r1/build-0',
        commit,
        diff: expect.stringContaining('+one'),
        files: [{ path: 'a.txt', added: 1, removed: 0 }],
      },
    });
    expect(ended).not.toHaveProperty('error');
    expect(stage.git('log', '-1', '--format=%an%n%s%n%(trailers)', commit).split('\n')).toEqual([
      'writer',
      'Write a file',
      'Omni-Run: r1',
      'Omni-Step: build@1[0]/write',
      'Omni-Attempt: 1',
    ]);
    expect(stage.facts.map(({ type, id }) => [type, id.replace('build@1[0]/write#1:', '')])).toEqual([
      ['session.opened', 'session:1'],
      ['message.received', 'message:1'],
      ['tool.requested', 'tool:1'],
      ['tool.completed', 'tool:1:completed'],
      ['tool.requested', 'tool:2'],
      ['tool.completed', 'tool:2:completed'],
      ['usage.reported', 'usage:1'],
      ['message.received', 'message:2'],
      ['attempt.finished', 'finished'],
    ]);
    expect(stage.of('tool.completed').map(({ ok, output }) => [ok, output])).toEqual([
      [true, 'Wrote a.txt.'],
      [true, 'one\n'],
    ]);
    expect(stage.of('usage.reported')[0]).toMatchObject({
      index: 1,
      usage: { input: 10, output: 2, costMicroUsd: 500_000 },
    });
    expect(stage.deltas.map(({ text }) => text).join('')).toBe('I begin.Done.');
  });

  test('a refused call leaves no effect and no completion', async () => {
    const stage = await stageOf({
      turns: { writer: [{ tools: [write('a.txt', 'one\n'), write('b.txt', 'two\n')], text: 'Half done.' }] },
      decide: ({ input }) => ({ allow: (input as { path: string }).path !== 'a.txt', reason: 'not that one' }),
    });
    const ended = await stage.play(plan());
    expect(ended).toMatchObject({ result: { files: [{ path: 'b.txt' }] } });
    expect(stage.of('tool.completed').map(({ call }) => call)).toEqual(['build@1[0]/write#1:tool:2']);
  });

  test('tools that its document forbids are refused before anyone is asked', async () => {
    const tools = [{ read: 'README.md' }, write('a.txt', 'a'), { shell: 'touch b.txt' }];
    const stage = await stageOf({
      turns: { writer: [{ tools, text: 'Read.' }] },
      agents: { writer: { tools: { allow: ['read', 'write'], deny: ['write'] } } },
    });
    expect(await stage.play(plan())).toMatchObject({ result: { files: [] } });
    expect(stage.of('tool.requested').map(({ tool }) => tool.kind)).toEqual(['read']);
  });

  test('a round of rework goes on in its session, without what checks left behind', async () => {
    const stage = await stageOf({
      turns: {
        writer: [
          { tools: [write('a.txt', 'one\n')], text: 'First.' },
          { tools: [{ edit: { path: 'a.txt', old: 'one', new: 'two' } }], text: 'Second.' },
        ],
      },
    });
    await stage.play(plan());
    await stage.play({ kind: 'run', run: 'echo x > coverage.txt', workspace }, { step: 'check' });
    const session = stage.of('session.opened')[0]?.session ?? '';
    const ended = await stage.play(plan({ round: 2, session, clean: true }), { attempt: 2 });
    expect(ended).toMatchObject({ result: { text: 'Second.', files: [{ path: 'a.txt', added: 1, removed: 0 }] } });
    expect(stage.of('session.opened').map((fact) => fact.session)).toEqual([session, session]);
  });

  test('a failed session fails the attempt, and nothing is committed', async () => {
    const stage = await stageOf({ turns: { writer: [{ tools: [write('a.txt', 'a')], failure: 'crash' }] } });
    await stage.play(plan());
    expect(errorOf(stage)).toMatchObject({ code: 'failed', message: expect.stringContaining('crashed') });
    expect(stage.git('rev-parse', 'omni/r1/build-0')).toBe(stage.git('rev-parse', 'main'));
  });

  test('an unscripted step fails with the lines to add', async () => {
    const stage = await stageOf({ turns: { 'build[0].write': [{ round: 2, text: 'Later.' }] } });
    await stage.play(plan({ output: subtasks }));
    expect(errorOf(stage)?.message).toBe(
      "The simulation simulate.yaml has turns under 'build[0].write', but none for step build[0].write (agent writer, " +
        'attempt 1, round 1). Add to it:\n\nturns:\n  build[0].write:\n    - attempt: 1\n      output:\n        n: 0\n',
    );
  });

  test('an unknown agent, a missing harness and a missing secret are failures', async () => {
    const stage = await stageOf({ turns: { writer: [{ text: 'Hi.' }] } });
    await stage.play(plan({ agent: 'nobody' }), { step: 'a' });
    await stage.play(plan({ secrets: { TOKEN: 'GH_TOKEN' } }), { step: 'b' });
    const bare = await stageOf({ harnesses: { find: () => ({ missing: 'It is not installed.' }) } });
    await bare.play(plan());
    expect([...stage.of('attempt.finished'), ...bare.of('attempt.finished')].map(({ error }) => error)).toEqual([
      { code: 'failed', message: "The workflow has no agent 'nobody'." },
      { code: 'failed', message: "The secret 'GH_TOKEN' has no value here." },
      { code: 'agent_unavailable', message: 'It is not installed.' },
    ]);
  });

  test('it gets the base environment, then its own, the step’s and the secrets', async () => {
    const stage = await stageOf({
      turns: { writer: [{ tools: [{ shell: 'echo $BASE $OWN $STEP $TOKEN' }] }] },
      baseEnv: { PATH: process.env.PATH ?? '', BASE: 'base', OWN: 'base', STEP: 'base', TOKEN: 'base' },
      agents: { writer: { env: { OWN: 'own', STEP: 'own', TOKEN: 'own' } } },
      secrets: (name) => (name === 'GH_TOKEN' ? 'secret' : undefined),
    });
    await stage.play(plan({ env: { STEP: 'step', TOKEN: 'step' }, secrets: { TOKEN: 'GH_TOKEN' } }));
    expect(stage.of('tool.completed')[0]?.output).toBe('base own step secret\n');
  });
});

describe('a structured answer', () => {
  test('is the step’s output when it is right', async () => {
    const stage = await stageOf({ turns: { writer: [{ output: { n: 7 } }] } });
    expect(await stage.play(plan({ output: subtasks }))).toMatchObject({ result: { output: { n: 7 } } });
  });

  test('may stand in the text, alone or as its last fenced block', async () => {
    const stage = await stageOf({
      turns: { a: [{ text: '{"n": 1}' }], b: [{ text: 'So:\n```json\n{"n": 0}\n```\nno,\n```json\n{"n": 2}\n```' }] },
    });
    const [a, b] = [
      await stage.play(plan({ output: subtasks }), { step: 'a', frame: '' }),
      await stage.play(plan({ output: subtasks }), { step: 'b', frame: '' }),
    ];
    expect([a, b]).toMatchObject([{ result: { output: { n: 1 } } }, { result: { output: { n: 2 } } }]);
  });

  test('is asked for once more in the same session when it is wrong', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
    const stage = await stageOf({ turns: { writer: [{ output: { n: 'x' }, then: [{ output: { n: 8 } }] }] } });
    expect(await stage.play(plan({ output: subtasks }))).toMatchObject({ result: { output: { n: 8 } } });
    expect(stage.of('session.opened')).toHaveLength(1);
  });

  test('fails with the violation when it is wrong twice', async () => {
    const stage = await stageOf({ turns: { a: [{ output: { n: 'x' } }], b: [{ failure: 'garbage' }] } });
    await stage.play(plan({ output: subtasks }), { step: 'a', frame: '' });
    await stage.play(plan({ output: subtasks }), { step: 'b', frame: '' });
    expect(stage.of('attempt.finished').map(({ error }) => error?.message)).toEqual([
      '`n` must be a whole number, not the text "x" (answer.n), also when asked again',
      'the answer is not JSON, also when asked again',
    ]);
  });

  test('a schema that is none fails the attempt', async () => {
    const stage = await stageOf({ turns: { writer: [{ output: 1 }] } });
    await stage.play(plan({ output: { type: 'nonsense' } }));
    expect(errorOf(stage)?.code).toBe('failed');
  });
});

describe('limits', () => {
  const limited = (limits: object, turn: object) =>
    stageOf({ turns: { writer: [turn] }, agents: { writer: { limits } } });
  const spending = (usage: object) => ({ usage: { input: 1, output: 1, ...usage }, text: 'Spent.' });

  test('time', async () => {
    const stage = await limited({ timeout: '5m' }, { failure: 'hang' });
    const ended = stage.play(plan());
    await until(() => stage.of('session.opened').length > 0);
    stage.clock.pass(300_000);
    expect(await ended).toMatchObject({
      error: { code: 'timeout', message: 'writer ran longer than its limit of 5m' },
    });
  });

  test('turns', async () => {
    const tools = [{ list: '.' }, { list: '.' }, { list: '.' }];
    const enough = await limited({ turns: 4 }, { tools, text: 'Four.' });
    expect(await enough.play(plan())).toMatchObject({ result: { text: 'Four.' } });
    const stage = await limited({ turns: 3 }, { tools, text: 'Four.' });
    await stage.play(plan());
    expect(errorOf(stage)).toEqual({ code: 'limit', message: 'writer reached its limit of 3 turns' });
    const early = await limited({ turns: 1 }, { tools, text: 'Four.' });
    await early.play(plan());
    expect(early.of('tool.requested')).toHaveLength(1);
  });

  test('money, known or not', async () => {
    const within = await limited({ cost_usd: 1 }, spending({ cost_usd: 1 }));
    expect(await within.play(plan())).toMatchObject({ result: { text: 'Spent.' } });
    const over = await limited({ cost_usd: 1 }, spending({ cost_usd: 1.01 }));
    await over.play(plan());
    expect(errorOf(over)).toEqual({ code: 'limit', message: 'writer spent more than its limit of 1 USD' });
    const unknown = await limited({ cost_usd: 1 }, spending({}));
    await unknown.play(plan());
    expect(errorOf(unknown)).toEqual({
      code: 'limit',
      message: 'writer has a limit of 1 USD, and its cost is unknown',
    });
  });
});
