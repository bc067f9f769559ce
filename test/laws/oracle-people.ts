/** What people answer, as the oracle reads it off the script: to asks, to questions, and before anybody asked. */
import type { Case } from './cases.ts';
import type { Answered, Frame, Memory, Said, Step, Story } from './oracle-types.ts';
import { msOf } from './oracle-types.ts';
import { answersTo, starter, wordsTo } from './script.ts';

const dayMs = 86_400_000;

export function peopleIn({ script }: Case, startMs: number, isCut: Story['isCut']): Pick<Story, 'ask' | 'question'> {
  /** What was said unasked and has not reached a question. It is known only where one thing follows the other. */
  const mail = script.messages.map(({ atMs, ...said }) => ({ ...said, at: startMs + atMs }));
  return { ask, question };

  /** `not` and `at_least` are an approval's. Silence for too long is a refusal. */
  function ask(step: Step, frame: Frame, memory: Memory, kind: string, at: number, cut: number): Answered {
    const nth = nthOf(memory, kind);
    const isApproval = kind === 'approve';
    const expires = at + (isApproval && step.timeout !== undefined ? msOf(step.timeout) : dayMs);
    const needed = isApproval ? (step.approvers?.at_least ?? 1) : 1;
    const granted = new Set<string>();
    for (const { afterMs, by, says, choice } of answersTo(script, frame.path, step.id, kind, nth)) {
      if (says === 'nothing' || (isApproval && step.approvers?.not && by === starter)) continue;
      if (isCut(at + afterMs, expires) || isCut(at + afterMs, cut)) break;
      if (says === 'refuse') return { says: 'refused', at: at + afterMs, choice: 'fail' };
      granted.add(by);
      if (granted.size >= needed) return { says: 'granted', at: at + afterMs, choice };
    }
    return isCut(expires, cut)
      ? { says: 'cut', at: cut, choice: 'fail' }
      : { says: 'expired', at: expires, choice: 'fail' };
  }

  /** Whatever does not fit is passed by, and the next word counts. */
  function question(step: Step, frame: Frame, memory: Memory, at: number, cut: number): Said {
    const nth = nthOf(memory, 'question');
    const expires = step.timeout === undefined ? Infinity : at + msOf(step.timeout);
    const ends = Math.min(expires, cut);
    const answers = wordsTo(script, frame.path, step.id, nth)
      .filter(({ says }) => says !== 'nothing')
      .map(({ afterMs, ...answer }) => ({ ...answer, at: at + afterMs }));
    for (const answer of answers) {
      const unasked = step.output ? undefined : heard(step, at, Math.min(answer.at, ends));
      if (unasked) return unasked;
      if (isCut(answer.at, ends)) break;
      if (answer.says === 'refuse') return { says: 'refused', at: answer.at, by: answer.by, words: '' };
      if (fits(step, answer.words)) return { says: 'answered', at: answer.at, by: answer.by, words: answer.words };
    }
    return isCut(expires, cut)
      ? { says: 'cut', at: cut, by: '', words: '' }
      : { says: 'expired', at: expires, by: '', words: '' };
  }

  /** The first that fits of what is said until then; what was said before it was asked answers it at once. */
  function heard(step: Step, asked: number, until: number): Said | undefined {
    for (let next = mail[0]; next && !isCut(next.at, until); next = mail[0]) {
      mail.shift();
      const at = isCut(next.at, asked) ? next.at : asked;
      if (fits(step, next.words)) return { says: 'answered', at, by: next.by, words: next.words };
    }
    return undefined;
  }
}

function nthOf({ asks }: Memory, kind: string): number {
  const nth = (asks[kind] ?? 0) + 1;
  asks[kind] = nth;
  return nth;
}

/** Empty words answer nothing; where there are commands, what begins like one has to be one. */
function fits({ output, commands }: Step, words: string): boolean {
  if (output) return words !== '/quti' && words !== ' ';
  if (words.trim() === '') return false;
  return !commands || !words.startsWith('/') || commands.includes(words.slice(1).split(' ')[0]!);
}
