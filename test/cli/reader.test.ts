import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeReader } from '../../cli/reader.ts';

let folder: string;
let project: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'omni-reader-')));
  project = join(folder, 'project');
  mkdirSync(join(project, 'agents'), { recursive: true });
  mkdirSync(join(folder, 'project-beside'));
  writeFileSync(join(folder, 'secret.yaml'), 'secret');
  writeFileSync(join(folder, 'project-beside/x.yaml'), 'secret');
  writeFileSync(join(project, 'good.yaml'), 'name: é');
  writeFileSync(join(project, 'latin1.yaml'), Buffer.from([0x6e, 0xe9]));
  writeFileSync(join(project, 'large.yaml'), 'x'.repeat(1024 * 1024 + 1));
  symlinkSync('good.yaml', join(project, 'inside.yaml'));
  symlinkSync('../secret.yaml', join(project, 'outside.yaml'));
  symlinkSync('..', join(project, 'up'));
  symlinkSync('/dev/zero', join(project, 'zero.yaml'));
  symlinkSync('loop.yaml', join(project, 'loop.yaml'));
  execFileSync('mkfifo', [join(project, 'pipe.yaml')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string) => makeReader(project).read(join(project, path));

test.each(['good.yaml', 'inside.yaml', 'agents/../good.yaml'])('%s is read', (path) => {
  expect(read(path)).toEqual({ text: 'name: é' });
});

test.each([
  ['../secret.yaml', 'outside'],
  ['outside.yaml', 'outside'],
  ['up/secret.yaml', 'outside'],
  ['up/project-beside/x.yaml', 'outside'],
  ['zero.yaml', 'outside'],
  ['agents', 'directory'],
  ['nothing.yaml', 'missing'],
  ['good.yaml/x', 'missing'],
  ['large.yaml', 'too-large'],
  ['latin1.yaml', 'unreadable'],
  ['pipe.yaml', 'unreadable'],
  ['loop.yaml', 'unreadable'],
  ['nul\0.yaml', 'unreadable'],
])('%j is refused: %s', (path, error) => {
  expect(read(path)).toMatchObject({ error });
});
