/** A text that a shell runs: checked, parsed once, and walked. */
import { parse, type Script } from 'unbash';
import { findStrange } from './chars.ts';
import { type Flow, fork } from './flow.ts';
import { Exhausted, mostCharacters, mostDepth } from './limits.ts';
import type { Input, Reader } from './reader.ts';
import { doubt, shown } from './tally.ts';

/** Answers what it prints, where that is known. */
export function readText(reader: Reader, text: string, flow: Flow, what: string): string | undefined {
  const { tally } = reader;
  if (text.length > mostCharacters || reader.depth >= mostDepth) throw new Exhausted();
  const strange = findStrange(text);
  if (strange !== undefined) {
    doubt(tally, 'chars', `${what} holds the character ${strange}, which hides what it is`);
    return undefined;
  }
  const script = parse(text);
  if (hasErrors(reader, script, what)) return undefined;
  return reader.acts.statements({ ...reader, depth: reader.depth + 1 }, script.commands, flow, 'unsaid');
}

/** The script of a substitution has errors of its own. It runs in a shell of its own. */
export function readInside(reader: Reader, script: Script, flow: Flow): string | undefined {
  if (hasErrors(reader, script, 'a substitution')) return undefined;
  const input: Input = 'unsaid';
  // A failure in it does not end it.
  const inside: Flow = { ...fork(flow), lenient: true };
  return reader.acts.statements(reader, script.commands, inside, input);
}

function hasErrors({ tally }: Reader, script: Script, what: string): boolean {
  const [error] = 'errors' in script && Array.isArray(script.errors) ? script.errors : [];
  if (error === undefined) return false;
  const message: unknown = error.message;
  doubt(tally, 'parse', `${what} cannot be read: ${shown(String(message))}`);
  return true;
}
