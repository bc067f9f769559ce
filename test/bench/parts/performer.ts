/**
 * A performer that does nothing, at once: what is left is the engine. Each result comes in a turn of the event loop of
 * its own, as the exits of processes do, so that a group commit has to be earned.
 */
import type { Performer } from '../../../engine/ports/performer.ts';
import type { JsonObject } from '../../../schema/json.ts';

/** 300 bytes of JSON. */
const trivialResult = { exit_code: 0, stdout: 'x'.repeat(250), stderr: '', lines: [] };
export const resultBytes = JSON.stringify(trivialResult).length;

export function createTrivialPerformer(
  onStart: () => void = () => {},
  give: () => JsonObject = () => trivialResult,
): Performer {
  let disposed = false;
  return {
    start({ frame, step, attempt }, report) {
      onStart();
      setImmediate(() => {
        if (disposed) return;
        const id = `${frame}/${step}#${attempt}:finished`;
        report({ type: 'attempt.finished', id, at: Date.now(), frame, step, attempt, result: give() });
      });
    },
    stop() {},
    answer() {},
    send() {},
    async dispose() {
      disposed = true;
    },
  };
}
