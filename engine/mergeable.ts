/** What a review that failed says about merging: whatever went on all the same, its diff is no merge's to land. */
import type { Body } from './compile/workflow.ts';
import type { Frame } from './state.ts';

/** The steps of a frame whose review failed: continued or handled, its error stays with it until it is entered again. */
export function stepsRejected({ steps }: Frame, body: Body | undefined): string[] {
  return Object.values(body?.steps ?? {}).flatMap(({ id, spec }) => {
    const isRejected = 'review' in spec && Object.hasOwn(steps, id) && steps[id]?.error !== undefined;
    return isRejected ? [spec.review] : [];
  });
}
