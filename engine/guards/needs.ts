/** What an agent document and the steps that name it need of a harness, beside what policies need. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Path } from '../../schema/problem.ts';
import type { ReviewStep } from '../../schema/steps/index.ts';
import type { Body, Step, Workflow } from '../compile/workflow.ts';
import type { Capabilities } from '../ports/harness.ts';

export interface Need {
  readonly code: 'OMNI5007' | 'OMNI5008';
  /** Of the agent's key that asks for it; absent: a step does, and the harness is what has to change. */
  readonly path?: Path;
  /** After "The harness pi of agent 'ada'". */
  readonly lack: string;
  /** After "Give the agent another harness, or". */
  readonly without: string;
  readonly holds: (capabilities: Capabilities) => boolean;
}

export function needsOfAgent({ tools, mcp, limits }: AgentSpec): readonly Need[] {
  return [
    ...when(tools?.allow !== undefined || tools?.deny !== undefined, {
      path: ['tools'],
      lack: 'does not ask before each tool call, so its `tools` could not be kept',
      without: 'take `tools` away',
      holds: ({ asksEveryTool }) => asksEveryTool,
    }),
    ...when(mcp !== undefined && Object.keys(mcp).length > 0, {
      path: ['mcp'],
      lack: 'has no MCP servers',
      without: 'take `mcp` away',
      holds: (capabilities) => capabilities.mcp,
    }),
    ...when(limits?.cost_usd !== undefined, {
      path: ['limits', 'cost_usd'],
      lack: 'does not tell what it has spent while it runs, so `limits.cost_usd` could not be kept',
      without: 'take that limit away',
      holds: ({ usage }) => usage === 'live',
    }),
    ...when(limits?.turns !== undefined, {
      path: ['limits', 'turns'],
      lack: 'does not show its turns while it runs, so `limits.turns` could not be kept',
      without: 'take that limit away',
      holds: ({ asksEveryTool, turns }) => asksEveryTool || turns,
    }),
  ];
}

/** Who goes on with a session has to be able to; who sits in a debate shares its folder with others and must not write. */
export function needsOfSteps({ bodies }: Workflow, agent: string): readonly Need[] {
  const all = Object.values(bodies);
  const own = all.flatMap((body) => Object.values(body.steps)).filter((step) => step.agents.includes(agent));
  const continued = own.find((step) => step.kind === 'agent' && 'session' in step.spec);
  const reworked = all.flatMap(reworkedIn).find((step) => own.includes(step));
  const heads = own.find(({ kind }) => kind === 'head' || kind === 'judge');
  const resume: Pick<Need, 'holds' | 'without'> = {
    holds: (capabilities) => capabilities.resume,
    without: 'let the step begin anew',
  };
  const lack = 'cannot go on with a session that has ended';
  return [
    ...when(continued !== undefined, { ...resume, lack: `${lack}, as step '${continued?.key}' asks` }),
    ...when(reworked !== undefined, {
      ...resume,
      lack: `${lack}, as a review of step '${reworked?.key}' may ask`,
      without: 'review with `max_rounds: 1`',
    }),
    ...when(heads !== undefined, {
      lack: 'does not ask before each tool call, so it could write in a debate',
      without: 'leave it out of debates',
      holds: ({ asksEveryTool, resume: goesOn }) => asksEveryTool && goesOn,
    }),
  ];
}

const when = (isNeeded: boolean, need: Omit<Need, 'code'>): readonly Need[] =>
  isNeeded ? [{ code: 'OMNI5008', ...need }] : [];

/** A review of more than one round sends its findings back into the writer's session. */
function reworkedIn({ steps }: Body): readonly Step[] {
  return Object.values(steps).flatMap(({ kind, spec, again }) => {
    const writer = again[0] === undefined ? undefined : steps[again[0]];
    const sendsBack = kind === 'review' && (spec as ReviewStep).max_rounds !== 1;
    return sendsBack && writer?.kind === 'agent' ? [writer] : [];
  });
}
