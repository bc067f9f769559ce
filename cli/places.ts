/** Finds things on this machine: the workflow that a path means, the project around it, and where its runs are kept. */
import { existsSync, lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { InvalidInput, reasonOf } from './report-error.ts';

/** What makes a folder the root of a project. */
const landmarks = ['omni.yaml', '.omni', '.git'];

/** The nearest folder at or above `folder` that is a project, else `folder` itself. */
export function findProject(folder: string): string {
  const start = resolve(folder);
  for (let at = start; ; at = dirname(at)) {
    if (landmarks.some((name) => existsSync(join(at, name)))) return at;
    if (dirname(at) === at) return start;
  }
}

/** Where runs are kept: `.omni/` of the project of the current folder, or what OMNI_HOME says. */
export function findHome(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.OMNI_HOME;
  return given === undefined || given === '' ? join(findProject(process.cwd()), '.omni') : resolve(given);
}

/**
 * The workflow file that `path` means, relative to the current folder: a file itself; for a folder the file of its
 * name, else the only one in it that holds a Workflow.
 */
export function findWorkflow(path: string): string {
  const found = resolve(path);
  const kind = look(path);
  if (kind === undefined)
    throw new InvalidInput(`there is no ${path}`, 'give a workflow file or its folder, or begin with: omni init');
  if (!kind.isDirectory()) return showPath(found);
  const named = ['yaml', 'yml'].map((extension) => join(found, `${basename(found)}.${extension}`)).find(existsSync);
  if (named !== undefined) return showPath(named);
  const workflows = list(found).filter((name) => /\.ya?ml$/.test(name) && holds(join(found, name), 'Workflow'));
  if (workflows.length === 1) return showPath(join(found, workflows[0]!));
  throw workflows.length === 0
    ? new InvalidInput(`there is no workflow in ${showPath(found)}`, 'write one with: omni init')
    : new InvalidInput(
        `there are several workflows in ${showPath(found)}: ${workflows.sort().join(', ')}`,
        `say which: ${join(showPath(found), workflows[0]!)}`,
      );
}

/** What a path that was given leads to; undefined: nothing. @throws InvalidInput where that cannot be found out */
export function look(path: string): Stats | undefined {
  try {
    return statSync(resolve(path), { throwIfNoEntry: false });
  } catch (error) {
    // A path through a file leads nowhere.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw new InvalidInput(`${path} cannot be opened: ${reasonOf(error)}`);
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new InvalidInput(`${showPath(folder)} cannot be read: ${reasonOf(error)}`);
  }
}

/** A path as a person at this terminal would write it. */
export function showPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}

/** Whether a file seems to hold a document of one of the kinds. A look at its text: the checker says the rest. */
export function holds(file: string, ...kinds: readonly string[]): boolean {
  try {
    const found = statSync(file);
    if (!found.isFile() || found.size > maxDocumentBytes) return false;
    const [, ...said] = readFileSync(file, 'utf8').split(/^kind:\s*["']?/m);
    return said.some((text) => kinds.includes(/^\w+/.exec(text)?.[0] ?? ''));
  } catch {
    // A link that leads nowhere, or a file of somebody else: not what was meant.
    return false;
  }
}

/** Documents are written by hand; what is larger is something else. */
export const maxDocumentBytes = 1024 * 1024;

/** Files that hold tables of cases: the one that `path` is, or all in the folder, in the order of their names. */
export function findTables(path: string): readonly string[] {
  const kind = look(path);
  if (kind === undefined)
    throw new InvalidInput(`there is no ${path}`, 'give a file of tables, or a folder of such files');
  const files = kind.isDirectory() ? walk(resolve(path)).map(showPath) : [showPath(path)];
  const tables = files.filter((file) => holds(file, 'PolicyTest'));
  if (tables.length > 0) return tables;
  throw new InvalidInput(`there is no table of cases in ${showPath(path)}`, 'a table begins with `kind: PolicyTest`');
}

const skipped = /^(\..*|node_modules)$/;

/** YAML files below a folder. Links are not followed: they may lead round in a circle. */
function walk(folder: string): readonly string[] {
  return list(folder)
    .filter((name) => !skipped.test(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      const kind = lstatSync(path);
      if (kind.isDirectory()) return walk(path);
      return kind.isFile() && /\.ya?ml$/.test(name) ? [path] : [];
    });
}
