/** Moments for the tests of this folder: an agent's tool call and what else there is, from the least that is said of it. */
import type { Command, Cost, FileEffect, Moment, Reading, ToolCall } from '../../policies/words.ts';

const cost: Cost = {
  run: 0,
  session: 0,
  agent: 0,
  step: 0,
  reserved: 0,
  userToday: 0,
  projectToday: 0,
};

export const usd = (amount: number): Partial<Cost> => ({ run: amount * 1_000_000 });

/** What `less` leaves out is an agent's doing in the step `build`, at ten o'clock of a Thursday. */
export function moment({
  cost: costs,
  ...more
}: Partial<Omit<Moment, 'cost'>> & { cost?: Partial<Cost> } = {}): Moment {
  return {
    now: Date.parse('2026-11-26T10:00:00Z'),
    run: { id: 'r1', workflow: 'polly', startedBy: 'ada@example.com', startedAt: Date.parse('2026-11-26T09:00:00Z') },
    running: [],
    agent: { name: 'claude', vendor: 'anthropic', harness: 'claude-code', model: 'opus', sandboxed: true },
    step: { id: 'build', kind: 'agent' },
    session: { id: 's1' },
    ...more,
    cost: { ...cost, ...costs },
  };
}

export function tool(reading: Partial<Reading>, more: Partial<ToolCall> = {}): ToolCall {
  return {
    kind: 'shell',
    name: 'Bash',
    digest: 'd1',
    input: {},
    reading: { files: [], commands: [], installs: [], hosts: [], opaque: [], ...reading },
    ...more,
  };
}

export function command(words: string): Command {
  const [program = '', subcommand = '', ...args] = words.split(' ');
  return { program, subcommand, args, flags: args.filter((word) => word.startsWith('-')) };
}

export const file = (path: string, op: FileEffect['op'], hash?: string): FileEffect => ({
  path,
  op,
  ...(hash !== undefined && { hash }),
});

export const dynamic: Reading['opaque'] = [{ kind: 'dynamic', why: '`$X` is the program' }];
