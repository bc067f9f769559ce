/** Reads a simulation file: the whole of it, or every mistake in it with its place. */
import { isAlias, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Issue } from '../../schema/issue.ts';
import { mapOf, type Note, namedOf, text } from './read-yaml.ts';
import type { Simulation } from './simulation.ts';
import { turns } from './turn-shape.ts';

/** In UTF-16 code units. A larger file was not written by a person. */
const largest = 4 * 1024 * 1024;

/** An agent's name or a step's address: `claude`, `build[1].write`, `build.write`. */
const addressee = /^[A-Za-z][\w-]*(\[\d+\])?(\.[a-z]\w*(\[\d+\])?)*$/;

const shape = mapOf({ repo: text, turns: namedOf((key) => addressee.test(key), turns) }, 'turns');

/**
 * Reads the text of a simulation. `file` is what its issues and the messages about unscripted steps call it.
 * `simulation` is absent when an issue stands.
 */
export function loadSimulation(source: string, file: string): { simulation?: Simulation; issues: readonly Issue[] } {
  const lines = new LineCounter();
  const issues: Issue[] = [];
  const noteAt = (start: number, end: number, message: string, help?: string): void => {
    const from = lines.linePos(start);
    const to = lines.linePos(Math.max(start, end));
    issues.push({
      code: 'OMNI5006',
      severity: 'error',
      file,
      line: from.line,
      column: from.col,
      endLine: to.line,
      endColumn: to.col,
      message,
      ...(help !== undefined && { help }),
    });
  };
  if (source.length > largest) {
    lines.addNewLine(0);
    noteAt(0, 0, 'The file is too large: more than 4 Mi characters.');
    return { issues };
  }

  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    // The parser recurses, and reports where its own stack ended.
    noteAt(pos[0], pos[1], message.startsWith('Maximum call stack') ? 'This is nested too deeply.' : message);
  }
  if (issues.length > 0) return { issues };

  const note: Note = (node, message, help) => {
    const [start, end] = node?.range ?? document.contents?.range ?? [0, 0];
    noteAt(start, end, message, help);
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
