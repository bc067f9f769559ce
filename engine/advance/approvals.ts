/** What people said. A policy's ask lets its waiters be judged again; a step's own ask is answered for the step. */
import type { JsonObject } from '../../schema/json.ts';
import type { EventOf } from '../events.ts';
import type { Answer, OpenAsk } from '../state.ts';
import { readFrom } from '../verdict.ts';
import { closeAsk, judgeAgain } from './asks.ts';
import { type Fold, frameOf, impossible, siteIn } from './context.ts';
import { grant } from './grants.ts';

export const foldApproval = {
  granted(fold: Fold, event: EventOf<'approval.granted'>): void {
    const open = openAsk(fold, event);
    const { ask, waiters, grants } = open;
    grants.push({ by: event.by, ...(event.comment !== undefined && { comment: event.comment }) });
    if (grants.length < (ask.atLeast ?? 1)) return;
    closeAsk(fold, ask.id);
    if (ask.kind === 'policy') {
      const by = grants.map((given) => given.by).join(', ');
      const { frame, step } = open;
      const facts = ask.grant === 'as_shown' ? { facts: readFrom(ask.facts) } : {};
      grant(fold.state, ask.key ?? '', by, ask.grant && { waiters, owner: { frame, step, any: true }, ...facts });
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

export function foldQuestion(fold: Fold, event: EventOf<'question.answered'>): void {
  const open = openAsk(fold, event);
  if (open.ask.kind !== 'question') throw impossible(event, `${event.approval} is no question`);
  closeAsk(fold, open.ask.id);
  const { by, text, command, args, output } = event;
  const said = { text, command, args, ...(output !== undefined && { output }) } as JsonObject;
  answer(fold, open, event, { kind: 'question', granted: true, by, said });
  if (event.kept) takeMail(fold, event);
}

/** What was said waits for the next question; what does not fit it is not said again, and the next word may. */
export const foldMail = {
  kept({ state }: Fold, { by, text }: EventOf<'message.kept'>): void {
    state.mail = [...(state.mail ?? []), { by, text }];
  },
  ignored(fold: Fold, event: EventOf<'approval.ignored'>): void {
    frameOf(fold, event.frame, event);
    if (!event.kept) return;
    takeMail(fold, event);
    const open = openAsk(fold, event);
    // Before any younger question has its turn.
    if (fold.state.mail) fold.state.agenda.unshift({ type: 'mail', frame: open.frame, step: open.step });
  },
};

/** Once all is heard, other questions that were put meanwhile have nothing to hear. */
function takeMail({ state }: Fold, event: { type: string }): void {
  if (state.mail?.shift() === undefined) throw impossible(event, 'nothing was said before');
  if (state.mail.length > 0) return;
  delete state.mail;
  state.agenda = state.agenda.filter(({ type }) => type !== 'mail');
}

function openAsk(fold: Fold, event: { type: string; approval: string }): OpenAsk {
  const open = Object.hasOwn(fold.state.asks, event.approval) ? fold.state.asks[event.approval] : undefined;
  if (!open) throw impossible(event, `nothing called ${event.approval} is open`);
  return open;
}

function answer(fold: Fold, { frame, step, ask }: OpenAsk, event: { type: string }, said: Answer): void {
  siteIn(fold, frameOf(fold, frame, event), step, event).own.answer = said;
  fold.state.agenda.push({ type: 'answered', frame, step, approval: ask.id });
}
