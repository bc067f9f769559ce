/** What policies remember of an event: their tracks are worked out before it is folded, and stand on it. */
import { OmniError } from '../../schema/error.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { EventOf, RunEvent, Track } from '../events.ts';
import type { Happening } from '../ports/policies.ts';
import type { OpenAsk } from '../state.ts';
import { type Context, type Site, siteOf } from './context.ts';

export function remembered(context: Context, event: RunEvent): RunEvent {
  const { track } = context.policies;
  if (!track) return event;
  const happenings = happeningsOf(context, event);
  if (happenings.length === 0) return event;
  const tracks: readonly Track[] = track(happenings);
  return tracks.length === 0 ? event : { ...event, tracks: [...tracks] };
}

function happeningsOf(context: Context, event: RunEvent): readonly Happening[] {
  switch (event.type) {
    case 'approval.granted':
    case 'approval.refused':
      return answered(context, event);
    case 'tool.completed':
    case 'message.sent':
    case 'message.received':
    case 'usage.reported':
    case 'attempt.failed':
    case 'step.finished':
    case 'step.cancelled':
    case 'step.asked':
    case 'review.reworked': {
      const site = siteOf(context, event.frame, event.step);
      return site ? ofStep(site, event) : [];
    }
    default:
      return [];
  }
}

function ofStep(site: Site, event: Extract<RunEvent, { step: string }>): readonly Happening[] {
  const base = baseOf(site);
  switch (event.type) {
    case 'tool.completed': {
      const tool = site.own.calls?.[event.call]?.tool;
      return tool ? [{ ...base, point: 'tool', tool: tool as never, ok: event.ok }] : [];
    }
    case 'message.sent':
      return [{ ...base, point: 'message', message: { role: 'person', text: event.text } }];
    case 'message.received':
      return [{ ...base, point: 'message', message: { role: 'agent', text: event.text } }];
    case 'usage.reported':
      return [{ ...base, point: 'usage', usage: event.usage }];
    case 'step.asked':
      // A policy that asks, or a question: nothing has come to its end.
      return event.error ? [...brokenOff(site), ...verdict(site, event.result)] : [];
    case 'step.finished':
      return [...brokenOff(site), ...verdict(site, event.result), { ...base, point: 'step' }];
    case 'review.reworked':
      return [...brokenOff(site), ...verdict(site, event.result)];
    default:
      return brokenOff(site);
  }
}

const baseOf = ({ workflow, state, frame, step, at }: Site) => ({
  workflow,
  state,
  run: state.run,
  frame: frame.path,
  step: step.id,
  kind: step.kind,
  at,
});

/** Calls that were let through and never came to an end may have done all they would. In a fixed order. */
function brokenOff(site: Site): Happening[] {
  const calls = Object.entries(site.own.calls ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return calls.flatMap(([, { life, tool }]) =>
    life === 'allowed' && tool ? [{ ...baseOf(site), point: 'tool', tool: tool as never, ok: false } as const] : [],
  );
}

/** Said by the attempt that runs; what a person chooses later repeats it. */
function verdict(site: Site, result: unknown): Happening[] {
  if (site.step.kind !== 'review' || site.own.life !== 'running') return [];
  const left = isJsonObject(result as JsonObject) ? (result as JsonObject) : {};
  return typeof left.verdict === 'string' ? [{ ...baseOf(site), point: 'verdict', result: left }] : [];
}

/** Of a policy's own ask, once as many as it wants have granted it. */
function answered(context: Context, event: EventOf<'approval.granted'> | EventOf<'approval.refused'>): Happening[] {
  const open: OpenAsk | undefined = context.state.asks[event.approval];
  const site = open && siteOf(context, open.frame, open.step);
  if (!open) throw new OmniError('OMNI6007', `Nothing called ${event.approval} is open`);
  const granted = event.type === 'approval.granted';
  if (!site || open.ask.kind !== 'policy') return [];
  if (granted && open.grants.length + 1 < (open.ask.atLeast ?? 1)) return [];
  return [{ ...baseOf(site), point: 'approval', answer: { ask: open.ask, granted, by: event.by ?? '' } }];
}
