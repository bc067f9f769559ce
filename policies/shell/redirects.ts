/** Redirections: files that are read and written, and what a command reads from. */
import type { HereDoc, Redirect, Redirection } from 'unbash';
import { expand, expandWhole, whole } from './expand.ts';
import { touch } from './files.ts';
import type { Flow } from './flow.ts';
import type { Input, Reader } from './reader.ts';
import { doubt, shown, spend } from './tally.ts';
import { setVariable } from './variables.ts';

export interface Redirected {
  /** What stands in the script in place of what the command would read. */
  readonly input?: Input;
  /** Whether what it prints goes elsewhere. */
  readonly printsElsewhere: boolean;
}

export function readRedirects(reader: Reader, redirects: readonly Redirection[], flow: Flow): Redirected {
  let input: Input | undefined;
  let printsElsewhere = false;
  for (const redirect of redirects) {
    spend(reader.tally);
    const number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
    const reads = redirect.operator.startsWith('<') && redirect.operator !== '<>';
    const standard = redirect.descriptor === undefined || number === (reads ? 0 : 1);
    const read = readRedirect(reader, redirect, flow);
    if (redirect.descriptor?.type === 'FileDescriptorVariable') {
      setVariable(reader, redirect.descriptor.name, undefined, flow, 'number');
    }
    if (!standard) continue;
    if (reads) input = read;
    else printsElsewhere = true;
  }
  return { ...(input === undefined ? {} : { input }), printsElsewhere };
}

function readRedirect(reader: Reader, redirect: Redirection, flow: Flow): Input {
  if (redirect.type === 'HereDoc') return readHereDoc(reader, redirect, flow);
  if (redirect.target === undefined) {
    doubt(reader.tally, 'parse', `the redirection ${redirect.operator} leads nowhere`);
    return 'unknown';
  }
  if (redirect.type === 'HereString') {
    const field = expandWhole(reader, redirect.target, flow);
    return field.known && field.tilde !== true ? { text: `${field.text}\n` } : 'unknown';
  }
  return readTarget(reader, redirect, redirect.target, flow);
}

function readTarget(
  reader: Reader,
  { operator }: Redirect,
  target: NonNullable<Redirect['target']>,
  flow: Flow,
): Input {
  const fields = expand(reader, target, flow);
  const field = fields[0];
  if (fields.length !== 1 || field === undefined || (field.many === true && operator !== '<')) {
    doubt(reader.tally, 'dynamic', `where ${shown(`${operator}${target.text}`)} leads is not known`);
    return 'unknown';
  }
  if (operator === '<&' || operator === '>&') {
    // Bash closes the descriptor and reads the rest as a word of the command; the parser does not.
    if (/^['"]?-./.test(target.text) || /^\d+-./.test(target.text)) {
      doubt(reader.tally, 'parse', `${shown(`${operator}${target.text}`)} is not what it seems`);
      return 'unknown';
    }
    if (field.known && /^(?:\d+-?|-)$/.test(field.text)) return 'unknown';
    if (operator === '<&') {
      doubt(reader.tally, 'dynamic', `where ${shown(`${operator}${target.text}`)} leads is not known`);
      return 'unknown';
    }
  }
  touch(reader, field, flow, { op: operator === '<' ? 'read' : 'write' });
  return field.known && field.text === '/dev/null' ? 'nothing' : 'unknown';
}

function readHereDoc(reader: Reader, { body, closing, delimiter, operator }: HereDoc, flow: Flow): Input {
  if (closing === undefined || delimiter === undefined) {
    doubt(reader.tally, 'parse', `the here-document ${shown(delimiter?.text ?? '')} does not end`);
    return 'unknown';
  }
  const stripped = (text: string) => (operator === '<<-' ? text.replace(/^\t+/gm, '') : text);
  if (delimiter.quoted) return { text: stripped(body.text) };
  if (body.parts === undefined) return body.text.includes('\\') ? 'unknown' : { text: stripped(body.text) };
  const field = whole(reader, body.parts, flow, body.text);
  return field.known && operator === '<<' ? { text: field.text } : 'unknown';
}
