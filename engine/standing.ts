/**
 * How the frames of a running compound stand, and so what is next: asked when a judgement falls due (`advance`) and when
 * it is made (`decide`), so that the two cannot disagree.
 */
import type { Step } from './compile/workflow.ts';
import type { Children } from './state.ts';

export type Standing =
  /** Another frame may open. */
  | 'open'
  /** Something is open below, and that has to go on first. */
  | 'wait'
  /** The compound is done, once nothing below it is open. */
  | 'done'
  /** It can no longer be done. */
  | 'failed';

export function standingOf({ frames }: Step, children: Children): Standing {
  const { closed, open, opened, total } = children;
  // Counted only where it is wanted: a foreach of 10,000 items is asked after each of them.
  const countFailed = () => closed.filter(({ outcome }) => outcome !== 'done').length;
  switch (frames) {
    case 'branches': {
      const failed = countFailed();
      const need = children.need ?? total;
      if (closed.length - failed >= need) return 'done';
      if (failed > total - need) return 'failed';
      return opened < total ? 'open' : 'wait';
    }
    case 'rounds':
      if (open > 0) return 'wait';
      if (closed.at(-1)?.outcome === 'failed') return 'failed';
      if (children.satisfied) return 'done';
      return opened < total ? 'open' : 'failed';
    default:
      if (opened < total && open < children.maxParallel) return 'open';
      if (open > 0) return 'wait';
      return countFailed() > 0 ? 'failed' : 'done';
  }
}
