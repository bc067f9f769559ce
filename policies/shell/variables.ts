/** Variables: what may be known of them, and what some of them do to every program that is started. */
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import type { Reader } from './reader.ts';
import { guardedVariable, readAsScript } from './tables/variables.ts';
import { doubt, shown } from './tally.ts';

/** Names of which bash does not take, or does not keep, what is assigned. */
const special =
  /^(?:_|\d+|RANDOM|SRANDOM|SECONDS|LINENO|U?E?UID|PPID|PWD|OLDPWD|REPLY|OPTIND|OPTARG|OPTERR|HISTCMD|GROUPS|FUNCNAME|DIRSTACK|PIPESTATUS|EPOCH\w+|COMP_\w+|BASH\w*|SHELL\w*|MAPFILE|COPROC\w*|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|SHLVL)$/;

/**
 * Sets a variable: `value` undefined: to what is not known. `unsure`: it may keep what it had; `number`: to some number.
 */
export function setVariable(
  reader: Reader,
  name: string,
  value: Field | undefined,
  flow: Flow,
  how: 'surely' | 'unsure' | 'number' = 'surely',
): void {
  guardVariable(reader, name, value, flow);
  const keeps = /^[A-Za-z_]\w*$/.test(name) && !special.test(name) && !reader.tally.barred.has(name);
  if (!keeps || how === 'unsure') flow.vars.delete(name);
  else if (how === 'number') flow.vars.set(name, null);
  else if (value?.known === true && value.tilde !== true) flow.vars.set(name, value.text);
  else flow.vars.delete(name);
}

/** Looks at a variable that is set for a command, or for all that follow. */
export function guardVariable(reader: Reader, name: string, value: Field | undefined, flow: Flow): void {
  if (guardedVariable.test(name)) {
    doubt(reader.tally, 'env', `${shown(name)} changes which programs run, or what they do`);
  } else if (readAsScript.has(name)) {
    if (value?.known !== true) doubt(reader.tally, 'dynamic', `${name} names a program that is not known`);
    else if (value.text !== '') reader.acts.text(reader, value.text, flow, `the value of ${name}`);
  }
}
