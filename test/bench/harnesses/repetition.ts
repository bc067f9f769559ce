/**
 * One repetition: what is measured of one harness, in a process that has measured nothing before.
 *
 * Sessions with and without `omni` take turns, and then again in the other order, since a busy machine is another
 * machine a second later. All are added up before they are compared.
 */
import type { RealSubject } from '../../agents/conformance/real/words.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { Skipped } from '../skipped.ts';
import { bareRuns } from './bare.ts';
import { measureIdle } from './idle.ts';
import { inNewHome, inOwnHome, type Spent, throughAdapter } from './sessions.ts';
import { onStage, type Stage } from './stage.ts';

const ways = { omni: throughAdapter, own: inOwnHome, fresh: inNewHome } as const;
type Way = keyof typeof ways;

/** Tool calls of a session whose cost is told, and of the two that its slope is taken from. */
const usual = 5;
const [few, many] = [1, 21];

export function measureHarness(subject: RealSubject, entry: string): Promise<Record<string, number>> {
  const reason = subject.program && whyNot(subject.program.name);
  if (reason !== undefined) throw new Skipped(reason);
  if (process.platform !== 'linux') throw new Skipped('only Linux tells what processes took');
  return onStage(subject, entry, async (stage) => {
    const hasBare = bareRuns[subject.harness] !== undefined;
    // Files are read for the first time, and the home of the bare program is made.
    for (const way of hasBare ? [ways.own, ways.omni] : [ways.omni]) await way(stage, few);
    const idle = await measureIdle(stage);
    const spent = await takeTurns(stage, hasBare);
    return { ...idle, ...alone(spent), ...(hasBare && compared(spent)) };
  });
}

type Sums = ReadonlyMap<string, Spent>;
const keyOf = (way: Way, calls: number): string => `${way} ${calls}`;

async function takeTurns(stage: Stage, hasBare: boolean): Promise<Sums> {
  const bare: readonly (readonly [Way, number])[] = [
    ['own', usual],
    ['fresh', usual],
    ['own', few],
    ['own', many],
  ];
  const omni: readonly (readonly [Way, number])[] = [
    ['omni', usual],
    ['omni', few],
    ['omni', many],
  ];
  const turns = [...omni, ...(hasBare ? bare : [])].toSorted(([, a], [, b]) => a - b);
  const sums = new Map<string, Spent>();
  for (const [way, calls] of [...turns, ...turns.toReversed()]) {
    const one = await ways[way](stage, calls);
    const sum = sums.get(keyOf(way, calls));
    sums.set(keyOf(way, calls), sum ? mean(sum, one) : one);
  }
  return sums;
}

const mean = (a: Spent, b: Spent): Spent => ({
  wallMs: (a.wallMs + b.wallMs) / 2,
  harnessCpuMs: (a.harnessCpuMs + b.harnessCpuMs) / 2,
  ownCpuMs: (a.ownCpuMs + b.ownCpuMs) / 2,
  perCallMs: (a.perCallMs + b.perCallMs) / 2,
});

const of = (sums: Sums, way: Way, calls: number): Spent => {
  const spent = sums.get(keyOf(way, calls));
  if (spent === undefined) throw new Error(`${keyOf(way, calls)} was not measured`);
  return spent;
};

/** Milliseconds that one more call takes. */
const slope = (sums: Sums, way: Way, read: (spent: Spent) => number): number =>
  (read(of(sums, way, many)) - read(of(sums, way, few))) / (many - few);

const wall = ({ wallMs }: Spent): number => wallMs;
/** The process that runs the bare program is no part of it. */
const bareCpu = ({ harnessCpuMs }: Spent): number => harnessCpuMs;
const omniCpu = ({ harnessCpuMs, ownCpuMs }: Spent): number => harnessCpuMs + ownCpuMs;

function alone(sums: Sums): Record<string, number> {
  const omni = of(sums, 'omni', usual);
  return {
    omni_wall_ms: wall(omni),
    omni_cpu_ms: omniCpu(omni),
    own_cpu_ms: omni.ownCpuMs,
    omni_call_ms: slope(sums, 'omni', wall),
  };
}

function compared(sums: Sums): Record<string, number> {
  const [omni, own, fresh] = [of(sums, 'omni', usual), of(sums, 'own', usual), of(sums, 'fresh', usual)];
  return {
    wall_ratio: wall(omni) / wall(own),
    cpu_ratio: omniCpu(omni) / bareCpu(own),
    fresh_wall_ratio: wall(omni) / wall(fresh),
    fresh_cpu_ratio: omniCpu(omni) / bareCpu(fresh),
    added_wall_ms: wall(omni) - wall(own),
    added_cpu_ms: omniCpu(omni) - bareCpu(own),
    fresh_wall_ms: wall(omni) - wall(fresh),
    fresh_cpu_ms: omniCpu(omni) - bareCpu(fresh),
    gate_ms: slope(sums, 'omni', wall) - slope(sums, 'own', wall),
    gate_seen_ms: of(sums, 'omni', many).perCallMs - of(sums, 'own', many).perCallMs,
    gate_cpu_ms: slope(sums, 'omni', omniCpu) - slope(sums, 'own', bareCpu),
    bare_call_ms: slope(sums, 'own', wall),
    bare_wall_ms: wall(own),
    bare_cpu_ms: bareCpu(own),
  };
}
