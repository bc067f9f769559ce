/** Which steps left a diff, and in which of their rounds. */
import type { Envelope, RunEvent } from '../../../engine/events.ts';
import type { StepRow } from '../../view/index.ts';
import type { DiffRound, DiffStep } from '../types.ts';

export interface DiffBook {
  /** `isLarge`: its diff is a large value, which stays in its place. */
  fold(envelope: Envelope, address: string, row: StepRow | undefined, isLarge: boolean): void;
  /** The newest first. */
  steps(): readonly DiffStep[];
}

type Values = Readonly<Record<string, unknown>>;

export function createDiffBook(): DiffBook {
  const steps = new Map<string, { readonly row: StepRow | undefined; readonly rounds: DiffRound[] }>();
  return {
    fold({ seq, event }, address, row, isLarge) {
      const left = diffIn(event, isLarge);
      if (left === undefined) return;
      const step = steps.get(address) ?? { row, rounds: [] };
      step.rounds.unshift({ seq, at: event.at, ...left });
      // The newest last.
      steps.delete(address);
      steps.set(address, step);
    },
    steps: () =>
      [...steps].reverse().map(([address, { row, rounds }]) => ({
        address,
        ...(row?.agent !== undefined && { agent: row.agent }),
        ...(row?.title !== undefined && { title: row.title }),
        rounds: [...rounds],
      })),
  };
}

/** Of the result of an attempt that changed something. */
function diffIn(event: RunEvent, isLarge: boolean): Omit<DiffRound, 'seq' | 'at'> | undefined {
  const { result, attempt } = event as { result?: unknown; attempt?: number };
  const { diff, branch, commit, files } = Object(result) as Values;
  if (!(typeof diff === 'string' && diff !== '') && !isLarge) return undefined;
  const counts = Array.isArray(files) ? files.map((file) => Object(file) as Values) : [];
  const sum = (key: string): number => counts.reduce((total, file) => total + (Number(file[key]) || 0), 0);
  return {
    ...(attempt !== undefined && { attempt }),
    ...(typeof branch === 'string' && { branch }),
    ...(typeof commit === 'string' && { commit }),
    added: sum('added'),
    removed: sum('removed'),
    files: counts.length,
  };
}
