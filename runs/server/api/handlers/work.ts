/** What agents did and wrote, as `runs/history` tells it, and what stands in their workspaces. */
import type { Page } from '../../../history/index.ts';
import type { ApiParts, Handlers } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { ApiError, notFound } from '../problem.ts';
import { findListed } from '../runs.ts';

type Work = 'showTranscript' | 'listCalls' | 'showCosts' | 'listDiffs' | 'showDiff' | 'showDiffFile';

export function workHandlers({ record, history }: ApiParts): Pick<Handlers, Work> {
  return {
    async showTranscript({ params, query }) {
      const { run } = findListed(record, params.run);
      const { limit = 100, cursor, since, cut } = query;
      if (since !== undefined && cursor !== undefined) {
        throw new ApiError(400, { detail: 'Give `since` or `cursor`, not both.' });
      }
      const question = { run, address: params.address };
      const after = Number(readCursor(question, cursor) ?? 0);
      const window = since === undefined ? { after, limit } : { since };
      const page = await history.transcript(run, params.address, { ...window, ...(cut !== undefined && { cut }) });
      return {
        entries: page.items,
        ...onward(question, since === undefined && page.more ? page.later : undefined),
        head: page.head,
      };
    },
    async listCalls({ params, query }) {
      const { run } = findListed(record, params.run);
      const { limit = 100, cursor, step, ...filter } = query;
      const question = { run, step, ...filter };
      const before = readCursor(question, cursor);
      const page = await history.calls(run, {
        ...filter,
        ...(step !== undefined && { address: step }),
        ...(before !== undefined && { before: Number(before) }),
        limit,
        order: 'newest',
      });
      return { calls: page.items, ...onward(question, page.earlier), head: page.head };
    },
    async showCosts({ params, query }) {
      const { run } = findListed(record, params.run);
      return history.costs(run, query);
    },
    async listDiffs({ params }) {
      const { run } = findListed(record, params.run);
      return { steps: await history.diffs(run) };
    },
    async showDiff({ params }) {
      const { run } = findListed(record, params.run);
      return (await history.diff(run, params.seq)) ?? missing('diff');
    },
    async showDiffFile({ params, query }) {
      const { run } = findListed(record, params.run);
      return (await history.diffFile(run, params.seq, params.file, query)) ?? missing('file in this diff');
    },
  };
}

const onward = (question: object, at: Page<unknown>['earlier']) =>
  at === undefined ? {} : { next: writeCursor(question, at) };

export function missing(what: string): never {
  throw notFound(what);
}
