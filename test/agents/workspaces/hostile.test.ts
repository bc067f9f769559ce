import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectRepo } from '../../../agents/workspaces/workspaces.ts';
import { git, message, plan, useRepositories, writeFiles } from './repository.ts';

const { folder, reaper, env, makeRepository, open } = useRepositories();
const marker = join(folder, 'marker');

/** A repository in which every program that git could be made to run writes the marker, and then does its duty. */
function makeHostileRepository(): string {
  const repo = makeRepository({
    'a.txt': '1\n2\n3\n',
    '.gitattributes': '*.txt filter=evil diff=evil merge=evil\n*.eq filter=a=b merge=a=b\n*.inc filter=included\n',
  });
  const evil = join(folder, `evil-${repo.split('-').at(-1)}`);
  mkdirSync(evil);
  const script = join(evil, 'program');
  writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat\n`);
  chmodSync(script, 0o755);
  const hooks = [
    ...['pre-commit', 'prepare-commit-msg', 'commit-msg', 'post-commit', 'pre-merge-commit', 'post-merge'],
    ...['post-checkout', 'post-index-change', 'reference-transaction', 'post-rewrite', 'pre-auto-gc', 'pre-rebase'],
  ];
  for (const hook of hooks) {
    for (const place of [evil, join(repo, '.git/hooks')]) {
      writeFileSync(join(place, hook), `#!/bin/sh\necho ${hook} >> '${marker}'\n`);
      chmodSync(join(place, hook), 0o755);
    }
  }
  writeFileSync(join(evil, 'included'), `[filter "included"]\n\tclean = ${script}\n\tsmudge = ${script}\n`);
  const drivers = ['evil', 'a=b'].flatMap((name) => [
    [`filter.${name}.clean`, script],
    [`filter.${name}.smudge`, script],
    [`filter.${name}.required`, 'true'],
    [`diff.${name}.command`, script],
    [`diff.${name}.textconv`, script],
    [`merge.${name}.driver`, `${script} %A`],
  ]);
  const settings: readonly (readonly string[])[] = [
    ...drivers,
    ['include.path', join(evil, 'included')],
    ['core.hooksPath', evil],
    ['core.fsmonitor', script],
    ['core.pager', script],
    ['core.editor', script],
    ['core.sshCommand', script],
    ['core.askPass', script],
    ['core.alternateRefsCommand', script],
    ['credential.helper', script],
    ['sequence.editor', script],
    ['diff.external', script],
    ['merge.default', 'evil'],
    ['merge.log', 'true'],
    ['gpg.program', script],
    ['commit.gpgSign', 'true'],
    ['log.showSignature', 'true'],
    ['merge.verifySignatures', 'true'],
    ['trailer.omni-run.command', script],
    ['rerere.enabled', 'true'],
    ['gc.auto', '1'],
    ['color.ui', 'always'],
    ['diff.noprefix', 'true'],
    ['alias.status', `!${script}`],
  ];
  for (const [key = '', value = ''] of settings) git(repo, 'config', key, value);
  rmSync(marker, { force: true });
  return repo;
}

describe('programs that a repository names', () => {
  test('are run by plain git, or this file would prove nothing', () => {
    const repo = makeHostileRepository();
    writeFiles(repo, { 'a.txt': 'changed\n' });
    git(repo, '-c', 'core.fsmonitor=false', 'diff');
    expect(existsSync(marker)).toBe(true);
  });

  test('are never run by omni, from the look at the repository to the end of the run', async () => {
    const repo = makeHostileRepository();
    expect(await inspectRepo(repo, { reaper, env })).toMatchObject({ kind: 'git', dirty: [] });
    const workspaces = await open(repo, {
      env: {
        ...env,
        GIT_DIR: '/nowhere',
        GIT_EXTERNAL_DIFF: join(folder, 'no-such-program'),
        GIT_CONFIG_PARAMETERS: "'core.editor=x'",
        GIT_INDEX_FILE: '/nowhere',
        GIT_PAGER: 'x',
      },
    });
    await workspaces.begin('R1');
    const plans = [plan('one', 'main'), plan('two', 'main')];
    for (const [index, each] of plans.entries()) {
      const { place } = await workspaces.open('R1', each);
      await place.write('a.txt', index === 0 ? 'one\n2\n3\n' : '1\n2\n3\ntwo\n');
      await place.write(`new-${index}.eq`, 'x\n');
      await place.write(`new-${index}.inc`, 'x\n');
      await workspaces.commit('R1', each, message);
      await place.write('junk.txt', 'x');
      await workspaces.discard('R1', each);
      const review = await workspaces.openReview('R1', each, 'review');
      expect(review.diff.diff).toMatch(/^diff --git a\/a\.txt b\/a\.txt\n/);
      expect(await review.close()).toEqual({ untouched: true });
    }
    const request = {
      into: 'main',
      key: 'land',
      branches: plans.map(({ branch }) => ({ branch, title: branch })),
    };
    const merged = await workspaces.merge('R1', request);
    expect(merged).toMatchObject({ status: 'merged', checkouts: [{ updated: true }] });
    expect(await workspaces.merge('R1', request)).toEqual(merged);
    await workspaces.finish('R1', false);
    expect(existsSync(marker)).toBe(false);
    // The custom merge driver became a merge of texts, which has both sides.
    expect(git(repo, 'show', '--no-ext-diff', '--no-show-signature', 'main:a.txt')).toBe('one\n2\n3\ntwo');
  });

  test('leave a conflict a conflict', async () => {
    const repo = makeHostileRepository();
    const workspaces = await open(repo);
    for (const each of [plan('one', 'main'), plan('two', 'main')]) {
      const { place } = await workspaces.open('R1', each);
      await place.write('a.txt', `${each.key}\n2\n3\n`);
      await workspaces.commit('R1', each, message);
    }
    const branches = ['one', 'two'].map((key) => ({ branch: `omni/R1/${key}`, title: key }));
    expect(await workspaces.merge('R1', { into: 'main', key: 'land', branches })).toEqual({
      status: 'conflict',
      conflicts: [{ branch: 'omni/R1/two', files: ['a.txt'] }],
    });
    expect(existsSync(marker)).toBe(false);
  });

  test('but a filter of the user’s own configuration is used', async () => {
    const repo = makeRepository({ 'a.txt': 'plain\n', '.gitattributes': '*.txt filter=own\n' });
    writeFileSync(join(env.HOME, '.gitconfig'), '[filter "own"]\n\tsmudge = sed s/plain/smudged/\n\tclean = cat\n');
    git(repo, 'config', 'filter.own.smudge', 'false');
    const { place } = await (await open(repo)).open('R1', plan('one'));
    expect(await place.read('a.txt')).toBe('smudged\n');
    rmSync(join(env.HOME, '.gitconfig'));
  });
});

test('a worktree whose link to its repository was changed is still committed where it belongs', async () => {
  const repo = makeRepository();
  const trap = makeRepository();
  const workspaces = await open(repo);
  const { place } = await workspaces.open('R1', plan('one'));
  await place.write('.git', `gitdir: ${trap}/.git\n`);
  await place.write('a.txt', 'x\n');
  const { commit } = await workspaces.commit('R1', plan('one'), message);
  expect(git(repo, 'rev-parse', 'omni/R1/one')).toBe(commit);
  expect(git(trap, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});
