/** A run as it was after any of its events: what people saw of it, and the engine's own state. */
import { advance } from '../../engine/advance/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { readEvents } from '../../engine/driver/index.ts';
import type { Envelope } from '../../engine/events.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import { emptyView, foldView, type RunView } from '../view/index.ts';
import { changesOf } from './changes.ts';
import { copy } from './copy.ts';
import { createPositions } from './positions.ts';
import { hydrate, isReadByView, readAt } from './read.ts';
import type { HistoryRecord } from './record.ts';
import type { StateAt } from './types.ts';

/** A change that is a whole subtree is one; more than these nobody reads. */
const mostChanges = 200;

export interface Moments {
  view(seq: number): Promise<RunView>;
  state(seq: number): Promise<StateAt>;
}

/** The seqs that it takes are those of events that are there. */
export function createMoments(record: HistoryRecord, run: string, workflow: Workflow): Moments {
  const views = createPositions<RunView>((from) => record.read(run, from), {
    begin: emptyView,
    async fold(view, envelope) {
      const event = await hydrate(record, envelope.event, isReadByView);
      foldView(view, { ...envelope, event }, workflow);
    },
  });
  const states = createPositions<RunState>((from) => readWhole(record, run, from), {
    begin: initialState,
    fold: (state, { event }) => void advance(workflow, state, event),
  });
  return {
    view: views.at,
    async state(seq) {
      const before = await states.at(seq - 1);
      const { event: packed } = (await readAt(record, run, [seq])).get(seq)!;
      const event = await hydrate(record, packed);
      const after = copy(before);
      advance(workflow, after, event);
      states.keep(seq, after);
      const changes = changesOf(before, after);
      const moreChanges = Math.max(0, changes.length - mostChanges);
      return { seq, event, before, after, changes: changes.slice(0, mostChanges), moreChanges };
    },
  };
}

function readWhole(record: HistoryRecord, run: string, fromSeq: number): AsyncIterable<Envelope> {
  const journal = { read: (name: string) => record.read(name, fromSeq) };
  return readEvents({ journal, blobs: record }, run);
}
