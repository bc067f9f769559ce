/** Tool calls as agents make them: what most of them do, and one that cannot be read. */
import type { Command, Moment, Reading, ToolCall } from '../../../policies/words.ts';

const cost = {
  run: 4_200_000,
  session: 1_300_000,
  agent: 4_200_000,
  step: 1_300_000,
  reserved: 5_000_000,
  userToday: 12_000_000,
  projectToday: 40_000_000,
};

const command = (program: string, subcommand = '', ...args: string[]): Command => ({
  program,
  subcommand,
  args,
  flags: args.filter((word) => word.startsWith('-')),
});

function calling(kind: string, input: Record<string, string>, reading: Partial<Reading>): Moment {
  const tool: ToolCall = {
    kind,
    name: kind,
    digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    input,
    reading: { files: [], commands: [], installs: [], hosts: [], opaque: [], ...reading },
  };
  return {
    now: Date.parse('2026-11-26T10:00:00Z'),
    run: { id: 'r1', workflow: 'polly', startedBy: 'ada', startedAt: Date.parse('2026-11-26T09:00:00Z') },
    cost,
    running: [{ step: 'build', agent: 'claude', vendor: 'anthropic' }],
    agent: { name: 'claude', harness: 'claude-code', vendor: 'anthropic', model: 'opus', sandboxed: true },
    step: { id: 'build', kind: 'agent' },
    session: { id: 's1' },
    tool,
  };
}

/** What agents do nearly all the time. */
export const ordinaryCalls: readonly Moment[] = [
  calling('read', { path: 'src/index.ts' }, { files: [{ path: 'src/index.ts', op: 'read' }] }),
  calling('edit', { path: 'src/index.ts' }, { files: [{ path: 'src/index.ts', op: 'edit', hash: 'ab12' }] }),
  calling('search', { pattern: 'export function' }, {}),
  calling('shell', { command: 'npm test' }, { commands: [command('npm', 'test')] }),
  calling(
    'shell',
    { command: 'git add -A && git commit -m "Say hello" && git status' },
    { commands: [command('git', 'add', '-A'), command('git', 'commit', '-m', 'Say hello'), command('git', 'status')] },
  ),
];

/** One that most policies do not decide. */
export const opaqueCall = calling(
  'shell',
  { command: '"$TOOL" push' },
  { opaque: [{ kind: 'dynamic', why: '`$TOOL` is the program' }] },
);
