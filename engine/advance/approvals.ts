/** What people said. A policy's ask lets its waiters be judged again; a step's own ask is answered for the step. */
import type { EventOf } from '../events.ts';
import type { OpenAsk } from '../state.ts';
import { closeAsk, judgeAgain } from './asks.ts';
import { type Fold, frameOf, impossible, siteIn } from './context.ts';

export const foldApproval = {
  granted(fold: Fold, event: EventOf<'approval.granted'>): void {
    const open = openAsk(fold, event);
    const { ask, waiters, grants } = open;
    grants.push({ by: event.by, ...(event.comment !== undefined && { comment: event.comment }) });
    if (grants.length < (ask.atLeast ?? 1)) return;
    closeAsk(fold, ask.id);
    if (ask.kind === 'policy') {
      fold.state.granted[ask.key ?? ''] = event.by;
      judgeAgain(fold.state, waiters);
      return;
    }
    const { comment, choice } = event;
    const by = grants.map((grant) => grant.by).join(', ');
    const said = { ...(comment !== undefined && { comment }), ...(choice !== undefined && { choice }) };
    answer(fold, open, event, { kind: ask.kind, granted: true, by, ...said });
  },

  refused(fold: Fold, event: EventOf<'approval.refused'>): void {
    const open = openAsk(fold, event);
    const { ask, waiters } = open;
    closeAsk(fold, ask.id);
    if (ask.kind === 'policy') {
      fold.state.refused[ask.key ?? ''] = event.by ?? 'nobody in time';
      judgeAgain(fold.state, waiters);
      return;
    }
    const { by, comment, expired } = event;
    const said = {
      ...(by !== undefined && { by }),
      ...(comment !== undefined && { comment }),
      ...(expired && { expired }),
    };
    answer(fold, open, event, { kind: ask.kind, granted: false, ...said });
  },
};

function openAsk(fold: Fold, event: { type: string; approval: string }): OpenAsk {
  const open = Object.hasOwn(fold.state.asks, event.approval) ? fold.state.asks[event.approval] : undefined;
  if (!open) throw impossible(event, `nothing called ${event.approval} is open`);
  return open;
}

function answer(
  fold: Fold,
  { frame, step, ask }: OpenAsk,
  event: { type: string },
  said: NonNullable<ReturnType<typeof siteIn>['own']['answer']>,
): void {
  siteIn(fold, frameOf(fold, frame, event), step, event).own.answer = said;
  fold.state.agenda.push({ type: 'answered', frame, step, approval: ask.id });
}
