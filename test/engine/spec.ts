/** Specs for tests, as `schema/` would hand them over: three agents of three vendors and whatever steps are given. */
import { compile } from '../../engine/compile/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Problem } from '../../schema/problem.ts';
import type { Spec } from '../../schema/spec.ts';

type Parts = Partial<Spec['workflow']>;

export function specOf(steps: readonly object[], parts: Parts = {}): Spec {
  return {
    workflow: { name: 'test', inputs: { goal: { type: 'string' } }, ...parts, steps: steps as never },
    agents: {
      claude: { name: 'claude', harness: 'claude-code' },
      codex: { name: 'codex', harness: 'codex' },
      pi: { name: 'pi', harness: 'pi', model: 'gemini-2.5-pro' },
      twin: { name: 'twin', harness: 'claude-code' },
      stranger: { name: 'stranger', harness: 'pi' },
    },
  };
}

export function workflowOf(steps: readonly object[], parts?: Parts): Workflow {
  const compiled = compile(specOf(steps, parts));
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems, undefined, 2));
  return compiled.workflow;
}

export function problemsOf(steps: readonly object[], parts?: Parts): readonly Problem[] {
  const compiled = compile(specOf(steps, parts));
  return 'problems' in compiled ? compiled.problems : [];
}
