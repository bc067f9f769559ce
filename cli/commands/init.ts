/** `omni init`: writes the starter and says what to do with it. Never overwrites a file. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { look, showPath } from '../places.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { shellLine } from '../shell-words.ts';
import { starterFiles } from '../starter.ts';
import { openTerminal } from '../terminal.ts';

export async function init(folder: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const root = resolve(folder);
  const files = Object.entries(starterFiles(nameOf(root))).map(([path, content]) => ({
    path: join(root, path),
    content,
  }));
  const taken = files.filter(({ path }) => existsSync(path)).map(({ path }) => showPath(path));
  if (taken.length > 0)
    throw new InvalidInput(`there is already ${taken.join(', ')}`, 'name another folder: omni init FOLDER');
  if (look(folder)?.isDirectory() === false) throw new InvalidInput(`${folder} is not a folder`);
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true });
    // `wx`: between the look above and now somebody else may have written it.
    writeFileSync(path, content, { flag: 'wx' });
  }
  const here = showPath(root);
  const next = [
    shellLine('omni', 'validate', here),
    shellLine('omni', 'plan', here),
    shellLine('omni', 'apply', here, '--simulate', join(here, 'simulate.yaml'), '--yes'),
  ];
  if (terminal.json) terminal.emit('init', { files: files.map(({ path }) => showPath(path)), next });
  else {
    const { green, dim, signs } = terminal.out.style;
    terminal.out.print(
      ...files.map(({ path }) => `${green(signs.life.done)} ${neutraliseLine(showPath(path))}`),
      '',
      dim('Next:'),
    );
    terminal.out.print(...next.map((command) => `  ${neutraliseLine(command)}`));
  }
  return exit.done;
}

/** A document name made of the folder's. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return name === '' ? 'hello' : name.slice(0, 40);
}
