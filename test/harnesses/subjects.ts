/** The real harnesses that the common suite knows: one entry for each adapter. */
import { claudeSubject } from '../agents/claude-code/subject.ts';
import { codexSubject } from '../agents/codex/subject.ts';
import type { RealSubject } from '../agents/conformance/real/words.ts';
import { modelSubject } from '../agents/model/subject.ts';
import { piSubject } from '../agents/pi/subject.ts';

export const subjects: readonly RealSubject[] = [claudeSubject, codexSubject, modelSubject, piSubject];
