/** A round of a debate has ended: whether enough heads are left, and whether another round follows. */

import { headsId } from '../compile/kinds/debate.ts';
import { debateOf, endsHere, fewestHeads, headsOf, spokenNow } from '../debate.ts';
import type { Frame, StepView } from '../state.ts';
import { viewOf } from '../values.ts';
import { failedWith, type Judged, type Site } from './context.ts';

export function judgeRound(parent: Site, frame: Frame): Judged {
  const debate = debateOf(parent.step, parent.own, frame);
  if (!debate) return {};
  const spoken = spokenNow(debate);
  if (spoken.length >= fewestHeads) return { conditions: { until: endsHere(debate) } };
  const views = (viewOf(frame.steps[headsId])?.steps ?? {}) as Record<string, StepView | undefined>;
  const failed = headsOf(parent.step).flatMap((head) => {
    const error = views[head]?.error;
    return error ? [{ head, error }] : [];
  });
  const why = failed.map(({ head, error }) => `${head}: ${error.message}`).join('; ');
  const [last] = spoken;
  const left = last ? `Only ${last.head}` : 'No head';
  // As of items and branches: what policies alone have ended is refused.
  const code = failed.length > 0 && failed.every(({ error }) => error.code === 'refused') ? 'refused' : 'failed';
  return { outcome: 'failed', error: failedWith(code, `${left} is left in the debate. ${why}`) };
}
