/** What is known at a point of a run, in the words of policies. Whatever costs something is worked out when it is read. */
import type { Cost, FileEffect, Moment, Reading, ToolCall, Who } from '../../policies/words.ts';
import { canonicalJson, type JsonObject } from '../../schema/json.ts';
import { displayAddress } from '../address.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { Landing, Tool } from '../events.ts';
import { openAttempts } from '../open-attempts.ts';
import type { Happening, Question } from '../ports/policies.ts';
import { isSession } from '../sessions.ts';
import type { RunState } from '../state.ts';
import { costAt } from './cost-at.ts';
import type { Spot } from './find.ts';

export function momentOf(about: Question | Happening, spot: Spot): Moment {
  const { workflow, state, at } = about;
  const { frame, step, own, agent, session } = spot;
  const address = displayAddress(frame.path, step.id);
  const plan = 'plan' in about && about.plan ? about.plan : own.plan;
  return {
    now: at,
    run: { id: state.run, workflow: workflow.name, startedBy: state.starter, startedAt: state.createdAt },
    get cost() {
      return costAt(about, spot);
    },
    get running() {
      return runningIn(workflow, state);
    },
    ...(agent !== undefined && { agent: agentOf(workflow, agent) }),
    step: { id: address, kind: step.kind, ...partiesOf(workflow, step.kind, plan) },
    ...(isSession(step) && { session: { id: session } }),
    ...subjectOf(about, spot),
  };
}

type Subject = Pick<Moment, 'tool' | 'turn' | 'merge' | 'verdict' | 'usage' | 'message' | 'approval'>;

function subjectOf(about: Question | Happening, { own }: Spot): Subject {
  const { workflow, state, point } = about;
  switch (point) {
    case 'tool':
      // A call is a moment at which a session can be held, too.
      return about.tool ? { tool: toolOf(about.tool, 'ok' in about ? about.ok : undefined), turn: { text: '' } } : {};
    case 'turn':
      return { turn: { text: about.text ?? '' } };
    case 'merge':
      return about.merge ? { merge: mergeOf(about.merge, state) } : {};
    case 'verdict': {
      const result = 'result' in about ? about.result : undefined;
      const writer = String(own.plan?.writer ?? '');
      const reviewer = String(own.plan?.agent ?? '');
      return {
        verdict: {
          verdict: String(result?.verdict ?? ''),
          reviewer: whoIs(workflow, reviewer),
          writer: whoIs(workflow, writer),
          files: filesOf(result?.reviewed),
        },
      };
    }
    case 'usage':
      return about.usage
        ? { usage: { input: about.usage.input, output: about.usage.output, microUsd: about.usage.costMicroUsd } }
        : {};
    case 'message':
      return 'message' in about && about.message ? { message: about.message } : {};
    case 'approval':
      return 'answer' in about && about.answer ? { approval: approvalOf(about.answer) } : {};
    default:
      return {};
  }
}

/** A call without a reading was recorded by an omni that did not read yet: nothing of it is certain. */
const unread: Reading = {
  files: [],
  commands: [],
  installs: [],
  hosts: [],
  opaque: [{ kind: 'parse', why: 'it was not read' }],
};

function toolOf({ kind, name, input, digest, reading }: Tool, ok: boolean | undefined): ToolCall {
  return {
    kind,
    name,
    input,
    digest: digest ?? canonicalJson([kind, name, input]),
    reading: (reading as Reading | undefined) ?? unread,
    ...(ok !== undefined && { ok }),
  };
}

/** A branch that was moved by somebody else holds what nobody here wrote, and what no reviewer has seen. */
function mergeOf({ branch, into, files, commit }: Landing, { authors }: RunState): NonNullable<Moment['merge']> {
  const author = authors && Object.hasOwn(authors, branch) ? authors[branch] : undefined;
  const isSame = (other: string | undefined) => other === undefined || commit === undefined || other === commit;
  const verdicts = author?.verdicts.filter((verdict) => isSame(verdict.commit)) ?? [];
  return {
    branch,
    into,
    files: filesOf(files),
    ...(author && isSame(author.commit) && { writer: author.writer }),
    verdicts: verdicts.map(({ verdict, reviewer }) => ({ verdict, reviewer })),
  };
}

function approvalOf({ ask, granted, by }: NonNullable<Question['answer']>): NonNullable<Moment['approval']> {
  const was = (ask.was ?? {}) as { state?: JsonObject; cost?: Cost };
  return { granted, by, rule: ask.rule ?? '', state: was.state ?? {}, cost: was.cost ?? unknownCost };
}

const unknownCost: Cost = {
  run: undefined,
  session: undefined,
  agent: undefined,
  step: undefined,
  reserved: 0,
  userToday: undefined,
  projectToday: undefined,
};

const filesOf = (files: unknown): readonly FileEffect[] => (Array.isArray(files) ? (files as FileEffect[]) : []);

const whoIs = ({ vendors }: Workflow, name: string): Who => ({ name, vendor: vendors[name] ?? '' });

function agentOf(workflow: Workflow, name: string): NonNullable<Moment['agent']> {
  const agent = workflow.agents[name];
  const sandboxed = agent?.sandbox !== undefined && agent.sandbox !== 'off';
  return { ...whoIs(workflow, name), harness: agent?.harness ?? '', model: agent?.model ?? '', sandboxed };
}

function partiesOf(workflow: Workflow, kind: string, plan: JsonObject | undefined) {
  if (kind !== 'review') return {};
  return {
    ...(typeof plan?.writer === 'string' && { writer: whoIs(workflow, plan.writer) }),
    ...(typeof plan?.agent === 'string' && { reviewer: whoIs(workflow, plan.agent) }),
  };
}

function runningIn(workflow: Workflow, state: RunState): Moment['running'] {
  return openAttempts(workflow, state).flatMap(({ frame, step, own }) => {
    const agent = own.plan?.agent;
    if (!isSession(step) || typeof agent !== 'string') return [];
    return [{ step: displayAddress(frame.path, step.id), agent, vendor: workflow.vendors[agent] ?? '' }];
  });
}
