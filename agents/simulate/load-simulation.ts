/** Reads a simulation file: the whole of it, or every mistake in it with its place. */
import { type Document, isAlias, type Node, visit } from 'yaml';
import type { Issue } from '../../schema/issue.ts';
import { issueAt, type Mark, makeSource, type Source } from '../../schema/source.ts';
import { compose } from '../../schema/yaml/document.ts';
import { refuseText, tooDeep } from '../../schema/yaml/guard.ts';
import { readTokens } from '../../schema/yaml/tokens.ts';
import { mapOf, type Note, namedOf, text } from './read-yaml.ts';
import type { Simulation } from './simulation.ts';
import { turns } from './turn-shape.ts';

/** More mistakes than these help nobody, and a hostile file could hold any number. */
const mostIssues = 200;

/** An agent's name or a step's address: `claude`, `build[1].write`, `build.write`. */
const addressee = /^[A-Za-z][\w-]*(\[\d+\])?(\.[a-z]\w*(\[\d+\])?)*$/;

const shape = mapOf({ repo: text, turns: namedOf((key) => addressee.test(key), turns) }, 'turns');

/**
 * Reads the text of a simulation. `file` is what its issues and the messages about unscripted steps call it.
 * `simulation` is absent when an issue stands.
 */
export function loadSimulation(text: string, file: string): { simulation?: Simulation; issues: readonly Issue[] } {
  const source = makeSource(file, text);
  const issues: Issue[] = [];
  const add = (mark: Mark): void => {
    if (issues.length < mostIssues) issues.push(issueAt(source, { ...mark, code: 'OMNI5006' }));
  };
  const document = readDocument(source, add);
  if (document === undefined) return { issues };

  const note: Note = (node, message, help) => {
    const [start, end] = node?.range ?? document.contents?.range ?? [0, 0];
    add({ code: 'OMNI5006', start, end, message, ...(help !== undefined && { help }) });
  };
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor !== undefined) {
        note(node as Node, 'Anchors and aliases have no place in a simulation.', 'Write the value out.');
      }
    },
  });
  if (issues.length > 0) return { issues };
  const read = shape(document.contents, note);
  return read === undefined || issues.length > 0 ? { issues } : { simulation: { file, ...read }, issues };
}

/** Within the same bounds as every document: what nests without end, or holds a key often, costs no more than it says. */
function readDocument(source: Source, add: (mark: Mark) => void): Document.Parsed | undefined {
  const refused = refuseText(source.text);
  const read = refused === undefined ? readTokens(source.text) : { mark: refused };
  if ('mark' in read) {
    add(read.mark);
    return undefined;
  }
  const [document, second] = compose(read.tokens, source.text.length) ?? [];
  if (document === undefined) {
    add(tooDeep(0));
    return undefined;
  }
  const marks = [...document.errors, ...document.warnings].map(({ pos: [start, end], message }) => ({
    start,
    end,
    message,
  }));
  if (second !== undefined) {
    marks.push({ start: second.range[0], end: second.range[0], message: 'A simulation is one document, not several.' });
  }
  for (const mark of marks) add({ ...mark, code: 'OMNI5006' });
  return marks.length === 0 ? document : undefined;
}
