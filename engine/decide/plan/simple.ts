/** The kinds that need no more than their templates. */
import type { ApproveStep, RunStep } from '../../../schema/steps/index.ts';
import { failedWith, type Site } from '../context.ts';
import { type Planned, renderText } from './planned.ts';

/** A script is in the pinned spec as it stands; only an argv with templates has to be written down. */
export function planRun(site: Site): Planned {
  const { run } = site.step.spec as RunStep;
  if (typeof run === 'string') return { plan: {} };
  const words: string[] = [];
  for (const index of run.keys()) {
    const word = renderText(site, `run.${index}`);
    if ('fault' in word) return word;
    words.push(word.text);
  }
  return { plan: { run: words } };
}

export function planApprove(site: Site): Planned {
  const { approvers, show } = site.step.spec as ApproveStep;
  const text = renderText(site, 'approve');
  if ('fault' in text) return text;
  return {
    asks: {
      text: text.text,
      ...(show && { show }),
      ...(approvers?.not?.includes('starter') && { notStarter: true }),
      ...(approvers?.roles && { roles: approvers.roles }),
      ...(approvers?.at_least !== undefined && { atLeast: approvers.at_least }),
    },
  };
}

export function planFail(site: Site): Planned {
  const text = renderText(site, 'fail');
  return 'fault' in text ? text : { fails: failedWith('failed', text.text) };
}
