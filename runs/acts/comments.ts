/** Comments on lines of files and diffs, as one message for the agent that wrote them. */
import { longestWords } from '../../engine/driver/index.ts';
import { neutralise, neutraliseLine } from '../view/neutralise.ts';
import { type ActJournal, longestComment, refuseLong } from './act.ts';
import type { Person } from './person.ts';
import { type Said, say } from './say.ts';
import { UnfitAct } from './unfit.ts';

export interface LineComment {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Of a diff: the file before it, or after. Absent: after. */
  readonly side?: 'old' | 'new';
  /** The line as it read when it was commented on: by the time that this is read, another may stand there. */
  readonly quoted?: string;
  readonly text: string;
  /** Who commented. */
  readonly by: string;
}

/**
 * File by file and line by line, each with who said it.
 * @throws UnfitAct where there are none, one is too long, or all of them are more than a run takes at once
 */
export function messageOf(comments: readonly LineComment[]): string {
  if (comments.length === 0) throw new UnfitAct('invalid', 'there are no comments to hand over');
  for (const { text } of comments) refuseLong('a comment', text, longestComment);
  const paths = [...new Set(comments.map(({ path }) => path))].sort();
  const files = paths.map((path) => {
    const ofFile = comments.filter((comment) => comment.path === path).sort((one, other) => one.line - other.line);
    return [`${neutraliseLine(path)}:`, ...ofFile.map(lineOf)].join('\n');
  });
  const message = [heading, ...files].join('\n\n');
  refuseLong('what the comments come to', message, longestWords);
  return message;
}

const heading = 'Comments on what you wrote. Please take up each of them.';

/** Characters of a line that are quoted: enough to find it. */
const longestQuote = 200;

/** What a person wrote is indented, so that no line of it can pass for the place of another comment. */
function lineOf({ line, side, quoted = '', text, by }: LineComment): string {
  const place = side === 'old' ? `line ${line} as it was before` : `line ${line}`;
  const words = neutralise(text).trim().split('\n').join('\n    ');
  const read = neutraliseLine(quoted.trim().slice(0, longestQuote));
  return `- ${place}, ${neutraliseLine(by)}:${read === '' ? ' ' : `\n    > ${read}\n    `}${words}`;
}

/**
 * Hands comments to the agent at work at a step. Where nobody drives the run, they wait for it to go on.
 * @param to a step, or its address
 * @throws UnfitAct when no agent is at work there: the comments are then to be kept
 */
export function hand(
  journal: ActJournal,
  run: string,
  to: string,
  comments: readonly LineComment[],
  who: Person,
  key?: string,
): Promise<Said> {
  return say(journal, run, { to, text: messageOf(comments) }, who, key);
}
