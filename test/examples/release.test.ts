/** release: nothing is merged or tagged before two others have said yes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, stage } from './stage.ts';

let release: Stage;
beforeEach(() => {
  release = stage('release');
});
afterEach(() => release.remove());

const version = ['--input', 'version=1.1.0'] as const;

test('two who did not start it approve; then it is merged and tagged, and the tag says who they were', async () => {
  const parked = await release.play(...version);
  expect(parked.code, parked.err).toBe(3);
  const [{ ask } = expect.fail('nothing is asked')] = parked.asks;

  const starter = await release.omni('approve', ask.id);
  expect(starter).toMatchObject({ code: 2, err: expect.stringContaining('started this run: somebody else has to') });

  const first = await release.as('grace', 'approve', ask.id, '--resume');
  expect(first.code, first.err).toBe(3);
  expect(first.out).toMatch(/to look at: omni\/\S+\/prepare\n +approved by grace@example\.com; needs 1 more; not ada@/);
  const twice = await release.as('grace', 'approve', ask.id);
  expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('has approved it before') });
  expect(await release.gitInDemo('tag')).toBe('');
  expect(await release.gitInDemo('log', '--topo-order', '--format=%s', 'main')).toBe('Start of the demo');

  const second = await release.as('linus', 'approve', ask.id, '--comment', 'tried it', '--resume');
  expect(second.code, second.err).toBe(0);
  expect(second.out).toContain('approved_by  grace@example.com, linus@example.com');
  const [merge, written] = (await release.gitInDemo('log', '--topo-order', '--format=%s', 'main')).split('\n');
  expect([merge, written]).toEqual(['Merge Prepare release 1.1.0', 'Prepare release 1.1.0']);
  expect(await release.gitInDemo('cat-file', '-t', 'v1.1.0')).toBe('tag');
  expect(await release.gitInDemo('rev-parse', 'v1.1.0^{commit}')).toBe(await release.gitInDemo('rev-parse', 'main'));
  await expect(release.gitInDemo('tag', '--list', '--format=%(contents:body)', 'v1.1.0')).resolves.toBe(
    'Approved by grace@example.com, linus@example.com\n',
  );
  await expect(release.gitInDemo('show', 'v1.1.0:package.json')).resolves.toContain('"version": "1.1.0"');
});

test('one refusal is enough: nothing is released', async () => {
  const { asks } = await release.play(...version);
  const denied = await release.as('grace', 'deny', asks[0]?.ask.id ?? '', '--comment', 'not on a Friday', '--resume');
  expect(denied.code).toBe(1);
  expect(denied.out).toContain('release_ok: grace@example.com refused: not on a Friday');
  expect(await release.gitInDemo('tag')).toBe('');
});

test('nobody is asked when the check finds another version than was wanted', async () => {
  const played = await release.play('--input', 'version=1.2.0');
  expect(played).toMatchObject({ code: 1, asks: [], error: { step: 'check' } });
  expect(played.err).not.toContain('release_ok');
});
