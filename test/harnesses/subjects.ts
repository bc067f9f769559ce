/** The harnesses, and which tests hold each of them to the common suite: one entry for each adapter. */
import { claudeSubject } from '../agents/claude-code/subject.ts';
import { codexSubject } from '../agents/codex/subject.ts';
import type { RealSubject } from '../agents/conformance/real/words.ts';
import { modelSubject } from '../agents/model/subject.ts';
import { piSubject } from '../agents/pi/subject.ts';

/** Those that are held to the whole of it. */
export const subjects: readonly RealSubject[] = [claudeSubject, codexSubject, modelSubject, piSubject];

export interface Held {
  readonly harness: string;
  /** What must be installed; absent: nothing. */
  readonly program?: string;
  readonly file: string;
}

const acp = 'test/agents/acp/real.test.ts';

/** Agents of the protocol are held to the contract; their gates and faults are tried beside it, each as it can. */
export const held: readonly Held[] = [
  ...subjects.map(({ harness, program }) => ({
    harness,
    file: `test/agents/${harness}/real.test.ts`,
    ...(program && { program: program.name }),
  })),
  { harness: 'gemini', program: 'gemini', file: acp },
  { harness: 'opencode', program: 'opencode', file: acp },
  { harness: 'copilot', program: 'copilot', file: acp },
  { harness: 'acp', file: 'test/agents/acp/conformance.test.ts' },
];
