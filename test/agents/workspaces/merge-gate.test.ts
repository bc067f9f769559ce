/** The gate of a merge: asked with what would land, before it does, and for as long as a person takes. */
import { describe, expect, test } from 'vitest';
import type { MergeChange, MergeGate, Workspaces } from '../../../engine/ports/workspaces.ts';
import { git, message, plan, sha256, useRepositories, writeFiles } from './repository.ts';

const { makeRepository, open } = useRepositories();

async function writeBranch(workspaces: Workspaces, key: string, files: Readonly<Record<string, string>>) {
  const { place } = await workspaces.open('R1', plan(key, 'main'));
  writeFiles(place.root, files);
  await workspaces.commit('R1', plan(key, 'main'), message);
  return { branch: `omni/R1/${key}`, title: key };
}

/** A gate that answers as it is told, and what it was asked. */
function gateThat(answer: (change: MergeChange) => ReturnType<MergeGate>): { asked: MergeChange[]; gate: MergeGate } {
  const asked: MergeChange[] = [];
  return {
    asked,
    gate: (change) => {
      asked.push(change);
      return answer(change);
    },
  };
}
const allowing = () => gateThat(() => Promise.resolve({ allow: true }));

const lookAt = (repo: string) => [
  git(repo, 'rev-parse', 'main'),
  git(repo, 'status', '--porcelain', '--branch'),
  git(repo, 'worktree', 'list', '--porcelain'),
];

describe('the gate', () => {
  test('is asked for each branch with what it changes in the target, by the content that would land', async () => {
    const repo = makeRepository({ 'a.txt': '1\n2\n3\n4\n5\n', 'gone.txt': 'x' });
    const workspaces = await open(repo);
    const one = await writeBranch(workspaces, 'one', { 'a.txt': 'one\n2\n3\n4\n5\n' });
    const two = await writeBranch(workspaces, 'two', { 'a.txt': '1\n2\n3\n4\nfive\n', 'new.txt': 'n' });
    const { asked, gate } = allowing();
    const merged = await workspaces.merge('R1', { into: 'main', key: 'land', branches: [one, two], gate });
    expect(merged.status).toBe('merged');
    expect(asked).toEqual([
      {
        branch: 'omni/R1/one',
        into: 'main',
        commit: git(repo, 'rev-parse', 'omni/R1/one'),
        files: [{ path: 'a.txt', op: 'edit', hash: sha256('one\n2\n3\n4\n5\n') }],
      },
      {
        branch: 'omni/R1/two',
        into: 'main',
        commit: git(repo, 'rev-parse', 'omni/R1/two'),
        files: [
          // Neither branch holds these bytes: they are what the merge makes of both.
          { path: 'a.txt', op: 'edit', hash: sha256('one\n2\n3\n4\nfive\n') },
          { path: 'new.txt', op: 'create', hash: sha256('n') },
        ],
      },
    ]);
    expect(git(repo, 'show', 'main:a.txt')).toBe('one\n2\n3\n4\nfive');
  });

  test('that refuses one branch changes nothing, and says why', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const branches = [
      await writeBranch(workspaces, 'one', { 'one.txt': '1' }),
      await writeBranch(workspaces, 'two', { 'two.txt': '2' }),
      await writeBranch(workspaces, 'three', { 'three.txt': '3' }),
    ];
    const before = lookAt(repo);
    const { asked, gate } = gateThat(({ branch }) =>
      Promise.resolve({ allow: !branch.endsWith('two'), reason: 'No.' }),
    );
    const merged = await workspaces.merge('R1', { into: 'main', key: 'land', branches, gate });
    expect(merged).toEqual({ status: 'refused', message: 'No.' });
    expect(asked.map(({ branch }) => branch)).toEqual(['omni/R1/one', 'omni/R1/two']);
    expect(lookAt(repo)).toEqual(before);
  });

  test('that breaks changes nothing', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const branches = [await writeBranch(workspaces, 'one', { 'one.txt': '1' })];
    const before = lookAt(repo);
    const gate: MergeGate = () => Promise.reject(new Error('broken'));
    await expect(workspaces.merge('R1', { into: 'main', key: 'land', branches, gate })).rejects.toThrow('broken');
    expect(lookAt(repo)).toEqual(before);
  });

  test('is not asked about what has landed, and not about a conflict', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const one = await writeBranch(workspaces, 'one', { 'a.txt': 'one\n' });
    const two = await writeBranch(workspaces, 'two', { 'a.txt': 'two\n' });
    const { asked, gate } = allowing();
    const request = { into: 'main', key: 'land', branches: [one], gate };
    const merged = await workspaces.merge('R1', request);
    expect(await (await open(repo)).merge('R1', request)).toEqual(merged);
    await workspaces.merge('R1', { ...request, key: 'again' });
    expect(asked).toHaveLength(1);
    const conflict = await workspaces.merge('R1', { ...request, key: 'other', branches: [two] });
    expect(conflict.status).toBe('conflict');
    expect(asked).toHaveLength(1);
  });

  test('holds up nobody while it is asked, and is asked again when the target went on meanwhile', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const one = await writeBranch(workspaces, 'one', { 'a.txt': '1\n2\nthree\n' });
    const other = await writeBranch(workspaces, 'other', { 'a.txt': 'one\n2\n3\n' });
    const { asked, gate } = gateThat(async () => {
      // Both would wait for ever if the merge kept its turn.
      await workspaces.open('R1', plan(`meanwhile-${asked.length}`));
      if (asked.length === 1) await workspaces.merge('R1', { into: 'main', key: 'other', branches: [other] });
      return { allow: true };
    });
    const merged = await workspaces.merge('R1', { into: 'main', key: 'land', branches: [one], gate });
    expect(merged.status).toBe('merged');
    expect(asked.map(({ files }) => files)).toEqual([
      [{ path: 'a.txt', op: 'edit', hash: sha256('1\n2\nthree\n') }],
      [{ path: 'a.txt', op: 'edit', hash: sha256('one\n2\nthree\n') }],
    ]);
    expect(git(repo, 'show', 'main:a.txt')).toBe('one\n2\nthree');
    expect(git(repo, 'worktree', 'list')).not.toContain('merge-');
  });

  test('is given up when the target moves every time', async () => {
    const repo = makeRepository();
    const workspaces = await open(repo);
    const one = await writeBranch(workspaces, 'one', { 'one.txt': '1' });
    const { gate } = gateThat(() => {
      git(repo, 'commit', '-q', '--allow-empty', '-m', 'Meanwhile');
      return Promise.resolve({ allow: true });
    });
    const merged = await workspaces.merge('R1', { into: 'main', key: 'land', branches: [one], gate });
    expect(merged).toMatchObject({ status: 'moved', message: expect.stringContaining('refs/heads/main moved from') });
    expect(git(repo, 'log', '-1', '--format=%s', 'main')).toBe('Meanwhile');
  });
});
