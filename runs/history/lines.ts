/** Each event in one line, as much of it as a line holds. A type without words of its own is a compile error. */
import type { Decision, EventOf, RunEvent, RunEventType } from '../../engine/events.ts';
import { formatCost, formatCount, formatMoment, plural } from '../view/amounts.ts';
import { describeTool } from '../view/index.ts';

/** Characters of a line, and of a text that are looked at for it. */
const longestLine = 240;
const lookedAt = 2_000;

type Teller<T extends RunEventType> = (event: EventOf<T>) => readonly (string | undefined | false)[];

/** `''` where the type says it all. The large values of the event are back in their places. */
export function tellEvent(event: RunEvent): string {
  const tell = tellers[event.type] as (event: RunEvent) => readonly (string | undefined | false)[];
  return lineOf(tell(event).filter(Boolean).join(', '));
}

/** What was requested, in a few words. */
export function whatOf(event: EventOf<'tool.requested' | 'merge.requested' | 'turn.requested'>): string {
  if (event.type === 'tool.requested') return lineOf(describeTool(event.tool));
  return lineOf(event.type === 'merge.requested' ? tellMerge(event.merge) : event.text);
}

const tellMerge = ({ branch, into }: EventOf<'merge.requested'>['merge']): string => `merge ${branch} into ${into}`;

/** Any text as one line that is not too long. */
export function lineOf(text: string): string {
  const line = text.slice(0, lookedAt).replace(/\s+/g, ' ').trim();
  return line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const tellers: { readonly [T in RunEventType]: Teller<T> } = {
  'run.created': ({ starter, inputs }) => [`by ${starter}`, ...Object.entries(inputs).map(tellMember)],
  'run.finished': ({ outcome, error }) => [withError(outcome, error)],
  'step.skipped': ({ conditions }) => Object.entries(conditions ?? {}).map(tellMember),
  'step.asked': ({ error, ...judged }) => [error?.message, ...tellJudged(judged)],
  'step.refused': tellJudged,
  'step.started': ({ attempt, plan, ...judged }) => [
    attempt > 1 && `attempt ${attempt}`,
    ...tellPlan(plan),
    ...tellJudged(judged),
  ],
  'step.waiting': ({ until }) => [`until ${formatMoment(until)}`],
  'step.stopping': ({ why }) => [why],
  'step.cancelled': ({ attempt }) => [attempt !== undefined && `attempt ${attempt}`],
  'step.finished': ({ outcome, error, continued, result }) => [
    withError(outcome, error),
    continued && 'the run goes on all the same',
    ...tellResult(result),
  ],
  'attempt.failed': ({ attempt, error, lost, interrupted, retryAt }) => [
    `attempt ${attempt}: ${error.message}`,
    interrupted ? 'interrupted' : lost && 'lost',
    retryAt !== undefined && `again at ${formatMoment(retryAt)}`,
  ],
  'backoff.elapsed': () => [],
  'session.opened': ({ session }) => [session],
  'frame.opened': ({ child }) => [child],
  'frame.closed': ({ outcome, error }) => [withError(outcome, error)],
  'scope.cancelled': ({ why, by }) => [by === undefined ? why : `${why} by ${by}`],
  'review.reworked': ({ round, findings }) => [`round ${round}`, plural(findings.length, 'finding')],
  'tool.requested': ({ tool, ...judged }) => [describeTool(tool), ...tellJudged(judged)],
  'tool.judged': tellJudged,
  'tool.completed': ({ ok, output }) => [`${ok ? 'ok' : 'failed'}${output ? `: ${output}` : ''}`],
  'merge.requested': ({ merge, ...judged }) => [
    tellMerge(merge),
    plural(merge.files.length, 'file'),
    ...tellJudged(judged),
  ],
  'merge.judged': tellJudged,
  'turn.requested': ({ text, ...judged }) => [...tellJudged(judged), text],
  'turn.judged': tellJudged,
  'message.sent': ({ by, text }) => [by === undefined ? text : `${by}: ${text}`],
  'message.received': ({ text }) => [text],
  'usage.reported': ({ usage, ...judged }) => [
    `${formatCount(usage.input)} in`,
    `${formatCount(usage.output)} out`,
    formatCost({ known: usage.costMicroUsd !== undefined, microUsd: usage.costMicroUsd ?? 0 }),
    ...tellJudged(judged),
  ],
  'spending.observed': ({ elsewhere: { userMicroUsd, projectMicroUsd } }) => [
    `by the same person ${formatElsewhere(userMicroUsd)}`,
    `in this project ${formatElsewhere(projectMicroUsd)}`,
  ],
  'approval.granted': ({ by, choice, comment }) => [`by ${by}`, choice, comment],
  'approval.refused': ({ by, expired, comment }) => [expired ? 'nobody answered in time' : `by ${by}`, comment],
  'approval.ignored': ({ by, reason }) => [`by ${by}: ${reason}`],
  'question.answered': ({ by, command, args, text }) => [
    `${by}: ${command === '' ? text : `/${command} ${args}`.trim()}`,
  ],
  'message.kept': ({ by, text }) => [`${by}, for the next question: ${text}`],
  'hold.elapsed': () => [],
  'policy.added': ({ policy, by }) => [`${policy.name} by ${by}`],
};

const withError = (outcome: string, error: { readonly message: string } | undefined): string =>
  error === undefined ? outcome : `${outcome}: ${error.message}`;

const tellMember = ([name, value]: readonly [string, unknown]): string =>
  `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;

type Judged = { readonly decisions?: readonly Decision[]; readonly asks?: readonly { readonly text: string }[] };

/** What is asked says why it is asked. */
function tellJudged({ decisions = [], asks = [] }: Judged): readonly string[] {
  const asked = asks.map(({ text }) => `asks: ${text}`);
  return [
    ...decisions.flatMap(({ decision, policy, rule, reason }) =>
      decision === 'ask' && asks.length > 0 ? [] : [`${decision} by ${policy}/${rule}${reason ? `: ${reason}` : ''}`],
    ),
    ...asked,
  ];
}

/** What of a plan tells the steps of a workflow apart. */
function tellPlan(plan: unknown): readonly (string | undefined)[] {
  const { agent, title, run, round } = Object(plan) as Readonly<Record<string, unknown>>;
  return [
    typeof agent === 'string' ? agent : undefined,
    typeof round === 'number' && round > 1 ? `round ${round}` : undefined,
    typeof title === 'string' ? title : undefined,
    typeof run === 'string' ? run : Array.isArray(run) ? run.join(' ') : undefined,
  ];
}

function tellResult(result: unknown): readonly (string | undefined)[] {
  const { verdict, exit_code, branch, text } = Object(result) as Readonly<Record<string, unknown>>;
  return [
    typeof verdict === 'string' ? verdict : undefined,
    typeof exit_code === 'number' ? `exit code ${exit_code}` : undefined,
    typeof branch === 'string' ? branch : undefined,
    typeof text === 'string' ? text : undefined,
  ];
}

const formatElsewhere = (microUsd: number | undefined): string =>
  microUsd === undefined ? 'not known' : formatCost({ known: true, microUsd }) || 'nothing';
