/** Programs that say their version in every way that programs do. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalPlace } from '../../agents/places/local.ts';
import { createReaper } from '../../agents/places/reaper.ts';
import { probe } from '../../agents/probe.ts';
import { useTempFolder } from './temp.ts';

const folder = useTempFolder();

async function probeScript(script: string) {
  const root = mkdtempSync(join(folder, 'machine-'));
  const file = join(root, 'tool');
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  const reaper = createReaper();
  const place = createLocalPlace({ root, reaper, mark: reaper.mark('') });
  const found = await probe(place, 'tool', { PATH: `${root}:${process.env.PATH}` });
  reaper.dispose();
  return found;
}

test.each([
  ['2.1.332 (Claude Code)', '2.1.332'],
  ['git version 2.39.5', '2.39.5'],
  ['GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)', '5.2.15'],
  ['codex-cli 0.169.0-alpha.1', '0.169.0-alpha.1'],
  ['v20.20.2', '20.20.2'],
  ['nightly', 'nightly'],
])('%s', async (said, version) => {
  expect(await probeScript(`#!/bin/sh\necho '${said}'; echo more`)).toEqual({ state: 'ok', version });
});

test('a version on stderr counts too', async () => {
  expect(await probeScript('#!/bin/sh\necho 1.2 >&2')).toEqual({ state: 'ok', version: '1.2' });
});

test('only --version is asked, and nothing is given to a shell', async () => {
  expect(await probeScript('#!/bin/sh\necho "$# $1"')).toEqual({ state: 'ok', version: '1 --version' });
});

test('a program that fails is there, and broken', async () => {
  const found = await probeScript('#!/bin/sh\necho "no such library" >&2; exit 127');
  expect(found).toEqual({ state: 'broken', reason: 'tool --version ended with 127: no such library' });
});

test('a program that dies is broken', async () => {
  expect(await probeScript('#!/bin/sh\nkill -9 $$')).toMatchObject({ state: 'broken' });
});

test('a program whose interpreter is not there is not taken for a version', async () => {
  expect(await probeScript('#!/no/such/interpreter\n')).not.toMatchObject({ state: 'ok' });
});

test('a program that is nowhere on the PATH is missing', async () => {
  const root = mkdtempSync(join(folder, 'machine-'));
  const reaper = createReaper();
  const place = createLocalPlace({ root, reaper, mark: reaper.mark('') });
  expect(await probe(place, 'no-such-tool', { PATH: root })).toEqual({ state: 'missing' });
  reaper.dispose();
});
