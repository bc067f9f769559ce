/**
 * What is known of one run, folded once and then following it: the view, and beside it where in the journal to find
 * what pages are made of. Texts are not kept: whoever shows a page reads its events again.
 */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { loadWorkflow } from '../../engine/driver/index.ts';
import type { RunEventType } from '../../engine/events.ts';
import { emptyView, foldView, type RunView } from '../view/index.ts';
import { addressOf } from '../view/rows.ts';
import { type AskBook, createAskBook } from './asks.ts';
import { type AttemptBook, createAttemptBook } from './attempts/book.ts';
import { breathe, isLong } from './breathe.ts';
import { type CallBook, createCallBook } from './calls.ts';
import { type CostBook, createCostBook } from './costs.ts';
import { createDiffBook, type DiffBook } from './diffs/book.ts';
import { hydrate, isReadByView } from './read.ts';
import type { HistoryRecord } from './record.ts';
import { createTalkBook, type TalkBook } from './talk.ts';
import { createTranscripts, type Transcripts } from './transcript/book.ts';

/** Where an event stands, and nothing of what it says. */
export interface Mark {
  readonly seq: number;
  readonly at: number;
  readonly type: RunEventType;
  readonly address: string;
}

export interface Trace {
  readonly view: RunView;
  readonly workflow?: Workflow;
  readonly marks: readonly Mark[];
  readonly asks: AskBook;
  readonly calls: CallBook;
  readonly transcripts: Transcripts;
  readonly diffs: DiffBook;
  readonly costs: CostBook;
  readonly attempts: AttemptBook;
  readonly talk: TalkBook;
}

/** The function follows the run to its last event; call it again when the last call has ended. */
export function createTrace(record: HistoryRecord, run: string): () => Promise<Trace> {
  const view = emptyView();
  const marks: Mark[] = [];
  const asks = createAskBook();
  const calls = createCallBook(asks);
  const transcripts = createTranscripts(asks);
  const diffs = createDiffBook();
  const costs = createCostBook();
  const attempts = createAttemptBook();
  const talk = createTalkBook();
  let workflow: Workflow | undefined;

  return async () => {
    for await (const envelope of record.read(run, view.seq + 1)) {
      const { seq } = envelope;
      const { blobs } = envelope.event;
      const event = blobs === undefined ? envelope.event : await hydrate(record, envelope.event, isReadByView);
      if (event.type === 'run.created') workflow = await loadWorkflow(record, event.spec);
      const whole = blobs === undefined ? envelope : { ...envelope, event };
      foldView(view, whole, workflow);
      const address = 'step' in event && event.step !== undefined ? addressOf(event.frame, event.step) : event.frame;
      const row = view.steps.get(address);
      // One text for all events of a step.
      const at = row?.address ?? address;
      marks.push({ seq, at: event.at, type: event.type, address: at });
      const waiting = asks.fold(whole);
      const changed = calls.fold(whole, at, row?.agent);
      const attempt = ('attempt' in event ? event.attempt : undefined) ?? row?.attempt ?? 0;
      transcripts.fold(whole, { address: at, attempt, calls: changed, waiting });
      costs.fold(whole, at, row, view);
      attempts.fold(whole, at, row, waiting);
      talk.fold(whole, view);
      diffs.fold(whole, at, row, blobs !== undefined && Object.hasOwn(blobs, 'result.diff'));
      if (isLong(seq)) await breathe();
    }
    return { view, ...(workflow && { workflow }), marks, asks, calls, transcripts, diffs, costs, attempts, talk };
  };
}
