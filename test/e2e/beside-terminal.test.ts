/** `--serve` as a person has it: on a real terminal, where the page stays until they have had enough. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyGate, eventually, gate, main, makeProject, type Project, runThat } from './omni.ts';
import { openScreen, type Screen, tmuxIsThere } from './screen.ts';

const anyPort = ['--serve', '--port', '0'];
const aLink = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}/;

describe.skipIf(!tmuxIsThere)('the page beside a run on a terminal (needs tmux)', () => {
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

  /** The commands of ours that still run in the project; on Linux. */
  const left = (): readonly string[] =>
    readdirSync('/proc').filter((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(main);
        // The terminal keeps the command among its own words.
        return isOurs && readlinkSync(`/proc/${pid}/cwd`) === project.folder && !isShell(pid);
      } catch {
        return false;
      }
    });
  const isShell = (pid: string) => /^(sh|env|tmux|cat)/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  const isGone = (link: string) =>
    fetch(link).then(
      () => undefined,
      () => true,
    );
  const isAsked = () => runThat(project, ({ asks }) => Array.isArray(asks) && asks.length > 0);

  const approve = async () => {
    const run = await isAsked();
    expect((await project.omni('approve', `${run}.1`)).code).toBe(0);
    return run;
  };
  const expectNothingLeft = async (link: string) => {
    expect(await isGone(link)).toBe(true);
    await eventually(async () => left().length === 0 || undefined);
  };

  test('it says where the page is and how both end; the page outlives the run until Ctrl-C', async () => {
    await screen.open([...applyGate, ...anyPort], { columns: 110, rows: 40 });
    const waiting = await screen.with(/\? ok +Land it\?/);
    expect(waiting).toMatch(/shows this run, and takes what people answer there; Ctrl-C stops the run/);
    const [link = ''] = aLink.exec(waiting)!;
    await approve();
    const over = await screen.with('the page stays');
    expect(over).toMatch(/✔ gate done[\s\S]*the page stays at http:\/\/127\.0\.0\.1:\d+; Ctrl-C ends it/);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect(left().length).toBeGreaterThan(1);
    await screen.press('C-c');
    await screen.with('exit 0');
    await expectNothingLeft(link);
  }, 60_000);

  test('Ctrl-C before the end stops the run, and resume --serve goes on with a page of its own', async () => {
    await screen.open([...applyGate, ...anyPort], { columns: 110, rows: 40 });
    const [first = ''] = aLink.exec(await screen.with(/\? ok +Land it\?/))!;
    const run = await isAsked();
    await screen.press('C-c');
    expect(await screen.with('exit 130')).toContain(`omni resume ${run} continues`);
    await expectNothingLeft(first);
    await screen.close();

    await screen.open(['resume', run, ...anyPort], { columns: 110, rows: 40 });
    const [second = ''] = aLink.exec(await screen.with(/\? ok +Land it\?/))!;
    await approve();
    await screen.with('the page stays');
    await screen.press('C-c');
    await screen.with('exit 0');
    await expectNothingLeft(second);
  }, 60_000);

  test('a port that is taken is said before anything runs, and nothing is left of the run', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as { port: number };
    await screen.open([...applyGate, '--serve', '--port', String(port)], { columns: 110 });
    expect(await screen.with('exit 2')).toContain(`error[OMNI7001]: Port ${port} is taken`);
    await screen.close();
    other.close();
    expect(left()).toEqual([]);
    await screen.open([...applyGate, ...anyPort, '--approve', 'ok'], { columns: 110, rows: 40 });
    await screen.with('the page stays');
    await screen.press('C-c');
    await screen.with('exit 0');
    expect((await project.json('runs')).length).toBe(1);
  }, 60_000);
});

test('where another page has the usual port, a free one is taken', async () => {
  const project = makeProject();
  project.write(gate());
  const usual = createServer().on('error', () => {});
  // Whoever has it already, here or in another test, serves as well.
  await new Promise((settled) => usual.listen(4664, '127.0.0.1', () => settled(0)).once('error', settled));
  const { code, err } = await project.omni(...applyGate, '--serve', '--approve', 'ok');
  usual.close();
  expect({ code, port: new URL(aLink.exec(err)![0]).port === '4664' }).toEqual({ code: 0, port: false });
  project.remove();
}, 60_000);

test('without a terminal the page ends with the run, and resume has one too', async () => {
  const project = makeProject();
  project.write(gate());
  expect((await project.omni(...applyGate)).code).toBe(3);
  const run = await runThat(project, ({ status }) => status === 'waiting');
  const { code, out, err } = await project.omni('resume', run, ...anyPort, '--approve', 'ok');
  const [link = ''] = aLink.exec(err)!;
  expect({ code, isOver: out.includes('gate done'), stays: err.includes('stays') }).toEqual({
    code: 0,
    isOver: true,
    stays: false,
  });
  await expect(fetch(link)).rejects.toThrow();
  project.remove();
}, 60_000);
