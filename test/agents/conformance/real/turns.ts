/** A scripted turn of the common suite, as the answers of a model that lead a real agent through it. */

import type { ModelTurn } from '../../../fixtures/models/words.ts';
import type { ScriptedTurn } from '../harness.ts';
import type { Dialect } from './words.ts';

/** Tools one after the other, then the words, the answer or the failure. A failure is the service's own. */
export function modelTurns(script: readonly ScriptedTurn[], dialect: Dialect): readonly ModelTurn[] {
  return script.flatMap((turn) => {
    const tools = (turn.tools ?? []).map((act): ModelTurn => {
      const call = dialect.call(act);
      if (call === undefined) throw new Error(`nothing says ${JSON.stringify(act)} to this harness`);
      return { calls: [call] };
    });
    return [...tools, ...endOf(turn, dialect)];
  });
}

function endOf({ text = 'Done.', output, usage, failure }: ScriptedTurn, dialect: Dialect): readonly ModelTurn[] {
  if (failure === 'hang') return [{ hang: true }];
  if (failure === 'crash') return [{ error: { status: 400, type: 'invalid_request_error', message: 'no such thing' } }];
  const spent = usage && { usage: { input: usage.input, output: usage.output } };
  if (output !== undefined && dialect.answer) return [dialect.answer(output), { text, ...spent }];
  return [{ text: output === undefined ? text : JSON.stringify(output), ...spent }];
}
