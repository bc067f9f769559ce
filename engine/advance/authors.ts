/** Who wrote a branch as it stands, and what was said of that: a new commit begins without a verdict. */
import type { ReviewStep } from '../../schema/steps/index.ts';
import { dictionary } from '../state.ts';
import type { Site } from './context.ts';

/** Of a step that ended well and left a branch. */
export function noteWriter({ state, step, own, workflow }: Site, result: Record<string, unknown> | undefined): void {
  if (step.kind !== 'agent' || typeof result?.branch !== 'string') return;
  const name = String(own.plan?.agent ?? '');
  state.authors ??= dictionary();
  const writer = { name, vendor: workflow.vendors[name] ?? '' };
  state.authors[result.branch] = { writer, ...commitOf(result), verdicts: [] };
}

/** Of a review, whatever comes of it. */
export function noteVerdict(
  { state, frame, step, own, workflow }: Site,
  result: Record<string, unknown> | undefined,
): void {
  if (step.kind !== 'review' || own.life !== 'running' || typeof result?.verdict !== 'string') return;
  const branch = frame.steps[(step.spec as ReviewStep).review]?.result?.branch;
  const author = typeof branch === 'string' ? state.authors?.[branch] : undefined;
  if (!author || typeof branch !== 'string' || !state.authors) return;
  const name = String(own.plan?.agent ?? '');
  const said = {
    verdict: result.verdict,
    reviewer: { name, vendor: workflow.vendors[name] ?? '' },
    ...commitOf(result),
  };
  state.authors[branch] = { ...author, verdicts: [...author.verdicts, said] };
}

const commitOf = ({ commit }: Record<string, unknown>) => (typeof commit === 'string' ? { commit } : {});
