/** What is measured, and what each figure should come to. A goal is printed beside its figure and never asserted. */
export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Beyond the goal. */
  readonly aim?: number;
}

export interface Figure {
  /** As the case gives it. */
  readonly key: string;
  readonly text: string;
  readonly unit?: string;
  readonly goal?: Goal;
}

/** What is printed of a case. */
export interface Told {
  readonly name: string;
  readonly text: string;
  readonly figures: readonly Figure[];
}

export interface Case extends Told {
  /** Each repetition is a process of its own, which loads the case and calls it. */
  readonly load: () => Promise<{ measure(args: readonly string[]): Promise<Readonly<Record<string, number>>> }>;
}

/** CPU time tells the engine's own cost also where other processes slow down the clock. */
const overFloor: readonly Figure[] = [
  { key: 'steps_per_s', text: 'steps', unit: '/s' },
  { key: 'floor_per_s', text: 'raw commits', unit: '/s' },
  { key: 'cpu_us', text: 'CPU of a step', unit: 'us' },
  { key: 'floor_cpu_us', text: 'CPU of a raw commit', unit: 'us' },
];

export const cases: readonly Case[] = [
  {
    name: 'sequential',
    text: '1,000 durable steps, one after another',
    figures: [
      { key: 'ratio', text: 'steps over raw commits', unit: 'x', goal: { atLeast: 0.5, aim: 0.7 } },
      ...overFloor,
    ],
    load: () => import('./cases/sequential.ts'),
  },
  {
    name: 'fan-out',
    text: 'foreach of 10,000 items, 64 at once',
    figures: [{ key: 'ratio', text: 'items over raw commits', unit: 'x', goal: { atLeast: 2 } }, ...overFloor],
    load: () => import('./cases/fan-out.ts'),
  },
  {
    name: 'kinds',
    text: '250 items: branches, a debate with a judge, a used workflow; 8 steps each',
    figures: [{ key: 'ratio', text: 'steps over raw commits', unit: 'x', goal: { atLeast: 0.5 } }, ...overFloor],
    load: () => import('./cases/kinds.ts'),
  },
  {
    name: 'fsyncs',
    text: 'fsyncs a step, counted with strace',
    figures: [
      { key: 'sequential', text: 'one after another', goal: { atLeast: 1, atMost: 1.05 } },
      { key: 'fan_out', text: 'fan-out', goal: { atMost: 0.1 } },
    ],
    load: () => import('./cases/fsyncs.ts'),
  },
  {
    name: 'growth',
    text: 'an event late in a run over one early, and bytes a step',
    figures: [
      { key: 'ratio', text: 'CPU at 10,000 over at 100', unit: 'x', goal: { atMost: 1.1 } },
      { key: 'early_us', text: 'CPU of an event at 100', unit: 'us' },
      { key: 'late_us', text: 'CPU of an event at 10,000', unit: 'us' },
      { key: 'bytes_ratio', text: 'bytes over 1.5 x payload + 150', unit: 'x', goal: { atMost: 1 } },
      { key: 'bytes_per_step', text: 'bytes a step', unit: 'B' },
    ],
    load: () => import('./cases/growth.ts'),
  },
  {
    name: 'replay',
    text: 'read, check and fold 20,000 events',
    figures: [
      { key: 'events_per_s', text: 'events', unit: '/s', goal: { atLeast: 20_000 } },
      { key: 'cpu_us', text: 'CPU of an event', unit: 'us' },
      { key: 'ratio', text: 'over bare rows', unit: 'x' },
      { key: 'floor_per_s', text: 'bare rows', unit: '/s' },
    ],
    load: () => import('./cases/replay.ts'),
  },
  {
    name: 'resume',
    text: 'a run of 10,000 events, in a new process',
    figures: [
      { key: 'first_step_ms', text: 'until the first step starts', unit: 'ms', goal: { atMost: 1_000 } },
      { key: 'cpu_ms', text: 'CPU until then', unit: 'ms' },
      { key: 'floor_ms', text: 'a process that does nothing', unit: 'ms' },
    ],
    load: () => import('./cases/resume.ts'),
  },
  {
    name: 'start-up',
    text: 'CPU of a command over an empty script',
    figures: [
      { key: 'help', text: 'omni --help', unit: 'x', goal: { atMost: 1.3 } },
      { key: 'validate', text: 'omni validate polly', unit: 'x', goal: { atMost: 2.5 } },
      { key: 'floor_ms', text: 'empty script', unit: 'ms' },
    ],
    load: () => import('./cases/start-up.ts'),
  },
  {
    name: 'memory',
    text: 'foreach of 10,000 items, 64 at once',
    figures: [
      { key: 'peak_mb', text: 'peak RSS', unit: 'MB', goal: { atMost: 200 } },
      { key: 'floor_mb', text: 'before the run', unit: 'MB' },
    ],
    load: () => import('./cases/memory.ts'),
  },
  {
    name: 'processes',
    text: '2,000 processes, 8 at once',
    figures: [
      { key: 'ratio', text: 'items over a bare execa pool', unit: 'x', goal: { atLeast: 0.85 } },
      { key: 'processes_per_s', text: 'items', unit: '/s' },
      { key: 'floor_per_s', text: 'bare processes', unit: '/s' },
    ],
    load: () => import('./cases/processes.ts'),
  },
  {
    name: 'policies',
    text: 'a tool call judged by 20 policies',
    figures: [
      { key: 'decision_us', text: 'CPU of a decision', unit: 'us', goal: { atMost: 200 } },
      { key: 'decisions_per_s', text: 'decisions', unit: '/s' },
      { key: 'opaque_us', text: 'CPU of one on a call that cannot be read', unit: 'us' },
      { key: 'track_us', text: 'CPU of following a call', unit: 'us' },
    ],
    load: () => import('./cases/policies.ts'),
  },
  {
    name: 'round-trip',
    text: 'a tool call that lists a folder, asked for under 20 policies and carried out by the simulated harness',
    figures: [
      { key: 'share', text: 'policies, of the round trip', unit: '%' },
      { key: 'policies_us', text: 'judging and following a call', unit: 'us' },
      { key: 'call_us', text: 'the round trip', unit: 'us' },
      { key: 'bare_us', text: 'the round trip without policies', unit: 'us' },
    ],
    load: () => import('./cases/round-trip.ts'),
  },
  {
    name: 'what-if',
    text: 'policies asked again over a recorded run of 4,000 tool calls',
    figures: [
      { key: 'one_per_s', text: 'decisions of one policy', unit: '/s', goal: { atLeast: 2_000 } },
      { key: 'all_per_s', text: 'decisions of 20 policies', unit: '/s' },
      { key: 'one_us', text: 'CPU of a decision of one', unit: 'us' },
      { key: 'all_us', text: 'CPU of a decision of 20', unit: 'us' },
      { key: 'replay_us', text: 'of which reading and folding', unit: 'us' },
    ],
    load: () => import('./cases/what-if.ts'),
  },
  {
    name: 'history',
    text: 'what is behind the pages of a run of 10,000 events: a transcript of 5 MB, and a foreach',
    figures: [
      { key: 'open_ms', text: 'the last page of the transcript, at first', unit: 'ms', goal: { atMost: 1_000 } },
      { key: 'page_ms', text: 'the same again', unit: 'ms' },
      { key: 'middle_page_ms', text: 'a page of its middle', unit: 'ms' },
      { key: 'events_page_ms', text: 'a page of the journal', unit: 'ms' },
      { key: 'calls_page_ms', text: 'a page of calls', unit: 'ms' },
      { key: 'state_ms', text: 'the state at its middle, at first', unit: 'ms', goal: { atMost: 1_000 } },
      { key: 'back_ms', text: 'one event back', unit: 'ms' },
      { key: 'heap_mb', text: 'heap that the history takes', unit: 'MB' },
      { key: 'wide_open_ms', text: 'the foreach, at first', unit: 'ms', goal: { atMost: 1_000 } },
      { key: 'wide_chart_ms', text: 'its chart', unit: 'ms' },
      { key: 'wide_state_ms', text: 'its state at the middle', unit: 'ms', goal: { atMost: 1_000 } },
      { key: 'wide_view_ms', text: 'its view at the middle', unit: 'ms' },
      { key: 'wide_back_ms', text: 'both, one event back', unit: 'ms' },
      { key: 'wide_heap_mb', text: 'heap that the history takes', unit: 'MB' },
    ],
    load: () => import('./cases/history.ts'),
  },
];
