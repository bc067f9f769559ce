/** The tool calls of a simulation, carried out for real: in the words of the port, then on the place. */
import type { Tool } from '../../engine/events.ts';
import { onAbort } from '../../engine/ports/on-abort.ts';
import type { Place } from '../../engine/ports/place.ts';
import type { Action } from './simulation.ts';

/** A tool call as every harness says it, for `decide`. */
export function toolOf(action: Action): Tool {
  const { does } = action;
  switch (does) {
    case 'read':
    case 'delete':
      return { kind: does, name: does, input: { path: action.path } };
    case 'list':
      return { kind: 'search', name: 'list', input: { path: action.path } };
    case 'search':
      return { kind: 'search', name: 'search', input: { text: action.text, path: action.path } };
    case 'write':
      return { kind: 'write', name: 'write', input: { path: action.path, content: action.content } };
    case 'edit':
      return { kind: 'edit', name: 'edit', input: { path: action.path, old: action.old, new: action.new } };
    case 'shell':
      return { kind: 'shell', name: 'shell', input: { command: action.script } };
  }
}

export interface Done {
  readonly ok: boolean;
  readonly output: string;
}

interface Surroundings {
  readonly place: Place;
  readonly env: Readonly<Record<string, string>>;
  /** When it is aborted, a running command is killed before the answer comes. */
  readonly signal: AbortSignal;
}

/** Never rejects: a tool that fails is something the agent hears about. */
export async function carryOut(action: Action, around: Surroundings): Promise<Done> {
  try {
    return await perform(action, around);
  } catch (error) {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(action: Action, around: Surroundings): Promise<Done> {
  const { place } = around;
  switch (action.does) {
    case 'read':
      return { ok: true, output: await place.read(action.path) };
    case 'list':
      return { ok: true, output: (await place.list(action.path)).join('\n') };
    case 'search':
      return search(action, around);
    case 'write':
      await place.write(action.path, action.content);
      return { ok: true, output: `Wrote ${action.path}.` };
    case 'edit':
      return edit(action, place);
    case 'delete':
      await place.remove(action.path);
      return { ok: true, output: `Deleted ${action.path}.` };
    case 'shell':
      return command(['sh', '-euc', action.script], around);
  }
}

/**
 * Replaces the one place where `old` stands. An edit that is found done counts as done: an attempt may be started
 * again in the worktree of one that was lost.
 */
async function edit({ path, old, new: next }: Extract<Action, { does: 'edit' }>, place: Place): Promise<Done> {
  const before = await place.read(path);
  const isDone = next !== '' && before.includes(next) && !before.replaceAll(next, '').includes(old);
  if (isDone) return { ok: true, output: `${path} says so already.` };
  const at = before.indexOf(old);
  if (at === -1) return { ok: false, output: `The text to replace does not stand in ${path}.` };
  if (before.includes(old, at + 1))
    return { ok: false, output: `The text to replace stands more than once in ${path}.` };
  await place.write(path, before.slice(0, at) + next + before.slice(at + old.length));
  return { ok: true, output: `Edited ${path}.` };
}

/** Lines that hold the text, with file and number. To find none is no failure, though grep exits with 1. */
async function search({ text, path }: Extract<Action, { does: 'search' }>, around: Surroundings): Promise<Done> {
  const found = await command(['grep', '-rnIF', '--exclude-dir=.git', '-e', text, '--', path], around);
  return found.code === 1 ? { ok: true, output: 'Nothing found.' } : found;
}

async function command(
  argv: readonly string[],
  { place, env, signal }: Surroundings,
): Promise<Done & { readonly code?: number }> {
  signal.throwIfAborted();
  const spawned = place.spawn(argv, { env, keepBytes: 64 * 1024 });
  const kill = (): void => void spawned.kill();
  const spare = onAbort(signal, kill);
  const exit = await spawned.exit;
  if (signal.aborted) await spawned.kill();
  spare();
  const { stdout, stderr } = await spawned.output;
  const said = `${stdout}${stderr}`;
  if (exit.type !== 'code')
    return { ok: false, output: `${said}(${exit.type === 'signal' ? exit.signal : exit.message})` };
  return exit.code === 0
    ? { ok: true, output: said, code: 0 }
    : { ok: false, output: `${said}(exit code ${exit.code})`, code: exit.code };
}
