/** The live view, on a real pseudo-terminal. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyGate, gate, makeProject, type Project } from './omni.ts';
import { openScreen, type Screen, tmuxIsThere } from './screen.ts';

let project: Project;
let screen: Screen;

beforeEach(() => {
  project = makeProject();
  project.write(gate());
  screen = openScreen(project);
});
afterEach(async () => {
  await screen.close();
  project.remove();
});

describe.skipIf(!tmuxIsThere)('on a terminal (needs tmux)', () => {
  test('the tree is redrawn in place, and what is left is one tree and the summary', async () => {
    project.write(gate('1s'));
    await screen.open([...applyGate, '--approve', 'ok']);
    await screen.with(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    const last = await screen.with('exit 0');
    expect(last.match(/gate · run/g)).toHaveLength(1);
    expect(last).toMatch(/✔ work[\s\S]*✔ write[\s\S]*✔ review[\s\S]*✔ ok[\s\S]*✔ land/);
    expect(last).toMatch(/✔ gate done[\s\S]*written by +reviewed by/);
    expect(last).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  });

  test('a resize leaves one tree that fits', async () => {
    project.write(gate('3s'));
    await screen.open([...applyGate, '--approve', 'ok']);
    await screen.with(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    await screen.tmux('resize-window', '-t', 'omni', '-x', '60', '-y', '20');
    const last = await screen.with('exit 0');
    expect(last.match(/ write /g)?.length).toBe(1);
  });

  test('the plan is shown and confirmed', async () => {
    await screen.open([...applyGate.slice(0, -1), '--approve', 'ok'], { rows: 60 });
    const asked = await screen.with('Run it?');
    expect(asked).toMatch(/Agents[\s\S]*claude-code[\s\S]*Reviews[\s\S]*write by claude is reviewed by codex/);
    await screen.press('y');
    await screen.with('exit 0');
  });

  test('a run that waits shows the command that lets it go on', async () => {
    await screen.open(applyGate);
    const last = await screen.with('exit 3');
    expect(last).toMatch(/\? ok +Land it\?/);
    expect(last).toMatch(/omni approve \S+\.1/);
  });

  test('Ctrl-C stops in order', async () => {
    project.write(gate('60s'));
    await screen.open(applyGate);
    await screen.with(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] write/);
    await screen.press('C-c');
    expect(await screen.with('exit 130')).toMatch(/stopping; omni resume \S+ continues/);
  });

  test.each([
    ['TERM=dumb', { TERM: 'dumb' }],
    ['CI', { CI: '1' }],
  ])('with %s nothing is redrawn: plain lines', async (_, env) => {
    await screen.open([...applyGate, '--approve', 'ok'], { env });
    const last = await screen.with('exit 0');
    expect(last).toMatch(/work\.write +started: claude, anthropic/);
  });

  test('NO_COLOR takes the colours away and leaves the view', async () => {
    await screen.open([...applyGate, '--approve', 'ok'], { env: { NO_COLOR: '1' } });
    await screen.with('exit 0');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(await screen.tmux('capture-pane', '-p', '-e', '-t', 'omni')).not.toMatch(/\u001b\[3\dm/);
  });
});
