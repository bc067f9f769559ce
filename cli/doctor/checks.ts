/** What omni needs of a machine, and what it finds there. */
import { isAtLeast } from '../../agents/kit/program.ts';
import { type Probed, probe } from '../../agents/probe.ts';
import { harnessPrograms } from '../../agents/programs.ts';
import type { Place } from '../../engine/ports/place.ts';
import { nodeFloor } from '../version.ts';

export interface Check {
  readonly group: 'machine' | 'harnesses' | 'agents';
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'broken';
  /** Without it nothing runs. */
  readonly needed: boolean;
  /** The version that was found, and of what where the name does not say. */
  readonly found?: string;
  /** What is wrong, and what to do. */
  readonly help?: string;
}

export interface Machine {
  readonly place: Place;
  readonly env: Readonly<Record<string, string>>;
  /** Such as `20.20.2`. */
  readonly node: string;
  readonly platform: NodeJS.Platform;
}

/** In the order in which they are shown. */
export async function checkMachine({ place, env, node, platform }: Machine): Promise<readonly Check[]> {
  const ask = (program: string) => probe(place, program, env);
  const tools = platform === 'linux' ? [...everywhere, onLinux] : everywhere;
  const [own, harnesses] = await Promise.all([
    Promise.all(tools.map(async (tool) => checkTool(tool, await ask(tool.program)))),
    Promise.all(
      harnessPrograms.map(async ({ harness, program, install }): Promise<Check> => {
        const described = describe(await ask(program), install, program);
        return { ...described, group: 'harnesses', name: harness, needed: false };
      }),
    ),
  ]);
  return [checkNode(node), ...own, ...harnesses];
}

interface Tool {
  readonly name: string;
  readonly program: string;
  readonly needed: boolean;
  readonly help: string;
}

const everywhere: readonly Tool[] = [
  { name: 'git', program: 'git', needed: true, help: 'worktrees, reviews and merges need it: install git' },
  { name: 'bash', program: 'bash', needed: false, help: '`run` steps use sh instead' },
];
const onLinux: Tool = {
  name: 'bubblewrap',
  program: 'bwrap',
  needed: false,
  help: 'for sandboxes, which are not in this version yet: install bubblewrap',
};

function checkNode(node: string): Check {
  const enough = isAtLeast(node, nodeFloor);
  return {
    group: 'machine',
    name: 'node',
    state: enough ? 'ok' : 'broken',
    needed: true,
    found: node,
    ...(!enough && { help: `too old: omni needs ${nodeFloor} or later` }),
  };
}

function checkTool({ name, needed, help }: Tool, probed: Probed): Check {
  return { ...describe(probed, help), group: 'machine', name, needed };
}

/** `program` is said where the check is called otherwise. */
function describe(probed: Probed, help: string, program?: string): Pick<Check, 'state' | 'found' | 'help'> {
  const called = program === undefined ? '' : `${program} `;
  if (probed.state === 'ok') return { state: 'ok', found: `${called}${probed.version}` };
  if (probed.state === 'broken') return { state: 'broken', help: probed.reason };
  return { state: 'missing', help: program === undefined ? help : `no ${program} on the PATH: ${help}` };
}
