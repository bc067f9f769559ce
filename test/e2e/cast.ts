/**
 * The parts of a workflow, played by one model service whatever harness asks it: whoever asks is known by the tools that
 * it offers, and its part by what it was told. So the same script runs polly with Claude Code here and Codex there.
 */
import type { Json } from '../../schema/json.ts';
import { copilotDialect, geminiDialect, opencodeDialect } from '../agents/acp/subject.ts';
import { claudeDialect } from '../agents/claude-code/subject.ts';
import { codexDialect } from '../agents/codex/subject.ts';
import type { Act, Dialect } from '../agents/conformance/real/words.ts';
import { modelDialect, wires } from '../agents/model/subject.ts';
import { piDialect } from '../agents/pi/subject.ts';
import type { ModelTurn, Seen, Wire } from '../fixtures/models/words.ts';

/** What one part does when it is asked. */
export interface Part {
  /** Stands in its instructions or in a prompt of its. */
  readonly says: string;
  /** Only who asks in this format plays it. Default: whoever was told the words. */
  readonly wire?: Wire;
  /** Acts first, one after the other; then, when each has answered, its words or its answer. */
  readonly acts?: readonly Act[];
  readonly text?: string;
  readonly answer?: Json;
}

const dialects: readonly Dialect[] = [
  claudeDialect,
  codexDialect,
  ...wires.map(modelDialect),
  piDialect,
  { ...piDialect, wire: 'gemini' },
  geminiDialect,
  opencodeDialect,
  copilotDialect,
];

/** The last of the parts whose words are in the request plays it. */
export function cast(parts: readonly Part[], usage = { input: 1000, output: 100 }): (seen: Seen) => ModelTurn {
  return (seen) => {
    const heard = [seen.system, ...seen.messages.map(({ text }) => text)].join('\n');
    const nth = parts.findLastIndex(({ says, wire = seen.wire }) => wire === seen.wire && heard.includes(says));
    const part = parts[nth];
    if (part === undefined) return { text: 'There is no part for me.', usage };
    const dialect = dialectOf(seen);
    const asked = JSON.stringify(seen.body);
    const isNew = (id: string): boolean => !asked.includes(id);
    // Gemini's words have no ids.
    const isDone = (id: string, input: Json): boolean => !isNew(id) || asked.includes(JSON.stringify(input));
    for (const [at, act] of (part.acts ?? []).entries()) {
      const call = dialect.call(act);
      if (call === undefined) throw new Error(`nobody who speaks ${dialect.wire} can ${JSON.stringify(act)}`);
      const id = `call_part${nth}act${at}`;
      if (!isDone(id, call.input)) return { calls: [{ ...call, id }], usage };
    }
    return { ...ending(part, dialect, isDone), usage };
  };
}

function ending(
  { text = 'Done.', answer, says }: Part,
  dialect: Dialect,
  isDone: (id: string, input: Json) => boolean,
): ModelTurn {
  if (answer === undefined) return { text };
  const given = dialect.answer?.(answer);
  if (given?.calls === undefined) return { text: JSON.stringify(answer) };
  const id = `call_answer${says.replace(/[^A-Za-z]/g, '')}`;
  return isDone(id, answer) ? { text } : { calls: given.calls.map((call) => ({ ...call, id })) };
}

/** The tools that every harness offers its model, and no two of one format under the same names. */
const known: readonly Act[] = [{ shell: '' }, { write: { path: '', content: '' } }];

function dialectOf(seen: Seen): Dialect {
  const { tools, wire } = seen;
  const found = dialects.find(
    (dialect) =>
      dialect.wire === wire &&
      known.every((act) => {
        const call = dialect.call(act);
        return call !== undefined && tools.includes(call.name);
      }),
  );
  if (found === undefined) throw new Error(`nobody known offers ${tools.join(', ')} over ${wire}`);
  return found;
}

/** A writer who writes a greeting and then tries to push by force; and a reviewer, who approves. */
export const greeting = (text?: string): readonly Part[] => [
  {
    says: 'Write a greeting.',
    acts: [{ write: { path: 'greeting.txt', content: 'Hello\n' } }, { shell: 'git push --force origin main' }],
    ...(text !== undefined && { text }),
  },
  { says: 'You review a change', answer: { verdict: 'approve', findings: [] } },
];

/** The same, but the service takes the second request of the writer and never answers. */
export function hangingAtSecond(parts: readonly Part[]): (seen: Seen) => ModelTurn {
  const play = cast(parts);
  let asked = 0;
  return (seen) => {
    if (seen.messages.some(({ text }) => text.includes('You review a change'))) return play(seen);
    asked += 1;
    return asked === 2 ? { hang: true } : play(seen);
  };
}
