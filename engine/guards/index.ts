/** The policies of a workflow, where they stand: the guard of everything that can still be stopped. */
import type { Policies } from '../ports/policies.ts';
import { guardsOver, spotOf } from './find.ts';
import { judgeGuards } from './judge.ts';
import { trackGuards } from './remembered.ts';

export const guards: Policies = {
  judge: judgeGuards,
  track: trackGuards,
  concern(kind, at) {
    const spot = spotOf(at);
    const over = spot ? guardsOver(at.workflow, at.state, spot) : [];
    return over.some(({ policy }) => policy.points.has(kind) || (kind === 'tool' && policy.trackPoints.has('tool')));
  },
};
