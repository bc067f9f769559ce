/** The harnesses, and which tests hold each of them to the common suite: one entry for each adapter. */
import { copilotSubject, geminiSubject, opencodeSubject } from '../agents/acp/subject.ts';
import { claudeSubject } from '../agents/claude-code/subject.ts';
import { codexSubject } from '../agents/codex/subject.ts';
import type { RealSubject } from '../agents/conformance/real/words.ts';
import { modelSubject } from '../agents/model/subject.ts';
import { piSubject } from '../agents/pi/subject.ts';

/** Each with an adapter of its own. */
export const subjects: readonly RealSubject[] = [claudeSubject, codexSubject, modelSubject, piSubject];

/** Of one adapter: a file each, so that they run side by side. */
const presets: readonly RealSubject[] = [geminiSubject, opencodeSubject, copilotSubject];

export interface Held {
  readonly harness: string;
  /** What must be installed; absent: nothing. */
  readonly program?: string;
  readonly file: string;
}

const heldIn = ({ harness, program }: RealSubject, file: string): Held => ({
  harness,
  file,
  ...(program && { program: program.name }),
});

/** To the whole of it; of an agent of the protocol that nobody knows only the contract can be asked. */
export const held: readonly Held[] = [
  ...subjects.map((subject) => heldIn(subject, `test/agents/${subject.harness}/real.test.ts`)),
  ...presets.map((subject) => heldIn(subject, `test/agents/acp/${subject.harness}.test.ts`)),
  { harness: 'acp', file: 'test/agents/acp/conformance.test.ts' },
];
