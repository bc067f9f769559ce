/** Every ask of a run, open or over, with what people said to it. */
import type { Decision, Envelope, EventOf, RunEvent } from '../../engine/events.ts';
import { foldAsks, type OpenAsk, type OpenAsks } from '../asks.ts';
import { addressOf } from '../view/rows.ts';
import type { AskAnswer, AskTold } from './types.ts';

type Told = { -readonly [K in keyof AskTold]: AskTold[K] } & { readonly answers: AskAnswer[] };

/** Which addresses wait for an ask now that did not, and which no longer do. */
export interface Waiting {
  readonly id: string;
  readonly began: readonly string[];
  readonly ended: readonly string[];
}

export interface AskBook {
  /** Answers what changed about who waits for what. */
  fold(envelope: Envelope): readonly Waiting[];
  /** The asks that what was judged waits for, or was let through by: after the event was folded. */
  namedBy(event: RunEvent): readonly string[];
  /** Whether a decision is settled, and how. */
  settled(decision: Decision): 'open' | 'granted' | 'refused';
  told(ids: Iterable<string>): readonly AskTold[];
}

export function createAskBook(): AskBook {
  const all = new Map<string, Told>();
  const open: OpenAsks = new Map();
  const newestByKey = new Map<string, string>();
  const refusedKeys = new Set<string>();
  /** Who waits for the open ones. */
  const places = new Map<string, readonly string[]>();
  const ofKey = ({ decision, key }: Decision): readonly string[] => {
    const id = decision === 'ask' && key !== undefined ? newestByKey.get(key) : undefined;
    return id === undefined ? [] : [id];
  };

  const answer = (event: RunEvent, seq: number): void => {
    if (!isAnswer(event)) return;
    const ask = all.get(event.approval);
    if (ask === undefined) return;
    ask.answers.push({ seq, at: event.at, ...wordsOf(event) });
    if (event.type === 'question.answered') ask.status = 'answered';
    else if (event.type === 'approval.refused') {
      ask.status = event.expired ? 'expired' : 'refused';
      const key = open.get(event.approval)?.ask.key;
      if (key !== undefined) refusedKeys.add(key);
    }
  };

  return {
    fold({ seq, event }) {
      for (const ask of putBy(event)) {
        const { id, text, key, policy, rule } = ask;
        const which = { ...(policy !== undefined && { policy }), ...(rule !== undefined && { rule }) };
        all.set(id, { id, seq, at: event.at, text, ...which, status: 'open', answers: [] });
        if (key !== undefined) newestByKey.set(key, id);
      }
      answer(event, seq);
      return foldAsks(open, event).map(({ ask: { id } }) => {
        const now = open.get(id);
        const ask = all.get(id);
        if (now === undefined && ask?.status === 'open') {
          ask.status = event.type === 'approval.granted' && event.approval === id ? 'granted' : 'withdrawn';
        }
        const [had, has] = [places.get(id) ?? [], placesOf(now)];
        if (now === undefined) places.delete(id);
        else places.set(id, has);
        const [began, ended] = [has.filter((at) => !had.includes(at)), had.filter((at) => !has.includes(at))];
        return { id, began, ended };
      });
    },
    namedBy(event) {
      return [...new Set([...putBy(event).map(({ id }) => id), ...decisionsOf(event).flatMap(ofKey)])];
    },
    settled(decision) {
      if (decision.key !== undefined && refusedKeys.has(decision.key)) return 'refused';
      return ofKey(decision).some((id) => open.has(id)) ? 'open' : 'granted';
    },
    told: (ids) =>
      [...ids].flatMap((id) => {
        const ask = all.get(id);
        return ask === undefined ? [] : [{ ...ask, answers: [...ask.answers] }];
      }),
  };
}

const putBy = (event: RunEvent) => ('asks' in event && event.asks) || [];
export const decisionsOf = (event: RunEvent): readonly Decision[] => ('decisions' in event && event.decisions) || [];

const placesOf = (ask: OpenAsk | undefined): readonly string[] =>
  ask?.waiters.map(({ frame, step }) => addressOf(frame, step)) ?? [];

type Answer = EventOf<'approval.granted' | 'approval.refused' | 'question.answered'>;

export const isAnswer = (event: RunEvent): event is Answer =>
  event.type === 'approval.granted' || event.type === 'approval.refused' || event.type === 'question.answered';

function wordsOf(event: Answer): Omit<AskAnswer, 'seq' | 'at'> {
  if (event.type === 'question.answered') {
    const { command, args, text, output } = event;
    const said = command === '' ? text : `/${command} ${args}`.trim();
    return { granted: true, by: event.by, comment: output === undefined ? said : JSON.stringify(output) };
  }
  return {
    granted: event.type === 'approval.granted',
    ...(event.by !== undefined && { by: event.by }),
    ...(event.comment !== undefined && { comment: event.comment }),
    ...('choice' in event && event.choice !== undefined && { choice: event.choice }),
  };
}
