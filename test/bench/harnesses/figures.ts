/** What is printed of each harness, ratios first. */
import type { RealSubject } from '../../agents/conformance/real/words.ts';
import type { Figure, Told } from '../cases.ts';
import { bareRuns } from './bare.ts';

/** Over the bare program in its own home; and in a new one, as each session of `omni` has one. */
const compared: readonly Figure[] = [
  { key: 'wall_ratio', text: 'wall over the bare program', unit: 'x' },
  { key: 'cpu_ratio', text: 'CPU over the bare program', unit: 'x' },
  { key: 'fresh_wall_ratio', text: 'wall over it in a new home', unit: 'x' },
  { key: 'fresh_cpu_ratio', text: 'CPU over it in a new home', unit: 'x' },
  { key: 'added_wall_ms', text: 'wall added', unit: 'ms' },
  { key: 'added_cpu_ms', text: 'CPU added', unit: 'ms' },
  { key: 'fresh_wall_ms', text: 'wall added, in a new home', unit: 'ms' },
  { key: 'fresh_cpu_ms', text: 'CPU added, in a new home', unit: 'ms' },
  { key: 'gate_ms', text: 'added to a call, by the slope', unit: 'ms' },
  { key: 'gate_seen_ms', text: 'added to a call, by the model', unit: 'ms' },
  { key: 'gate_cpu_ms', text: 'CPU added to a call', unit: 'ms' },
  { key: 'bare_wall_ms', text: 'the bare program', unit: 'ms' },
  { key: 'bare_cpu_ms', text: 'CPU of the bare program', unit: 'ms' },
  { key: 'bare_call_ms', text: 'a call of the bare program', unit: 'ms' },
];

const alone: readonly Figure[] = [
  { key: 'omni_wall_ms', text: 'the session', unit: 'ms' },
  { key: 'omni_cpu_ms', text: 'CPU of the session', unit: 'ms' },
  { key: 'own_cpu_ms', text: "of which omni's own process", unit: 'ms' },
  { key: 'omni_call_ms', text: 'a call of the session', unit: 'ms' },
  { key: 'idle_rss_mb', text: 'omni, an idle session (RSS)', unit: 'MB' },
  { key: 'idle_live_mb', text: 'omni, what of it is in use', unit: 'MB' },
];

const ofProgram: readonly Figure[] = [
  { key: 'one_mb', text: 'the harness, one idle (PSS)', unit: 'MB' },
  { key: 'each_mb', text: 'the harness, each of ten', unit: 'MB' },
];

export const toldOf = ({ harness, program }: RealSubject): Told => ({
  name: harness,
  text: 'a session of 5 shell calls, gated by an adapter that allows all',
  figures: [...(bareRuns[harness] ? compared : []), ...alone, ...(program ? ofProgram : [])],
});
