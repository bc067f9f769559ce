/** Settings given on git's command line, of which some are commands. */
import { type Field, known, quoted, textsOf } from '../field.ts';
import type { Flow } from '../flow.ts';
import type { Option } from '../options.ts';
import type { Call, Reader } from '../reader.ts';
import type { Subcommand } from '../report.ts';
import { safeSetting, settingIsScript } from '../tables/git.ts';
import { doubt, shown } from '../tally.ts';

/** Reads `-c name=value`. Answers the aliases among them. */
export function readSettings(reader: Reader, options: readonly Option[], flow: Flow): ReadonlyMap<string, Field> {
  const aliases = new Map<string, Field>();
  for (const { name, value } of options) {
    if (name !== '-c' || value === undefined) continue;
    const equals = value.head.indexOf('=');
    const key = equals < 0 ? value.head : value.head.slice(0, equals);
    const text = equals < 0 ? '' : value.text.slice(equals + 1);
    const alias = /^alias\.(.+)$/i.exec(key)?.[1];
    if (equals < 0 && !value.known)
      doubt(reader.tally, 'dynamic', `which setting ${shown(value.text)} is is not known`);
    else if (alias !== undefined) aliases.set(alias, value.known ? known(text) : { text, known: false, head: '' });
    else readSetting(reader, key.toLowerCase(), value.known ? text : undefined, flow);
  }
  return aliases;
}

/** `value` undefined: it is not known. */
function readSetting(reader: Reader, key: string, value: string | undefined, flow: Flow): undefined {
  if (safeSetting.test(key)) return;
  if (!settingIsScript.test(key) || value === undefined) {
    doubt(reader.tally, 'dynamic', `the setting ${shown(key)} may make git run a program`);
  } else if (value !== '') reader.acts.text(reader, value, flow, `the setting ${key}`);
}

/** An alias is a subcommand with words, or after a `!` a script. */
export function runAlias(reader: Reader, alias: Field, { words }: Subcommand, call: Call): undefined {
  if (!alias.known || words.some((word) => !word.known)) {
    doubt(reader.tally, 'dynamic', `what the alias ${shown(alias.text)} runs is not known`);
    return undefined;
  }
  const script = alias.text.startsWith('!') ? alias.text.slice(1) : `git ${alias.text}`;
  reader.acts.text(reader, [script, ...textsOf(words).map(quoted)].join(' '), call.flow, 'a git alias');
}
