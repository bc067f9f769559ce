/** The policies of the virtual world: the same answer to the same question, by the rules of the script. */
import type { Decision } from '../../engine/events.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { type Rule, ruleOf, type Script, toolRuleOf } from './script.ts';

export function policiesOf(script: Script): Policies {
  return {
    judge({ point, step, kind, tool }) {
      // Handlers are steps of the engine's own; what is in them is judged.
      if (point === 'step' && !step.endsWith('__catch')) return [decision('steps', ruleOf(script, step), script)];
      if (point === 'tool' && kind === 'agent')
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
