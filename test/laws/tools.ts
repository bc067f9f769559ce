/**
 * What sessions of a guarded world tell beside their ends: calls with readings, what would land, what they spend. All
 * of it follows from where it is told, so that a call that is made again is the same call.
 */
import type { Landing, Tool, ToolReading, Usage } from '../../engine/events.ts';
import { canonicalJson } from '../../schema/json.ts';
import { hashOf } from './script.ts';
import { pickOf } from './stock.ts';

const nothing: ToolReading = { files: [], commands: [], installs: [], hosts: [], opaque: [] };

const tool = (kind: Tool['kind'], input: object, reading: Partial<ToolReading> = {}): Tool => ({
  kind,
  name: kind === 'mcp' ? 'srv.tool' : kind,
  input,
  digest: canonicalJson([kind, input]),
  reading: { ...nothing, ...reading },
});
const shell = (command: string, reading: Partial<ToolReading> = {}): Tool => {
  const [program = '', subcommand = '', ...args] = command.split(' ');
  return tool('shell', { command }, { commands: [{ program, subcommand, args, flags: [] }], ...reading });
};

/** What cannot be read, or was not, does more than it says. */
export const toolStock: readonly Tool[] = [
  shell('git push'),
  shell('git push', { opaque: [{ kind: 'env', why: 'it depends on $HOME' }] }),
  shell('npm install left-pad', { installs: ['left-pad'] }),
  tool('shell', { command: '$x' }, { opaque: [{ kind: 'dynamic', why: 'the program is "$x"' }] }),
  tool('write', { path: 'a.txt' }, { files: [{ path: 'a.txt', op: 'create', hash: 'a1' }] }),
  tool('edit', { path: 'docs/b.md' }, { files: [{ path: 'docs/b.md', op: 'edit' }] }),
  tool('read', { path: 'a.txt' }, { files: [{ path: 'a.txt', op: 'read' }] }),
  tool('fetch', { url: 'https://example.org' }, { hosts: ['example.org'] }),
  tool('mcp', { any: 1 }),
  { kind: 'other', name: 'unread', input: {} },
];

export interface Told {
  readonly frame: string;
  readonly step: string;
}

const chance = ({ frame, step }: Told, what: string): number => hashOf(`${frame}|${step}|${what}`);

export const toolAt = (told: Told, nth: number): Tool => pickOf(toolStock, chance(told, `tool ${nth}`));
export const endsWell = (told: Told, nth: number): boolean => chance(told, `ok ${nth}`) % 4 !== 0;

export function landingOf(branch: string, into: string): Landing {
  const files = [{ path: 'a.txt', op: 'create', hash: 'a1' }];
  return { branch, into, files, digest: canonicalJson([branch, into, files]) };
}

const costs: readonly Usage[] = [
  { input: 3, output: 1, costMicroUsd: 250_000 },
  { input: 3, output: 1, costMicroUsd: 250_000 },
  { input: 3, output: 1, costMicroUsd: 500_000 },
  { input: 3, output: 1 },
];
/** One report, or two, or three; or none. */
export const usagesOf = (told: Told): readonly Usage[] =>
  Array.from({ length: chance(told, 'reports') % 4 }, (_, nth) => pickOf(costs, chance(told, `cost ${nth}`)));

export const isRenamed = (told: Told): boolean => chance(told, 'renamed') % 3 === 0;
export const isSpokenTo = (told: Told): boolean => chance(told, 'spoken') % 3 === 0;
