/**
 * The story of a run in one line for each thing that moved it; tools, what agents say, usage and frames are left to the
 * rows.
 */
import type { Envelope, RunEvent } from '../../engine/events.ts';
import { named } from './named.ts';
import { addressOf } from './rows.ts';
import type { RunView } from './types.ts';

export function foldTimeline(view: RunView, { seq, event }: Envelope): void {
  const text = tell(event);
  if (text === undefined) return;
  const step = 'step' in event ? event.step : undefined;
  const address = step === undefined ? event.frame : addressOf(event.frame, step);
  view.timeline.push({ seq, at: event.at, address, type: event.type, ...(text !== '' && { text }) });
}

/** `''` for an event whose type says it all; undefined for one that is no part of the story. */
function tell(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run.created':
      return `by ${named(event.starter, event.from)}`;
    case 'run.finished':
    case 'step.finished':
      return [event.outcome, event.error?.message].filter(Boolean).join(': ');
    case 'step.started':
      return event.attempt > 1 ? `attempt ${event.attempt}` : '';
    case 'step.asked':
      return (event.asks ?? []).map(({ text }) => text).join('; ');
    case 'step.refused':
      return (event.decisions ?? [])
        .flatMap(({ decision, reason }) => (decision === 'deny' ? (reason ?? []) : []))
        .join('; ');
    case 'step.stopping':
      return event.why;
    case 'attempt.failed':
      return event.error.message;
    case 'scope.cancelled':
      return event.by === undefined ? event.why : `${event.why} by ${named(event.by, event.from)}`;
    case 'review.reworked':
      return `round ${event.round}, findings: ${event.findings.length}`;
    case 'approval.granted':
      return [`by ${named(event.by, event.from)}`, event.choice, event.comment].filter(Boolean).join(', ');
    case 'approval.refused':
      if (event.expired) return 'nobody answered in time';
      return [`by ${named(event.by ?? '?', event.from)}`, event.comment].filter(Boolean).join(', ');
    case 'approval.ignored':
      return `by ${named(event.by, event.from)}: ${event.reason}`;
    case 'step.waiting':
      return `until ${new Date(event.until).toISOString()}`;
    case 'question.answered':
      return `${named(event.by, event.from)}: ${event.command === '' ? event.text : `/${event.command} ${event.args}`.trim()}`;
    case 'tool.requested':
    case 'merge.requested':
    case 'turn.requested':
    case 'usage.reported':
      return event.asks?.map(({ text }) => text).join('; ');
    case 'policy.added':
      return `${event.policy.name} by ${named(event.by, event.from)}`;
    case 'message.sent':
      return event.by === undefined ? undefined : `${named(event.by, event.from)}: ${event.text}`;
    case 'message.kept':
      return `${named(event.by, event.from)}, for the next question: ${event.text}`;
    case 'step.skipped':
    case 'step.cancelled':
      return '';
    default:
      return undefined;
  }
}
