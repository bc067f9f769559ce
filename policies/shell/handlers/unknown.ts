/** Programs that the tables do not know: what they run, if anything, would stand among their words. */
import type { Call, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { guardedWord } from '../tables/guarded.ts';
import { doubt, shown } from '../tally.ts';

export function runUnknown(reader: Reader, call: Call): undefined {
  report(reader, call.program, '', call.words);
  for (const word of call.words) {
    if (!word.known) {
      doubt(reader.tally, 'dynamic', `what ${shown(call.program)} does with ${shown(word.text)} is not known`);
    } else if (guardedWord.test(word.text)) {
      doubt(reader.tally, 'dynamic', `${shown(call.program)} may run ${shown(word.text)}`);
    }
  }
}
