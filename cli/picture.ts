/**
 * What a person sees while a run goes on: a tree that is redrawn on a terminal, a line for each event elsewhere,
 * NDJSON for machines. Folds the run's view on the way; the same for a run that is driven here and one that is watched.
 */
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Envelope } from '../engine/events.ts';
import { emptyView, foldView, type RunView } from '../runs/view/index.ts';
import { type LiveView, openLive } from './render/live.ts';
import { renderProgress } from './render/progress.ts';
import { renderTree } from './render/tree.ts';
import type { Terminal } from './terminal.ts';

export interface Picture {
  readonly view: RunView;
  /** Folds an event that was journaled before anybody looked: history, not news. */
  recall(envelope: Envelope): void;
  /** Folds the next event and shows it. One that was folded already changes nothing. */
  add(envelope: Envelope): void;
  /** Says something beside the run, without tearing the picture. */
  say(line: string): void;
  /** Leaves the last picture standing. Idempotent. */
  close(): void;
}

export function openPicture(terminal: Terminal, workflow: Workflow): Picture {
  const view = emptyView();
  const { err } = terminal;
  const said: string[] = [];
  let live: LiveView | undefined;
  let closed = false;

  const fold = (envelope: Envelope): boolean => {
    if (envelope.seq <= view.seq) return false;
    foldView(view, envelope, workflow);
    return true;
  };
  const draw: Parameters<typeof openLive>[1] = ({ columns, rows, tick }) => [
    ...renderTree(view, {
      style: err.style,
      now: Date.now(),
      columns,
      ...(rows === undefined ? {} : { rows: rows - said.length }),
      ...(tick === undefined ? {} : { tick }),
    }),
    ...said,
  ];

  return {
    view,
    recall: (envelope) => void fold(envelope),
    add(envelope) {
      if (closed || !fold(envelope)) return;
      if (terminal.json) terminal.emit('event', envelope);
      else if (terminal.live) live ??= openLive(err.stream, draw);
      else {
        const line = renderProgress(envelope.event, view, err.style);
        if (line !== undefined) err.print(line);
      }
    },
    say(line) {
      if (live === undefined) err.print(line);
      else said.push(line);
    },
    close() {
      closed = true;
      live?.close();
    },
  };
}
