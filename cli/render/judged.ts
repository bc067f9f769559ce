/** Decisions of policies, and what they are about, in words. */

import { displayAddress } from '../../engine/address.ts';
import type { Decision, RunEvent } from '../../engine/events.ts';
import { describeFacts } from '../../runs/view/facts.ts';
import { describeTool } from '../../runs/view/index.ts';
import { breakLine, neutraliseLine, truncate } from './text.ts';

/** What was judged: the call, the merge, the step that was about to begin. */
export function subjectOf(event: RunEvent, call?: RunEvent): string {
  switch (event.type) {
    case 'tool.requested':
      return describeTool(event.tool);
    case 'merge.requested':
      return `merge ${event.merge.branch} into ${event.merge.into}`;
    case 'tool.judged':
    case 'merge.judged':
      return call === undefined ? 'a call, again' : `${subjectOf(call)}, again`;
    case 'usage.reported':
      return 'what it spent';
    case 'turn.requested':
    case 'turn.judged':
      return 'whether it goes on';
    case 'step.started':
      return event.attempt > 1 ? `its start, attempt ${event.attempt}` : 'its start';
    case 'step.asked':
    case 'step.refused':
    case 'step.waiting':
      return 'its start';
    case 'approval.ignored':
      return `an answer by ${event.by}`;
    default:
      return event.type;
  }
}

export const whereOf = (event: RunEvent): string =>
  'step' in event && event.step !== undefined ? displayAddress(event.frame, event.step) : event.frame;

/** `push-after-install/ask-before-push`. */
export const ruleOf = ({ policy, rule }: Decision): string => `${policy}/${rule}`;

/** A rule may have read much; what goes on and on says little more. */
const mostLines = 3;

/** What a rule read, by name, in as many lines as it takes. */
export function factLines({ facts }: Decision, columns: number): readonly string[] {
  return describeFacts(facts).flatMap(([name, value]) => {
    const [first = '', ...more] = breakLine(neutraliseLine(`${name} = ${value}`), columns - 2);
    const shown = [first, ...more.slice(0, mostLines - 1).map((line) => `  ${line}`)];
    return more.length < mostLines ? shown : [...shown.slice(0, -1), `${truncate(shown.at(-1) ?? '', columns - 1)}…`];
  });
}
