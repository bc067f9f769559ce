/** The live view, on a real pseudo-terminal: tmux gives one, and says what stands on its screen. */
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyGate, eventually, gate, main, makeProject, type Project } from './omni.ts';

const tmuxIsThere = execaSync('tmux', ['-V'], { reject: false }).exitCode === 0;

let project: Project;
let socket: string;
const tmux = async (...args: readonly string[]): Promise<string> =>
  (await execa('tmux', ['-S', socket, '-f', '/dev/null', ...args])).stdout;
const screen = (): Promise<string> => tmux('capture-pane', '-p', '-t', 'omni');
const screenWith = (text: string | RegExp): Promise<string> =>
  eventually(async () => {
    const seen = await screen();
    return (typeof text === 'string' ? seen.includes(text) : text.test(seen)) ? seen : undefined;
  });

/** Runs omni in a terminal of this size, in a clean environment; the exit code is printed when it ends. */
async function open(
  args: readonly string[],
  { columns = 80, rows = 30, env = {} as Record<string, string> } = {},
): Promise<void> {
  const size = ['-x', String(columns), '-y', String(rows)];
  const set = Object.entries({ ...project.env, TERM: 'tmux-256color', ...env }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const command = [
    'env',
    '-i',
    ...set,
    'sh',
    '-c',
    'trap : INT; "$@"; echo "exit $?"; exec cat',
    'sh',
    process.execPath,
    main,
    ...args,
  ];
  await tmux('new-session', '-d', '-s', 'omni', ...size, '-c', project.folder, ...command);
}

beforeEach(() => {
  project = makeProject();
  project.write(gate());
  socket = join(project.folder, 'tmux');
});
afterEach(async () => {
  await tmux('kill-server').catch(() => {});
  project.remove();
});

describe.skipIf(!tmuxIsThere)('on a terminal (needs tmux)', () => {
  test('the tree is redrawn in place, and what is left is one tree and the summary', async () => {
    project.write(gate('1s'));
    await open([...applyGate, '--approve', 'ok']);
    await screenWith(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    const last = await screenWith('exit 0');
    expect(last.match(/gate · run/g)).toHaveLength(1);
    expect(last).toMatch(/✔ work[\s\S]*✔ write[\s\S]*✔ review[\s\S]*✔ ok[\s\S]*✔ land/);
    expect(last).toMatch(/✔ gate done[\s\S]*written by +reviewed by/);
    expect(last).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  });

  test('a resize leaves one tree that fits', async () => {
    project.write(gate('3s'));
    await open([...applyGate, '--approve', 'ok']);
    await screenWith(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    await tmux('resize-window', '-t', 'omni', '-x', '60', '-y', '20');
    const last = await screenWith('exit 0');
    expect(last.match(/ write /g)?.length).toBe(1);
  });

  test('the plan is shown and confirmed', async () => {
    await open([...applyGate.slice(0, -1), '--approve', 'ok'], { rows: 60 });
    const asked = await screenWith('Run it?');
    expect(asked).toMatch(/Agents[\s\S]*claude-code[\s\S]*Reviews[\s\S]*write by claude is reviewed by codex/);
    await tmux('send-keys', '-t', 'omni', 'y');
    await screenWith('exit 0');
  });

  test('a run that waits shows the command that lets it go on', async () => {
    await open(applyGate);
    const last = await screenWith('exit 3');
    expect(last).toMatch(/\? ok +Land it\?/);
    expect(last).toMatch(/omni approve \S+\.1/);
  });

  test('Ctrl-C stops in order', async () => {
    project.write(gate('60s'));
    await open(applyGate);
    await screenWith(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    await tmux('send-keys', '-t', 'omni', 'C-c');
    expect(await screenWith('exit 130')).toMatch(/stopping; omni resume \S+ continues/);
  });

  test.each([
    ['TERM=dumb', { TERM: 'dumb' }],
    ['CI', { CI: '1' }],
  ])('with %s nothing is redrawn: plain lines', async (_, env) => {
    await open([...applyGate, '--approve', 'ok'], { env });
    const last = await screenWith('exit 0');
    expect(last).toMatch(/work\.write +started: claude, anthropic/);
  });

  test('NO_COLOR takes the colours away and leaves the view', async () => {
    await open([...applyGate, '--approve', 'ok'], { env: { NO_COLOR: '1' } });
    await screenWith('exit 0');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(await tmux('capture-pane', '-p', '-e', '-t', 'omni')).not.toMatch(/\u001b\[3\dm/);
  });
});
