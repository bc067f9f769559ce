/** A project of files that are held in memory, for tests of what is loaded. */
import { type LoadedDocuments, loadDocuments } from '../../schema/documents.ts';
import { type Loaded, type LoadOptions, loadProject, type ReadError, type SourceReader } from '../../schema/load.ts';

type Files = Readonly<Record<string, string | { readonly error: ReadError }>>;

/** Answers as a real reader does: by path, and never for what is not there. */
export function readerOf(files: Files): SourceReader {
  return {
    read(path) {
      const found = Object.hasOwn(files, path) ? files[path]! : { error: 'missing' as const };
      return typeof found === 'string' ? { text: found } : { error: found.error, message: `${path}: ${found.error}` };
    },
  };
}

/** Loads `main.yaml` of some files, or one text as `main.yaml`. */
export function load(files: Files | string, options?: LoadOptions): Loaded {
  return loadProject('main.yaml', readerOf(typeof files === 'string' ? { 'main.yaml': files } : files), options);
}

/** The same for documents that stand by themselves. */
export function loadAlone(files: Files | string, options?: LoadOptions): LoadedDocuments | undefined {
  return loadDocuments('main.yaml', readerOf(typeof files === 'string' ? { 'main.yaml': files } : files), options);
}

const HEADER = 'apiVersion: omni/v1\nkind: Workflow\nname: hello\n';

/** A whole workflow from a fragment: a list of steps, some top-level keys, or a document as it is. */
export function workflow(fragment: string): string {
  if (/^(kind|apiVersion):/m.test(fragment)) return fragment;
  if (fragment.startsWith('- ')) return `${HEADER}steps:\n${fragment.replace(/^(?=.)/gm, '  ')}\n`;
  return /^steps:/m.test(fragment) ? `${HEADER}${fragment}\n` : `${HEADER}${fragment}\nsteps:\n  - run: echo hello\n`;
}

/** Each issue as `code line:column message`. */
export const summarise = ({ issues }: Pick<Loaded, 'issues'>): string[] =>
  issues.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);

/** The codes of a fragment's issues, in order. */
export const codesOf = (fragment: string): string[] => load(workflow(fragment)).issues.map(({ code }) => code);

/** What the first issue of a fragment underlines, and its help. */
export function firstIssue(fragment: string): {
  code: string;
  marked: string;
  message: string;
  help: string | undefined;
  line: number;
} {
  const loaded = load(workflow(fragment));
  const issue = loaded.issues[0];
  if (!issue) throw new Error(`nothing is wrong with ${fragment}`);
  const source = loaded.sources.find(({ file }) => file === issue.file)!;
  const offset = (line: number, column: number) => source.lineStarts[line - 1]! + column - 1;
  const marked = source.text.slice(offset(issue.line, issue.column), offset(issue.endLine, issue.endColumn));
  return { code: issue.code, marked, message: issue.message, help: issue.help, line: issue.line };
}
