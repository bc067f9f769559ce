/**
 * A run as plain lines, one for each thing that happened: what stands in a log file, in CI, and wherever a picture
 * cannot be redrawn. Told from the event and the view that has already folded it.
 */
import type { Ask, Decision, EventOf, RunEvent } from '../../engine/events.ts';
import { formatCost, formatElapsed, formatMerged, formatMoment } from '../../runs/view/amounts.ts';
import { commandOf } from '../../runs/view/commands.ts';
import { named, type RunView, type StepRow } from '../../runs/view/index.ts';
import { formatAddress } from './address.ts';
import { paintOf, type Style } from './style.ts';
import { neutraliseLine, pad, truncate } from './text.ts';

/** Undefined for what is no news to a reader: bookkeeping of frames, usage, calls that went well. */
export function renderProgress(event: RunEvent, view: RunView, style: Style): string | undefined {
  const news = tell(event, view, style);
  if (news === undefined) return undefined;
  const at = formatElapsed(Math.max(0, event.at - view.startedAt)).padStart(7);
  const where =
    'step' in event && event.step !== undefined ? formatAddress(event.frame, event.step) : formatAddress(event.frame);
  const place = where === '' ? '' : `${pad(truncate(neutraliseLine(where), 32), 18)} `;
  return `${style.dim(at)}  ${place}${news}`;
}

function tell(event: RunEvent, view: RunView, style: Style): string | undefined {
  const say = (text: string): string => truncate(neutraliseLine(text), 160);
  const waitsFor = (asks: readonly Ask[] = []): string | undefined =>
    asks.map((ask) => style.yellow(tellAsk(ask, view.run))).join('; ') || undefined;
  const refusedBy = (decisions: readonly Decision[] = []): string | undefined =>
    decisions.some(({ decision }) => decision === 'deny')
      ? style.red(say(`refused${reasonOf({ message: reasonsOf(decisions) })}`))
      : undefined;
  switch (event.type) {
    case 'run.created':
      return `run ${say(event.run)} of ${say(view.workflow ?? 'a workflow')}, started by ${say(named(event.starter, event.from))}`;
    case 'run.finished':
      return paintOf(style, event.outcome)(say(`run ${event.outcome}${reasonOf(event.error)}`));
    case 'step.started':
      return say(tellStart(event, stepOf(view, event)));
    case 'step.skipped':
      return style.dim('skipped');
    case 'step.asked':
      return waitsFor(event.asks) ?? style.yellow(say(`held: ${stepOf(view, event)?.held ?? 'by a policy'}`));
    case 'step.waiting':
      return style.yellow(`waits until ${formatMoment(event.until)}`);
    case 'step.refused':
      return style.red(say(`refused${reasonOf({ message: reasonsOf(event.decisions) })}`));
    case 'step.stopping':
      return `stopping (${event.why})`;
    case 'step.cancelled':
      return style.dim('cancelled');
    case 'step.finished':
      return tellFinish(event, stepOf(view, event), style);
    case 'attempt.failed':
      return style.red(say(`attempt ${event.attempt} ${event.lost ? 'was lost' : 'failed'}${reasonOf(event.error)}`));
    case 'scope.cancelled':
      return say(`cancelled${event.by === undefined ? '' : ` by ${named(event.by, event.from)}`} (${event.why})`);
    case 'review.reworked':
      return style.yellow(say(`round ${event.round}: request_changes, ${findingOf(event.findings)}`));
    case 'tool.requested':
    case 'merge.requested': {
      const what = stepOf(view, event)?.lines.at(-1)?.text ?? 'a call';
      const judged = refusedBy(event.decisions) ?? waitsFor(event.asks);
      return judged === undefined ? style.dim(say(what)) : `${style.dim(say(what))} ${judged}`;
    }
    case 'tool.judged':
    case 'merge.judged':
    case 'turn.requested':
    case 'turn.judged':
      return refusedBy(event.decisions) ?? waitsFor(event.asks);
    case 'usage.reported':
      return waitsFor(event.asks);
    case 'policy.added':
      return say(`policy ${event.policy.name} added by ${named(event.by, event.from)}`);
    case 'tool.completed':
      return event.ok
        ? undefined
        : style.dim(say(`tool failed${event.output === undefined ? '' : `: ${event.output}`}`));
    case 'message.sent':
      return style.dim(say(`${speakerOf(event)}> ${event.text}`));
    case 'message.received':
      return style.dim(say(event.text));
    case 'approval.granted':
      return style.green(say(`${event.choice ?? 'approved'} by ${named(event.by, event.from)}${quote(event.comment)}`));
    case 'approval.refused':
      return style.red(
        say(
          event.expired
            ? 'nobody answered in time'
            : `denied by ${named(event.by ?? '?', event.from)}${quote(event.comment)}`,
        ),
      );
    case 'approval.ignored':
      return style.dim(say(`answer by ${named(event.by, event.from)} ignored: ${event.reason}`));
    case 'question.answered':
      return style.green(
        say(`${named(event.by, event.from)}: ${event.command === '' ? event.text : `/${event.command} ${event.args}`}`),
      );
    case 'message.kept':
      return style.dim(say(`${named(event.by, event.from)}, for the next question: ${event.text}`));
    case 'backoff.elapsed':
    case 'frame.opened':
    case 'frame.closed':
    case 'session.opened':
    case 'hold.elapsed':
    case 'spending.observed':
      return undefined;
  }
}

function stepOf(view: RunView, at: { readonly frame: string; readonly step: string }): StepRow | undefined {
  return view.steps.get(at.frame === '' ? at.step : `${at.frame}/${at.step}`);
}

function tellStart(event: EventOf<'step.started'>, step: StepRow | undefined): string {
  const who =
    step?.agent === undefined
      ? step?.kind === 'run'
        ? step.title
        : undefined
      : [step.agent, step.vendor].filter(Boolean).join(', ');
  return `started${event.attempt > 1 ? ` attempt ${event.attempt}` : ''}${who === undefined ? '' : `: ${who}`}`;
}

function tellFinish(event: EventOf<'step.finished'>, step: StepRow | undefined, style: Style): string {
  const verdict = step?.kind === 'review' && step.review?.verdict ? [step.review.verdict] : [];
  const cost = step === undefined ? '' : formatCost(step.cost);
  const merged = event.outcome === 'done' && step?.merged !== undefined ? [formatMerged(step.merged)] : [];
  const what = [`${event.outcome}${reasonOf(event.error)}`, ...merged, ...verdict, ...(cost === '' ? [] : [cost])].join(
    ', ',
  );
  const text = truncate(neutraliseLine(`${what}${event.continued ? ' (continued)' : ''}`), 160);
  return paintOf(style, event.outcome)(text);
}

function reasonOf(error: { readonly message: string } | undefined): string {
  return error === undefined || error.message === '' ? '' : `: ${error.message}`;
}

function reasonsOf(decisions: readonly Decision[] = []): string {
  const denials = decisions.filter(({ decision }) => decision === 'deny');
  return denials.map(({ policy, rule, reason }) => reason ?? `${policy}/${rule}`).join('; ');
}

function quote(comment: string | undefined): string {
  return comment === undefined ? '' : ` "${comment}"`;
}

/** Whoever speaks at a command line is not named: most often it is this one. */
function speakerOf({ by, from }: EventOf<'message.sent'>): string {
  return by === undefined || from === undefined || from.way === 'cli' ? '' : `${named(by, from)} `;
}

function findingOf(findings: readonly unknown[]): string {
  const [first] = findings as readonly { readonly text?: unknown }[];
  const rest = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return typeof first?.text === 'string' ? `${first.text}${rest}` : `${findings.length} findings`;
}

/** What to type is never cut off. */
function tellAsk(ask: Ask, run: string): string {
  const rule = ask.policy === undefined ? '' : `${ask.policy}/${ask.rule ?? ''}; `;
  const text = truncate(neutraliseLine(`waits: ${ask.text}`), 120);
  return `${text} (${neutraliseLine(`${rule}${commandOf(ask, run)}`)})`;
}
