/** What runs where no reader looks. */
import { hostOf } from '../hosts.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { type Elsewhere, elsewhere } from '../tables/elsewhere.ts';
import { guardedWord } from '../tables/guarded.ts';
import { doubt, noteWritten, shown } from '../tally.ts';

function leave(reader: Reader, call: Call, { kind, why, harmless }: Elsewhere): undefined {
  const [first, ...more] = call.words;
  const named = first?.known === true && !first.text.startsWith('-') && /^[a-z-]+$/.test(first.text);
  report(reader, call.program, named ? first.text : '', named ? more : call.words);
  if (/^(?:ssh|slogin|mosh|telnet|sftp|nc|netcat|ncat)$/.test(call.program)) {
    const to = call.words.find(
      ({ text, known }) =>
        known && /^(?:[\w.-]+@)?[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*$/.test(text) && !text.startsWith('-'),
    );
    const host = to === undefined ? undefined : hostOf(to);
    if (host !== undefined) reader.tally.hosts.add(host);
  }
  if (
    first?.known === true &&
    harmless?.test(first.text) === true &&
    !more.some(({ text, known }) => known && guardedWord.test(text))
  )
    return undefined;
  if (kind === 'dynamic') noteWritten(reader.tally);
  doubt(reader.tally, kind, `${call.program} ${why}${first === undefined ? '' : `: ${shown(first.text)}`}`);
  return undefined;
}

const composeReads = /^(?:ps|logs|config|images|top|port|ls|version)$/;

export const elsewhereHandlers: ReadonlyMap<string, Handler> = new Map(
  Object.entries(elsewhere).map(([name, entry]): [string, Handler] => [
    name,
    (reader, call) => {
      const [first, second] = call.words;
      const reads = first?.text === 'compose' && composeReads.test(second?.text ?? '');
      return leave(reader, call, reads ? { ...entry, harmless: /^compose$/ } : entry);
    },
  ]),
);
