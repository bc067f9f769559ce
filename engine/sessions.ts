/** Which steps are sessions with an agent: they speak, cost something, and may say nothing of it. */
import type { Step } from './compile/workflow.ts';

const kinds: ReadonlySet<Step['kind']> = new Set(['agent', 'review', 'head', 'judge']);

export const isSession = ({ kind, frames }: Step): boolean => kinds.has(kind) && frames === undefined;
