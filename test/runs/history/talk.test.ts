import { expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { openHistory, type TalkLine } from '../../../runs/history/index.ts';
import { emptyTalk, emptyView, foldTalk, foldView, type TalkEntry } from '../../../runs/view/index.ts';
import { talking } from '../../laws/cases.ts';
import { compiled, holdsLater, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';
import { created } from '../events.ts';
import { type Kept, keep, recorded, run } from './record.ts';

/** The conversation as a fold of the whole events has it. */
function folded(kept: Kept, spec: Parameters<typeof compiled>[0]): readonly TalkEntry[] {
  const [view, talk, workflow] = [emptyView(), emptyTalk(), compiled(spec)];
  return kept.events.flatMap((event, index) => {
    foldView(view, { run, seq: index + 1, event, prevHash: '', hash: '' }, workflow);
    return foldTalk(talk, event, view);
  });
}

async function paged(kept: Kept, limit: number): Promise<readonly TalkEntry[]> {
  const history = openHistory(kept);
  const lines: TalkLine[] = [];
  for (let before: number | undefined; ; ) {
    const { items, earlier } = await history.talk(run, { limit, ...(before !== undefined && { before }) });
    lines.unshift(...items);
    before = earlier;
    if (before === undefined) return lines.map(({ entry }) => entry);
  }
}

test('is what was said, page by page', () =>
  holdsLater(talking, 40, async (given) => {
    const kept = keep(given.spec);
    await kept.append(new World(given, workflowOf(given), { seed: 1 }).run().journal);
    const entries = folded(kept, given.spec);
    for (const limit of [1, 4]) expect(await paged(kept, limit)).toEqual(entries);
  }));

test('has long answers whole', async () => {
  const { spec } = recorded('polly');
  const kept = keep(spec);
  const place = { frame: '', step: 'plan', attempt: 1 };
  const finish = (text: string): RunEvent => ({
    type: 'step.finished',
    at: 3_000,
    ...place,
    outcome: 'done',
    result: { text },
  });
  const start: RunEvent = { type: 'step.started', at: 2_000, ...place, visit: 1, plan: { agent: 'lead' } };
  await kept.append([created, start, finish('a'.repeat(1_500)), { ...start, attempt: 2 }, finish('b'.repeat(9_000))]);
  const said = { type: 'answer', agent: 'lead', step: 'plan' };
  expect(await paged(kept, 1)).toEqual([
    { ...said, text: 'a'.repeat(1_500) },
    { ...said, text: 'b'.repeat(9_000) },
  ]);
});
