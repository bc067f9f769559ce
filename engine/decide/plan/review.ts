/** Who reviews is no agent's choice: the first allowed one of another vendor, rotated by the item's index. */
import type { ReviewStep } from '../../../schema/steps/index.ts';
import { defaultRounds } from '../../compile/kinds/review.ts';
import type { Frame } from '../../state.ts';
import { viewOf } from '../../values.ts';
import { failedWith, type Site } from '../context.ts';
import { describeCheck } from './findings.ts';
import { type Planned, renderCount, renderText } from './planned.ts';

export function planReview(site: Site): Planned {
  const { own, step, frame } = site;
  const spec = step.spec as ReviewStep;
  const written = viewOf(frame.steps[spec.review]);
  if (written?.status !== 'done') {
    return {
      fails: failedWith('failed', `There is nothing to review: '${spec.review}' is ${written?.status ?? 'not run'}`),
    };
  }
  const contract = renderText(site, 'contract');
  if ('fault' in contract) return contract;
  const max = renderCount(site, 'max_rounds', spec.max_rounds, defaultRounds);
  if ('fault' in max) return max;
  const writer = `${step.flow}${written.agent}`;
  const reviewer = chooseReviewer(site, writer);
  if (reviewer === undefined) {
    return {
      fails: failedWith('no_reviewer', `No available agent of ${step.agents.join(', ')} may review ${writer}`),
    };
  }
  const checks = step.again.slice(1).flatMap((id) => {
    const view = viewOf(frame.steps[id]);
    return view && id !== step.id ? [describeCheck(id, view)] : [];
  });
  const prompt = [contract.text === '' ? '' : `Contract:\n${contract.text}`, ...checks].filter((part) => part !== '');
  return {
    plan: {
      agent: reviewer,
      writer,
      prompt: prompt.join('\n\n'),
      round: (own.rounds?.count ?? 0) + 1,
      max_rounds: max.count,
    },
  };
}

/** An unknown vendor is never different. */
function chooseReviewer(site: Site, writer: string): string | undefined {
  const { step, state, workflow } = site;
  const { vendor = 'different' } = (step.spec as ReviewStep).reviewer;
  const from = step.agents;
  const offset = indexAround(site) % from.length;
  const rotated = [...from.slice(offset), ...from.slice(0, offset)];
  const writersVendor = workflow.vendors[writer];
  return rotated.find((name) => {
    if (state.unavailable.includes(name)) return false;
    if (vendor === 'any') return true;
    const other = workflow.vendors[name];
    return other !== undefined && writersVendor !== undefined && other !== writersVendor;
  });
}

/** Of the innermost item or round that the step is in, at any depth. */
function indexAround({ frame, state, workflow }: Site): number {
  for (let at: Frame | undefined = frame; at?.parent; at = state.frames[at.parent.frame]) {
    const body = workflow.bodies[state.frames[at.parent.frame]?.body ?? ''];
    const isBranch = body?.steps[at.parent.step]?.frames === 'branches';
    if (at.index !== undefined && !isBranch) return at.index;
  }
  return 0;
}
