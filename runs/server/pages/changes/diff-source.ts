/** What a page of changes shows: what an attempt left, or how a workspace stands now. Both are read alike. */

import { OmniError } from '../../../../schema/error.ts';
import { linesOf } from '../../../history/diffs/lines.ts';
import { nameAll } from '../../../history/diffs/name-all.ts';
import { splitDiff } from '../../../history/diffs/split.ts';
import type { DiffFilePage, DiffRound, DiffStep, ParsedDiff } from '../../../history/index.ts';
import type { LookedAt, WorkspaceLook } from '../../ports.ts';
import type { PageContext } from '../context.ts';
import { numberOf } from '../numbers.ts';

export interface DiffSource extends ParsedDiff {
  /** What names it in an address. */
  readonly query: { readonly seq: number } | { readonly workspace: string };
  /** What comments on it are about: a branch. */
  readonly workspace: string;
  /** The step that wrote it, where it is known. */
  readonly step?: DiffStep;
  readonly round?: DiffRound;
  /** Whether its files can be looked at beside it. */
  readonly look: boolean;
  file(index: number, query: { readonly from?: number; readonly limit?: number }): Promise<DiffFilePage | undefined>;
}

export interface DiffChoice {
  readonly steps: readonly DiffStep[];
  readonly workspaces: readonly LookedAt[];
}

export async function readChoice({ history, look }: PageContext, run: string): Promise<DiffChoice> {
  const [steps, workspaces] = await Promise.all([history.diffs(run), look?.list(run) ?? []]);
  return { steps, workspaces };
}

/** What the query asks for, else what was written last. Undefined: there is no such thing. */
export async function openDiff(
  context: PageContext,
  run: string,
  { steps, workspaces }: DiffChoice,
  query: Readonly<Record<string, string>>,
): Promise<DiffSource | undefined> {
  const known = query.workspace === undefined ? undefined : workspaces.find(({ key }) => key === query.workspace);
  if (query.workspace !== undefined) return known && openWorkspace(context, run, known.key, steps);
  const wanted = numberOf(query.seq);
  const rounds = steps.flatMap((step) => step.rounds.map((round) => ({ step, round })));
  const chosen = wanted === undefined ? newest(rounds) : rounds.find(({ round }) => round.seq === wanted);
  if (chosen === undefined) return undefined;
  const { step, round } = chosen;
  const parsed = await context.history.diff(run, round.seq);
  if (parsed === undefined) return undefined;
  const workspace = round.branch ?? step.address;
  return {
    ...parsed,
    ...{ query: { seq: round.seq }, workspace, step, round },
    look: workspaces.some(({ key }) => key === workspace),
    file: (index, window) => context.history.diffFile(run, round.seq, index, window),
  };
}

const newest = <T extends { readonly round: DiffRound }>(rounds: readonly T[]): T | undefined =>
  rounds.reduce<T | undefined>((last, one) => (last && last.round.seq > one.round.seq ? last : one), undefined);

async function openWorkspace(
  { look }: PageContext,
  run: string,
  key: string,
  steps: readonly DiffStep[],
): Promise<DiffSource | undefined> {
  if (look === undefined) return undefined;
  const { diff, files: counted, cut, problem }: Seen = await look.changes(run, key).catch(explain);
  const split = nameAll(splitDiff(diff), counted, cut);
  const { text: _, files, ...about } = split;
  const step = steps.find(({ rounds }) => rounds[0]?.branch === key);
  return {
    ...about,
    files: files.map(({ hunks: _, ...file }) => file),
    ...(problem !== undefined && { problem }),
    ...{ query: { workspace: key }, workspace: key, look: true },
    ...(step && { step }),
    async file(index, window) {
      const file = split.files[index];
      return file && linesOf(split, file, window);
    },
  };
}

type Seen = Pick<ParsedDiff, 'cut' | 'problem'> & Pick<Awaited<ReturnType<WorkspaceLook['changes']>>, 'diff' | 'files'>;

/** What is not shown for its secrets says so where it would stand. */
function explain(error: unknown): Seen {
  if (!(error instanceof OmniError) || error.code !== 'OMNI7023') throw error;
  return { diff: '', files: [], cut: true, problem: [error.message, error.help].join(' ') };
}
