/** `make`: the recipes of the targets that it is given. */
import { known } from '../field.ts';
import { type Makefile, parseMakefile } from '../makefile.ts';
import { has, optionTable, readOptions } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { childOf, lookUp } from '../scripts.ts';
import { doubt, shown } from '../tally.ts';

const table = optionTable(
  '-B -i -j? -k -l? -n -O? -q -r -R -s -S -t -w -v --always-make --ignore-errors --jobs? --keep-going --dry-run --just-print --recon --output-sync? --question --no-builtin-rules --no-builtin-variables --silent --quiet --touch --print-directory --no-print-directory --version --help --warn-undefined-variables',
);

const make: Handler = (reader, call) => {
  const { options, rest, strange } = readOptions(call.words, table, 'any');
  const [first, ...more] = rest;
  report(
    reader,
    'make',
    first?.known === true && !first.text.startsWith('-') ? first.text : '',
    first === undefined ? call.words : more,
  );
  if (has(options, '--version', '-v', '--help')) return undefined;
  const odd = strange ?? rest.find((word) => !word.known || word.text.includes('='));
  if (odd !== undefined) return doubt(reader.tally, 'script', `what make does with ${shown(odd.text)} is not known`);
  const file = lookUp(reader, known('Makefile'), call.flow);
  if (file === undefined) return undefined;
  const makefile = parseMakefile(file.text);
  if (makefile === undefined) return doubt(reader.tally, 'script', `${file.path} is more than can be read`);
  const targets = rest.filter(({ text }) => !/^\d+$/.test(text) || makefile.rules.has(text));
  const named = targets.length > 0 ? targets : makefile.first === undefined ? [] : [known(makefile.first)];
  const seen = new Set<string>();
  for (const { text } of named) {
    if (makefile.rules.has(text)) build(reader, call, makefile, text, file.path, seen);
    else doubt(reader.tally, 'script', `${file.path} has no target ${shown(text)}`);
  }
  return undefined;
};

function build(
  reader: Reader,
  call: Call,
  makefile: Makefile,
  target: string,
  path: string,
  seen: Set<string>,
): undefined {
  const rule = makefile.rules.get(target);
  if (rule === undefined || seen.has(target)) return;
  seen.add(target);
  for (const need of rule.needs) build(reader, call, makefile, need, path, seen);
  const entry = `${path}#${target}`;
  if (reader.trail.includes(entry)) return;
  for (const line of rule.recipe) {
    reader.acts.text(
      { ...reader, trail: [...reader.trail, entry] },
      line,
      childOf(call.flow),
      `the target ${shown(target)} of ${path}`,
    );
  }
}

export const making: ReadonlyMap<string, Handler> = new Map([['make', make]]);
