/** `--serve`: the page beside a run. */
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyGate, eventually, gate, makeProject, type Project } from './omni.ts';

let project: Project;
beforeAll(() => {
  project = makeProject();
  project.write(gate());
});
afterAll(() => project.remove());

async function begin(...more: readonly string[]) {
  const applying = project.start(...applyGate, '--new', '--serve', '--port', '0', ...more);
  const [chunk] = await once(applying.stderr!, 'data');
  return { applying, link: String(chunk).split('\n')[0]! };
}

const isGone = async (link: string): Promise<true | undefined> =>
  fetch(link).then(
    () => undefined,
    () => true,
  );

const openAsk = () =>
  eventually(async () => {
    const [newest] = await project.json('runs');
    const [ask] = (newest?.asks ?? []) as { id: string }[];
    return ask?.id;
  });

test('the run waits for people with its page, and both end together', async () => {
  const { applying, link } = await begin();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
  const entered = await fetch(link, { redirect: 'manual' });
  expect(entered.status).toBe(303);
  expect((await project.omni('approve', await openAsk())).err).toBe('');
  const { exitCode, stdout } = await applying;
  expect(exitCode).toBe(0);
  expect(stdout).toContain('done');
  expect(await isGone(link)).toBe(true);
});

test('Ctrl-C stops the run and then the page', async () => {
  const { applying, link } = await begin();
  await openAsk();
  applying.kill('SIGINT');
  expect((await applying).exitCode).toBe(130);
  expect(await isGone(link)).toBe(true);
});

test('a page whose run was killed ends by itself', async () => {
  const { applying, link } = await begin();
  applying.kill('SIGKILL');
  await applying;
  expect(await eventually(() => isGone(link))).toBe(true);
});
