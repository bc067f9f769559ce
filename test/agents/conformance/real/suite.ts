/**
 * Everything that a real harness is held to, whoever made it: the contract, the gate, what may go wrong. The titles name
 * the points: `npm run harnesses:check` lists each of them for each harness, as holding, drifted or not offered.
 */
import { describe } from 'vitest';
import { whyNot } from '../../../harnesses/installed.ts';
import { describeHarness } from '../harness.ts';
import { describeFaults } from './faults.ts';
import { describeGate } from './gate.ts';
import { type RealStage, useStage } from './stage.ts';
import { modelTurns } from './turns.ts';
import type { RealSubject } from './words.ts';

/** Skipped, with the reason in the name, where the harness is not installed. `more`: what only it can do or suffer. */
export function describeReal(subject: RealSubject, more?: (stage: RealStage) => void): void {
  const { harness, name = harness, program, capabilities, dialect, costMicroUsd = () => undefined } = subject;
  const reason = program && whyNot(program.name, program.path);
  const timeout = Math.max(60_000, 12 * (subject.slowestMs ?? 0));
  describe.skipIf(reason !== undefined)(`${name}${reason === undefined ? '' : ` (${reason})`}`, { timeout }, () => {
    const stage = useStage(subject);
    describeHarness(name, {
      capabilities,
      costMicroUsd,
      prepare(script, resumed = []) {
        const adapter = stage.adapter();
        const start: typeof adapter.start = (request) => {
          stage.model().play(modelTurns(request.session === undefined ? script : resumed, dialect));
          return adapter.start(request);
        };
        return { harness: { ...adapter, start }, agent: stage.agent() };
      },
    });
    describeGate(subject, stage);
    describeFaults(subject, stage);
    if (more) describe('of its own', () => more(stage));
  });
}
