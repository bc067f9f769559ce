/**
 * Issues for people: the code and the message, the place, the line with a mark under it, and what helps.
 *
 *     error[OMNI1003]: unknown key "promt"
 *       --> examples/hello.yaml:7:5
 *       |
 *     7 |     promt: Say hello.
 *       |     ^^^^^
 *       = help: did you mean `prompt`?
 */
import type { Issue } from './issue.ts';
import { cutLine } from './render/line.ts';
import type { Source } from './source.ts';

/** Each paints a text; a palette without colour gives it back. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  /** Frames, numbers and places. */
  readonly frame: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly help: (text: string) => string;
}

const same = (text: string) => text;
export const plainPalette: Palette = { error: same, warning: same, frame: same, strong: same, help: same };

/** One issue as lines, without a line break at the end. `sources` are where the frame's line is taken from. */
export function renderIssue(issue: Issue, sources: readonly Source[], palette: Palette = plainPalette): string {
  const paint = issue.severity === 'error' ? palette.error : palette.warning;
  const line = lineOf(issue, sources);
  const number = String(issue.line);
  const gutter = ' '.repeat(number.length);
  const bar = palette.frame('|');
  const lines = [
    `${paint(`${issue.severity}[${issue.code}]`)}${palette.strong(`: ${clean(issue.message)}`)}`,
    `${gutter}${palette.frame('-->')} ${clean(issue.file)}:${issue.line}:${issue.column}`,
  ];
  if (line !== undefined) {
    const endColumn = issue.endLine === issue.line ? issue.endColumn : line.length + 1;
    const cut = cutLine(line, issue.column - 1, endColumn - 1);
    lines.push(
      `${gutter} ${bar}`,
      `${palette.frame(number)} ${bar} ${cut.text}`.trimEnd(),
      `${gutter} ${bar} ${' '.repeat(cut.indent)}${paint('^'.repeat(cut.width))}`,
    );
  }
  if (issue.help !== undefined) {
    for (const [index, part] of clean(issue.help, true).split('\n').entries()) {
      lines.push(
        index === 0 ? `${gutter} ${palette.frame('=')} ${palette.help('help')}: ${part}` : `${gutter}         ${part}`,
      );
    }
  }
  return lines.join('\n');
}

/** All issues, with an empty line between, and how many there are. */
export function renderIssues(
  issues: readonly Issue[],
  sources: readonly Source[],
  palette: Palette = plainPalette,
): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.length - errors;
  const counts = [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '');
  const [first] = issues;
  const more = first ? [`${counts.join(', ')}; \`omni explain ${first.code}\` says more`] : [];
  return [...issues.map((issue) => renderIssue(issue, sources, palette)), ...more].join('\n\n');
}

/** One issue as a JSON value; `version` counts changes that readers must know of. */
export function issueToJson(issue: Issue): Record<string, string | number> {
  const { code, severity, file, line, column, endLine, endColumn, message, help } = issue;
  return {
    type: 'issue',
    version: 1,
    code,
    severity,
    file,
    line,
    column,
    endLine,
    endColumn,
    message,
    ...(help === undefined ? {} : { help }),
  };
}

const count = (number: number, what: string) => (number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`);

function lineOf(issue: Issue, sources: readonly Source[]): string | undefined {
  const source = sources.find(({ file }) => file === issue.file);
  const start = source?.lineStarts[issue.line - 1];
  if (source === undefined || start === undefined || source.text === '') return undefined;
  const end = source.lineStarts[issue.line];
  return source.text.slice(start, end === undefined ? undefined : end - 1);
}

/** Messages quote hostile text: what moves a cursor or hides text never reaches the terminal. */
const clean = (text: string, lines = false) =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (lines && character === '\n' ? character : '\uFFFD'));
