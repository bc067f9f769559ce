/** The exit codes of each command with what they say of it: its help and the reference tell them. */
import { type ExitCode, exit, exitMeanings } from './exit.ts';

type Ending = readonly [code: ExitCode, meaning: string];

const whenFailed = (meaning: string): readonly Ending[] => [
  [exit.done, 'done'],
  [exit.failed, meaning],
  [exit.invalid, 'invalid input'],
];
const plain = whenFailed('it could not be done');
const asTheRun = exitMeanings;
const asTheRunIfResumed = exitMeanings.map(
  ([code, meaning]): Ending => [code, plain.some(([own]) => own === code) ? meaning : `${meaning} (--resume)`],
);

const known: ReadonlyMap<string, readonly Ending[]> = new Map([
  ['apply', asTheRun],
  ['resume', asTheRun],
  ['watch', asTheRun],
  ['approve', asTheRunIfResumed],
  ['deny', asTheRunIfResumed],
  ['send', asTheRunIfResumed],
  ['replay', whenFailed('it comes to something else than the run did')],
  ['audit', whenFailed('a chain is broken')],
  ['policy test', whenFailed('a case failed')],
]);

/** A command that has nothing of its own to say ends as any does. */
export const endingsOf = (command: string): readonly Ending[] => known.get(command) ?? plain;

/** One line, to stand below help. */
export const describeEndings = (endings: readonly Ending[]): string =>
  `\nExit codes: ${endings.map((ending) => ending.join(' ')).join(', ')}`;
