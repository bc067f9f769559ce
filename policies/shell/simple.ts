/** Simple commands: variables, redirections, words; then the command that the words are. */
import type { Assignment, Command, CommandArgument } from 'unbash';
import { expand, expandWhole } from './expand.ts';
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import { readOperand } from './parameter.ts';
import type { Input, Reader } from './reader.ts';
import { readRedirects } from './redirects.ts';
import { guardVariable, setVariable } from './variables.ts';

/** Answers what the command prints, where that is known. */
export function readSimple(reader: Reader, command: Command, flow: Flow, input: Input): string | undefined {
  const words = [
    ...(command.name === undefined ? [] : expand(reader, command.name, flow)),
    ...command.args.flatMap((word) => readArgument(reader, word, flow)),
  ];
  const assignments = command.prefix.filter((item): item is Assignment => item.type === 'Assignment');
  if (command.name === undefined) {
    for (const assignment of assignments) {
      const value = assignedValue(reader, assignment, flow);
      setVariable(reader, assignment.name, value, flow);
    }
    readRedirects(reader, command.redirects, flow);
    return undefined;
  }
  // What is set for one command is what it was before, or not known, after it.
  const exported = assignments.filter(({ name }) => !flow.exported.has(name));
  for (const assignment of assignments) {
    const value = assignedValue(reader, assignment, flow);
    if (assignment.name === 'IFS' && words[0]?.text === 'read') continue;
    guardVariable(reader, assignment.name, value, flow);
    if (value?.known === true && value.tilde !== true) flow.vars.set(assignment.name, value.text);
    else flow.vars.delete(assignment.name);
    flow.exported.add(assignment.name);
  }
  const { tally } = reader;
  const { wrote, wroteFreely, ran } = tally;
  const redirected = readRedirects(reader, command.redirects, flow);
  // What it prints to a file it prints later than it is found.
  const prints = tally.wrote;
  tally.wrote = wrote;
  tally.wroteFreely = wroteFreely;
  const printed = reader.acts.words(reader, words, { flow, input: redirected.input ?? input });
  if (prints) {
    tally.wrote = true;
    tally.wroteFreely ||= tally.ran === ran;
  }
  for (const { name } of assignments) flow.vars.delete(name);
  for (const { name } of exported) flow.exported.delete(name);
  return redirected.printsElsewhere ? undefined : printed;
}

/** `export a=b`: as the word `a=b`. */
function readArgument(reader: Reader, word: CommandArgument, flow: Flow): readonly Field[] {
  if (word.type === 'Word') return expand(reader, word, flow);
  const value = assignedValue(reader, word, flow);
  const before = `${word.name}${word.append === true ? '+' : ''}=`;
  if (value?.known === true && value.tilde !== true) {
    const text = before + value.text;
    return [{ text, known: true, head: text }];
  }
  return [{ text: word.text, known: false, head: before }];
}

/** What is assigned; undefined: to an element, or several values. */
function assignedValue(reader: Reader, assignment: Assignment, flow: Flow): Field | undefined {
  const { name, index, value, append } = assignment;
  if (index !== undefined) readOperand(reader, index, flow, expandWhole);
  if (value.type === 'ArrayValue') {
    for (const element of value.elements) expand(reader, element, flow);
    return undefined;
  }
  const field = expandWhole(reader, value, flow);
  if (index !== undefined || /:~/.test(value.text)) return undefined;
  if (append !== true) return field;
  const before = flow.vars.get(name);
  if (typeof before !== 'string' || !field.known) return undefined;
  return { text: before + field.text, known: true, head: before + field.text };
}
