/** What is measured: each system with each workload, as shipped and, where that differs, made to wait for the disk. */
import { join } from 'node:path';
import type { Workload } from './system.ts';

export interface Row {
  readonly system: string;
  readonly setting: string;
  readonly workload: Workload;
  readonly full: boolean;
  /** The file of a peer; ours where there is none. */
  readonly module?: string;
  /** What of the acknowledged steps a power cut can lose. */
  readonly loses: string;
}

interface Configured extends Omit<Row, 'workload' | 'loses'> {
  /** For each workload that is measured. */
  readonly loses: Readonly<Partial<Record<Workload, string>>>;
}

const both = (text: string) => ({ sequential: text, 'fan-out': text });
const peer = (name: string) => join(import.meta.dirname, `systems/${name}.mjs`);
const normal = 'the last steps: synchronous=NORMAL syncs at checkpoints only';
const unkept = 'all results: foreach keeps them in memory until the last, so any crash loses them';

const configured: readonly Configured[] = [
  { system: 'omni', setting: 'as shipped', full: true, loses: both('nothing') },
  {
    system: 'langgraph',
    setting: 'as shipped',
    full: false,
    module: peer('langgraph'),
    loses: both(`${normal}; durability=async does not wait`),
  },
  {
    system: 'langgraph',
    setting: 'FULL, durability=sync',
    full: true,
    module: peer('langgraph'),
    loses: both('nothing'),
  },
  { system: 'restate', setting: 'as shipped', full: false, module: peer('restate'), loses: both('nothing') },
  {
    system: 'mastra',
    setting: 'as shipped',
    full: false,
    module: peer('mastra'),
    loses: { sequential: normal, 'fan-out': unkept },
  },
  {
    system: 'mastra',
    setting: 'a chain of steps',
    full: false,
    module: peer('mastra-chain'),
    loses: { sequential: normal },
  },
  {
    system: 'mastra',
    setting: 'FULL',
    full: true,
    module: peer('mastra'),
    loses: { sequential: 'the last step: its result is written when the next one starts', 'fan-out': unkept },
  },
];

export const systems: readonly string[] = [...new Set(configured.map(({ system }) => system))];

export const rows: readonly Row[] = (['sequential', 'fan-out'] as const).flatMap((workload) =>
  configured.flatMap(({ loses: { [workload]: loses }, ...row }) => (loses ? [{ ...row, workload, loses }] : [])),
);
