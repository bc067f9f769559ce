/** The beginning and the end of runs and frames. */
import { rootBody } from '../compile/workflow.ts';
import type { EventOf } from '../events.ts';
import type { Frame } from '../state.ts';
import { makeDue } from './agenda.ts';
import { closeFrame, frameBelow, wantsNext } from './compounds.ts';
import { type Fold, frameOf, impossible, type Site, siteIn, siteOf } from './context.ts';
import { beginBody } from './moves.ts';
import { holdTimer, stopTimer } from './timers.ts';
import { sharedWorkspace } from './workspace.ts';

export function foldRunCreated(fold: Fold, event: EventOf<'run.created'>): void {
  const { state } = fold;
  if (state.status !== 'new') throw impossible(event, 'the run exists');
  state.run = event.run;
  state.status = 'running';
  state.seed = event.seed;
  state.starter = event.starter;
  state.createdAt = event.at;
  state.inputs = event.inputs as never;
  state.unavailable = event.unavailable ?? [];
  if (event.elsewhere) state.elsewhere = event.elsewhere;
  const workspace = sharedWorkspace(event.run);
  const root: Frame = { path: '', body: rootBody, at: '', vars: {}, steps: {}, workspace };
  state.frames[root.path] = root;
  beginBody(fold, root, event);
}

export function foldRunFinished(fold: Fold, event: EventOf<'run.finished'>): void {
  const { state } = fold;
  const open = Object.keys(state.frames).length;
  if (open !== 1) throw impossible(event, `${open - 1} frames are still open`);
  state.status = event.outcome;
  state.frames = {};
  // Nothing is judged any more.
  stopTimer(fold, holdTimer);
  delete state.spentBy;
  delete state.elsewhere;
  if (event.outputs) state.outputs = event.outputs as never;
  if (event.error) state.error = event.error;
  fold.effects.push({ type: 'finishRun', outcome: event.outcome });
}

export function foldFrameOpened(fold: Fold, event: EventOf<'frame.opened'>): void {
  const site = siteOf(fold, event);
  const { own } = site;
  const children = own.children;
  if (own.life !== 'running' || !children || !wantsNext(site))
    throw impossible(event, `'${event.step}' opens no frame now`);
  if (Object.hasOwn(fold.state.frames, event.child)) throw impossible(event, 'the frame is open already');
  const frame = frameBelow(site, event);
  fold.state.frames[frame.path] = frame;
  children.opened++;
  children.open++;
  beginBody(fold, frame, event);
  dueNext(site);
}

export function foldFrameClosed(fold: Fold, event: EventOf<'frame.closed'>): void {
  const frame = frameOf(fold, event.frame, event);
  if (!frame.parent) throw impossible(event, 'the root frame ends with its run');
  const parent = siteIn(fold, frameOf(fold, frame.parent.frame, event), frame.parent.step, event);
  closeFrame(fold, parent, frame, event);
  dueNext(parent);
}

/** Two frames may close in one settle: the compound is judged once, or it would end while a frame is open. */
function dueNext(site: Site): void {
  const { state, frame, step } = site;
  if (wantsNext(site)) makeDue(state, { type: 'next', frame: frame.path, step: step.id });
}
