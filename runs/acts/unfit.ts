/** An act that cannot count as things stand, in words for whoever tried it. */
import type { Json } from '../../schema/json.ts';

/**
 * `missing`: there is no such run, ask or step. `over`: there was, or it hears nothing now. `notYours`: somebody else
 * has to do it. `invalid`: it does not fit what is asked. `ambiguous`: it could mean several things.
 */
export type UnfitKind = 'missing' | 'over' | 'notYours' | 'invalid' | 'ambiguous';

/** What could be done instead. Each surface has its own words for it: a command, a link, a field of an error. */
export type Instead =
  /** See what waits for an answer at all. */
  | { readonly do: 'list' }
  /** See how the run stands. */
  | { readonly do: 'show'; readonly run: string }
  /** Grant it without a choice. */
  | { readonly do: 'approve'; readonly ask: string }
  /** Grant it with one of these. */
  | { readonly do: 'choose'; readonly ask: string; readonly options: readonly string[] }
  /** Answer the question in words. */
  | { readonly do: 'write'; readonly run: string }
  /** Fill in the form; `problems` by field, as far as something was filled in. */
  | {
      readonly do: 'fill';
      readonly run: string;
      readonly fields: readonly string[];
      readonly problems?: Readonly<Record<string, string>>;
    }
  /** Say which of the questions is meant, by its ask. */
  | { readonly do: 'pick'; readonly run: string; readonly asks: readonly string[] }
  /** Speak to one of the agents that are at work, by their addresses; there may be none. */
  | { readonly do: 'tell'; readonly agents: readonly string[] }
  /** Speak to an agent at all: whom, was not said. */
  | { readonly do: 'address' }
  /** Say less: so many characters at most. */
  | { readonly do: 'shorten'; readonly most: number }
  /** Nothing: the run has noted the try, and goes on waiting for somebody else. */
  | { readonly do: 'leave' };

export class UnfitAct extends Error {
  readonly kind: UnfitKind;
  readonly instead: Instead | undefined;

  constructor(kind: UnfitKind, message: string, instead?: Instead) {
    super(message);
    this.name = 'UnfitAct';
    this.kind = kind;
    this.instead = instead;
  }
}

/** The fields of a form: values as they are, or texts as they were typed, which are read by the types of the fields. */
export type Fields = Readonly<Record<string, Json>>;

/** What an act is told, as a sentence: on a command line it stands without. */
export const asSentence = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
