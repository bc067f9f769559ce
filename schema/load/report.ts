/** Collects issues from everything that is loaded: gives findings their place, and says each thing once. */
import type { Finding } from '../check/finding.ts';
import type { Issue } from '../issue.ts';
import type { Path } from '../problem.ts';
import { issueAt, type Mark, type Source } from '../source.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { keyRangeOf, nodeAt, rangeOf } from '../yaml/place.ts';
import { pasteQuoted } from '../yaml/quote.ts';
import { extent, lostText } from '../yaml/values.ts';
import { lostMessage } from './lost.ts';

/** More issues than these help nobody, and hostile input could make any number. */
const MAX_ISSUES = 200;

export interface Report {
  /** In the order of files as they were read, then of positions. */
  readonly issues: () => Issue[];
  readonly mark: (source: Source, mark: Mark) => void;
  readonly finding: (document: YamlDocument, finding: Finding) => void;
  /** Something about a file that could not be read at all. */
  readonly file: (file: string, code: Mark['code'], message: string, help?: string) => void;
}

export function makeReport(): Report {
  const issues = new Map<string, Issue>();
  const order = new Map<string, number>();
  /** Lines on which YAML itself was at fault: what is found in their content follows from that. */
  const broken = new Set<string>();
  const add = (issue: Issue) => {
    if (!order.has(issue.file)) order.set(issue.file, order.size);
    if (issues.size < MAX_ISSUES)
      issues.set(JSON.stringify([issue.file, issue.line, issue.column, issue.code, issue.message]), issue);
  };
  return {
    issues: () =>
      [...issues.values()].sort(
        (a, b) => order.get(a.file)! - order.get(b.file)! || a.line - b.line || a.column - b.column,
      ),
    mark: (source, mark) => {
      const issue = issueAt(source, mark);
      broken.add(`${issue.file}:${issue.line}`);
      add(issue);
    },
    finding: (document, finding) => {
      if (issues.size >= MAX_ISSUES) return;
      const issue = issueAt(document.source, markOf(document, finding));
      if (!broken.has(`${issue.file}:${issue.line}`)) add(issue);
    },
    file: (file, code, message, help) => {
      add({
        code,
        severity: 'error',
        file,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
        message,
        ...(help === undefined ? {} : { help }),
      });
    },
  };
}

function markOf(document: YamlDocument, finding: Finding): Mark {
  const { path, span, message, help, code } = finding;
  const range = finding.atKey ? keyRangeOf(document, path) : rangeOf(document, path, span);
  const mark = { code, message, ...range, ...(help === undefined ? {} : { help }) };
  return finding.wantsText ? { ...mark, ...quoteInstead(document, path) } : mark;
}

/** Where a text was wanted and YAML read something else, the line that says it as a text. */
function quoteInstead(document: YamlDocument, path: Path): Partial<Mark> {
  const { text } = document.source;
  const node = nodeAt(document, path);
  const [start, until] = extent(node);
  const stretch = text.slice(start, until).trimEnd();
  if (stretch === '' || stretch.includes('\n')) return {};
  const end = start + stretch.length;
  const help = pasteQuoted(text, start, end);
  const lost = lostText(node);
  if (lost !== undefined) return { code: 'OMNI1017', message: lostMessage(lost), help };
  if (/^[^[{"']+(?:: | \? )/.test(stretch)) {
    return { code: 'OMNI1016', start, end, message: 'YAML reads this as a map, and a text is wanted here', help };
  }
  return { help };
}
