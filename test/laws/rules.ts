/** The policies of the virtual world: the same answer to the same question, by the rules of the script. */
import type { Decision } from '../../engine/events.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { type Rule, ruleOf, type Script, toolRuleOf } from './script.ts';
import { isOwnStep } from './stock.ts';

export function policiesOf(script: Script): Policies {
  return {
    judge({ point, step, kind, tool }) {
      if (point === 'step' && !isOwnStep(step)) return [decision('steps', ruleOf(script, step), script)];
      if (point === 'tool' && kind !== 'run')
        return [decision('tools', toolRuleOf(script, step, nthOf(tool?.name)), script)];
      return [];
    },
  };
}

function decision(policy: string, rule: Rule, { sharesAsks }: Script): Decision {
  return { policy, rule: `${policy}-${rule}`, decision: rule, ...(sharesAsks && { key: policy }) };
}

/** Tools of the virtual world are named by their place in the attempt. */
const nthOf = (name = '0'): number => Number(name);
