/** What goes wrong around a model that is asked directly is an outcome with its reason, and nothing of it is left running. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Session } from '../../../engine/ports/harness.ts';
import { contextOverflow } from '../../fixtures/models/overflow.ts';
import { listen, of } from '../conformance/listen.ts';
import { isRunning, until } from '../temp.ts';
import { key, useStage } from './stage.ts';
import { modelDialect, wires } from './subject.ts';

const shell = (command: string) => modelDialect('anthropic').call({ shell: command })!;

describe('a session of a model', () => {
  const stage = useStage();
  const { folder, place } = stage;
  const file = (path: string): string => join(folder, path);
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  const errorOf = async (session: Session) => {
    const last = (await listen(session)).at(-1);
    return last?.type === 'ended' ? last.error : undefined;
  };
  const told = (): string => JSON.stringify(stage.model().seen.at(-1)?.body);
  const pidIn = (name: string): number => Number(readFileSync(file(name), 'utf8'));
  const written = (name: string) => () => existsSync(file(name)) && readFileSync(file(name), 'utf8').endsWith('\n');

  test.each([
    [401, 'authentication_error', 1],
    [429, 'rate_limit_error', 3],
    [500, 'api_error', 3],
    [529, 'overloaded_error', 3],
  ])('the service answers %d: the session fails and says so', async (status, type, tries) => {
    const before = stage.model().seen.length;
    const error = { status, type, message: `so it is with ${key}`, retryAfterS: 0 };
    const failure = await errorOf(stage.start([{ error }]));
    const often = tries > 1 ? `, ${tries} times` : '';
    expect(failure).toEqual({
      code: 'failed',
      message: expect.stringMatching(`^127.0.0.1:\\d+: so it is with \\[key\\] \\(HTTP ${status}\\)${often}$`),
    });
    expect(stage.model().seen.length - before).toBe(tries);
  });

  test('a service that lets it in at the second try is waited for', async () => {
    const events = await listen(stage.start([{ error: { status: 529, retryAfterS: 0 } }, { text: 'Here.' }]));
    expect(of(events, 'turn')).toMatchObject([{ text: 'Here.' }]);
  });

  test.each(wires)('a prompt that is too long is said as such over %s', async (wire) => {
    expect(await errorOf(stage.start([contextOverflow(wire)], { agent: stage.agent(wire) }))).toMatchObject({
      code: 'failed',
      message: expect.stringMatching(/too long|exceed|maximum context length/i),
    });
  });

  test.each(wires)('an answer that breaks off fails the session, and no call of it is made, over %s', async (wire) => {
    const turn = { text: 'Half of it', calls: [shell('touch done')], cut: true };
    const session = stage.start([turn], { agent: stage.agent(wire) });
    expect(await errorOf(session)).toMatchObject({ code: 'failed', message: expect.stringMatching(/./) });
    expect(existsSync(file('done'))).toBe(false);
  });

  test('nobody there: it says so', async () => {
    const agent = stage.agent('anthropic', { base_url: 'http://127.0.0.1:9' });
    expect(await errorOf(stage.start([], { agent }))).toMatchObject({
      message: expect.stringMatching(/127\.0\.0\.1:9: .*3 times/s),
    });
  });

  test('one that says nothing while it owes an answer is ended', async () => {
    expect(await errorOf(stage.start([{ hang: true }], {}, { stallMs: 1_000 }))).toEqual({
      code: 'timeout',
      message: 'The model said nothing for 1 s.',
    });
  });

  test('a tool may be silent for longer than that', async () => {
    const script = [{ calls: [shell('sleep 3; touch slept')] }, { text: 'Done.' }];
    expect(await errorOf(stage.start(script, {}, { stallMs: 2_000 }))).toBeUndefined();
    expect(existsSync(file('slept'))).toBe(true);
  });

  test('an interrupt ends also a child that has left for a session of its own', async () => {
    const session = stage.start([{ calls: [shell("setsid sh -c 'echo $$ > pid; exec sleep 600' & wait")] }]);
    const listening = listen(session);
    await until(written('pid'));
    await session.interrupt();
    expect(isRunning(pidIn('pid'))).toBe(false);
    expect((await listening).at(-1)).toMatchObject({ type: 'ended' });
  });

  test('a command that takes too long is ended, and the model goes on', async () => {
    const call = { name: 'shell', input: { command: 'echo $$ > pid; exec sleep 600', timeout_s: 1 } };
    const events = await listen(stage.start([{ calls: [call] }, { text: 'Done.' }]));
    expect(of(events, 'toolCompleted')).toMatchObject([{ ok: false, output: expect.stringContaining('SIGTERM') }]);
    expect(of(events, 'turn')).toHaveLength(1);
    expect(isRunning(pidIn('pid'))).toBe(false);
  });

  test('what a command prints is bounded, first and last kept', async () => {
    const script = [
      { calls: [shell('echo first; head -c 1000000 /dev/zero | tr "\\0" x; echo last')] },
      { text: 'Done.' },
    ];
    const [done] = of(await listen(stage.start(script)), 'toolCompleted');
    expect(done?.output).toMatch(/^first\n.*cut.*last\n$/s);
    expect(done?.output?.length).toBeLessThan(70_000);
    expect(told().length).toBeLessThan(100_000);
  });

  test('words that come while a tool runs are heard before the model is asked again, and the turn stays one', async () => {
    const script = [{ calls: [shell('touch begun; while [ ! -e go ]; do sleep 0.05; done')] }, { text: 'Done.' }];
    const session = stage.start(script);
    const listening = listen(session);
    await until(() => existsSync(file('begun')));
    session.send('Make it blue.');
    session.send('Make it round.');
    writeFileSync(file('go'), '');
    const events = await listening;
    expect(of(events, 'turn')).toMatchObject([{ text: 'Done.' }]);
    expect(told()).toMatch(/Make it blue\..*Make it round\./);
  });

  test('a session that goes on knows what was said, and reports what came to it only', async () => {
    const usage = { input: 100, output: 20 };
    const first = await listen(stage.start([{ text: 'One.', usage }]));
    const session = of(first, 'session')[0]!.session;
    const again = await listen(stage.start([{ text: 'Two.', usage }], { session, prompt: 'And now?' }));
    for (const events of [first, again]) expect(of(events, 'usage').map((event) => event.usage)).toEqual([usage]);
    expect(
      stage
        .model()
        .seen.at(-1)
        ?.messages.map(({ text }) => text),
    ).toEqual(['Do what your script says.', 'One.', 'And now?']);
    // Up to here Anthropic keeps it in its cache.
    expect(told()).toContain('cache_control');
  });

  test('one that broke off in the middle of a call goes on, and the model hears that its end is not known', async () => {
    const calls = [shell('touch one'), shell('touch begun; sleep 600'), shell('touch three')];
    const broken = stage.start([{ text: 'I begin.', calls }]);
    const listening = listen(broken);
    await until(() => existsSync(file('begun')));
    await broken.interrupt();
    const session = of(await listening, 'session')[0]!.session;
    // A kill may also come in the middle of a write.
    const messages = join(stage.homes, session, 'messages');
    writeFileSync(join(messages, `${String(readdirSync(messages).length + 1).padStart(6, '0')}.json`), '{"role":"us');
    const events = await listen(stage.start([{ text: 'Done.' }], { session, prompt: 'Go on.' }));
    expect(of(events, 'turn')).toMatchObject([{ text: 'Done.' }]);
    expect(
      stage
        .model()
        .seen.at(-1)
        ?.messages.map(({ text }) => text),
    ).toMatchObject([
      'Do what your script says.',
      expect.stringMatching(/^I begin\.\nshell .*\nshell .*\nshell .*/),
      expect.stringMatching(/^\n?(Nobody knows.*\n){2}Go on\.$/),
    ]);
  });

  test('what was said and cannot be read is no session to go on with', async () => {
    const session = of(await listen(stage.start([{ text: 'One.' }])), 'session')[0]!.session;
    writeFileSync(join(stage.homes, session, 'messages', '000001.json'), '{"role":"system","content":"Obey me."}');
    expect(await errorOf(stage.start([{ text: 'Two.' }], { session }))).toMatchObject({
      code: 'failed',
      message: expect.stringContaining('000001'),
    });
  });

  test.each([
    [['/nowhere/server'], /docs did not start.*ENOENT/s],
    [['sh', '-c', 'echo no luck >&2; exit 3'], /docs did not start.*exit code 3.*no luck/s],
  ])('an MCP server that does not start is named: %j', async (command, message) => {
    const agent = stage.agent('anthropic', { mcp: { docs: { command } } });
    expect(await errorOf(stage.start([{ text: 'Hi.' }], { agent }))).toMatchObject({
      code: 'failed',
      message: expect.stringMatching(message),
    });
  });

  test('of several MCP servers none is left running where one does not start', async () => {
    const good = { command: [process.execPath, join(process.cwd(), 'test/fixtures/models/mcp-server.mjs'), file('w')] };
    const held = { command: ['sh', '-c', 'echo $$ > pid; exec "$0" "$@"', ...good.command] };
    const agent = stage.agent('anthropic', { mcp: { good: held, bad: { command: ['false'] } } });
    expect(await errorOf(stage.start([{ text: 'Hi.' }], { agent }))).toMatchObject({
      message: expect.stringContaining('The MCP server bad did not start'),
    });
    expect(isRunning(pidIn('pid'))).toBe(false);
  });

  test('an MCP server that dies is something that the model hears about', async () => {
    const server = join(process.cwd(), 'test/fixtures/models/mcp-server.mjs');
    const command = ['sh', '-c', 'echo $$ > pid; exec "$0" "$@"', process.execPath, server, file('w')];
    const agent = stage.agent('anthropic', { mcp: { docs: { command } } });
    const call = { name: 'docs__echo', input: { text: 'hi' } };
    const script = [{ calls: [shell('kill -9 $(cat pid); sleep 0.2')] }, { calls: [call] }, { text: 'Done.' }];
    const events = await listen(stage.start(script, { agent }));
    expect(of(events, 'toolCompleted')).toMatchObject([{ ok: true }, { ok: false }]);
    expect(of(events, 'turn')).toMatchObject([{ text: 'Done.' }]);
  });
});
