/**
 * What a person sees while a run goes on: a tree that is redrawn on a terminal, a line for each event elsewhere,
 * NDJSON for machines. Folds the run's view on the way; the same for a run that is driven here and one that is watched.
 */
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Entry } from '../engine/driver/index.ts';
import { emptyView, foldView, type RunView } from '../runs/view/index.ts';
import { type Draw, type LiveView, openLive } from './render/live.ts';
import { renderProgress } from './render/progress.ts';
import { renderTree } from './render/tree.ts';
import { asCalled, type Terminal } from './terminal.ts';

export interface Picture {
  readonly view: RunView;
  /** Folds an event that was journaled before anybody looked: history, not news. */
  recall(entry: Entry): void;
  /** Folds the next event and shows it. One that was folded already changes nothing. */
  add(entry: Entry): void;
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

  const fold = (entry: Entry): boolean => {
    if (entry.seq <= view.seq) return false;
    // Only what is read back from the journal has its hash; the view of a live run does without.
    foldView(view, { prevHash: '', hash: '', ...entry }, workflow);
    return true;
  };
  const draw: Draw = ({ columns, rows, tick }) =>
    [
      ...renderTree(view, {
        style: err.style,
        now: Date.now(),
        columns,
        ...(rows === undefined ? {} : { rows: rows - said.length }),
        ...(tick === undefined ? {} : { tick }),
      }),
      ...said,
    ].map((line) => asCalled(line, process.env));

  return {
    view,
    recall(entry) {
      // A run that waits has no news, and is to be seen all the same.
      if (!closed && fold(entry) && terminal.live) live ??= openLive(err.stream, draw);
    },
    add(entry) {
      if (closed || !fold(entry)) return;
      if (terminal.json) terminal.emit('event', entry);
      else if (terminal.live) live ??= openLive(err.stream, draw);
      else {
        const line = renderProgress(entry.event, view, err.style);
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
