/** Reads each file once, with bounds on all of them together, and reports what is wrong in it. */
import { checkDocument, type DocumentKind, kindOfDocument } from '../check/document.ts';
import { isJsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { type Mark, makeSource, type Source } from '../source.ts';
import { parseYaml, type YamlDocument } from '../yaml/document.ts';
import { refuseText } from '../yaml/guard.ts';
import { findLostText } from './lost.ts';
import { joinPath, PROJECT_FILE, whyRefused } from './paths.ts';
import type { Report } from './report.ts';

/** What schema/ reads the world through. It answers for files only, and never for one outside the project. */
export interface SourceReader {
  read(path: string): { readonly text: string } | { readonly error: ReadError; readonly message: string };
}
export type ReadError = 'missing' | 'directory' | 'too-large' | 'outside' | 'unreadable';

const CODES = {
  missing: 'OMNI1033',
  directory: 'OMNI1034',
  outside: 'OMNI1035',
  unreadable: 'OMNI1036',
  'too-large': 'OMNI1020',
} as const;

/** All files of a project together; far more than people write, and little enough to hold. */
const MAX_FILES = 200;
const MAX_TOTAL_LENGTH = 8 * 1024 * 1024;

/** The place that names a file: where the issue stands when the file cannot be read. */
export interface Mention {
  readonly document: YamlDocument;
  readonly path: Path;
}

export interface DocumentFile {
  readonly source: Source;
  readonly documents: readonly ReadDocument[];
  /** Some of it could not be read, so that what seems to be missing may be there. */
  readonly partial: boolean;
}
export interface ReadDocument extends YamlDocument {
  readonly kind?: DocumentKind;
  readonly name?: string;
}

/** What can be used and is also built in. */
export type Usable = 'Agent' | 'Policy';
/** Ready-made documents: their YAML by name. */
export type Builtins = Readonly<Record<Usable, Readonly<Record<string, string>>>>;

export interface Files {
  readonly sources: readonly Source[];
  /** The documents of a file that the project holds; undefined where it was reported. */
  readonly documents: (path: string, mention?: Mention) => DocumentFile | undefined;
  /** The same for a file that need not be there: undefined too where it is not. */
  readonly optional: (path: string) => DocumentFile | undefined;
  /** The file that a document stands in. */
  readonly fileOf: (document: YamlDocument) => DocumentFile;
  readonly builtin: (kind: Usable, name: string) => DocumentFile | undefined;
  /** The names of all that are built in, for suggestions. */
  readonly builtins: (kind: Usable) => readonly string[];
  /** A file of plain text. */
  readonly text: (path: string, mention: Mention) => Source | undefined;
  /** A file of YAML or JSON that is no document of ours. */
  readonly data: (path: string, mention: Mention) => YamlDocument | undefined;
}

export function makeFiles(reader: SourceReader, builtins: Builtins, report: Report): Files {
  const sources: Source[] = [];
  const read = new Map<string, Source | undefined>();
  const parsed = new Map<Source, DocumentFile>();
  const builtinSources = new Map<string, Source>();
  let totalLength = 0;

  /** One file may be named in many places; each that fails is told where it is named. */
  function open(path: string, mention: Mention | undefined, optional = false): Source | undefined {
    if (read.has(path)) return read.get(path);
    const refuse = (code: Parameters<Report['file']>[1], message: string, help?: string) => {
      if (mention)
        report.finding(mention.document, {
          code,
          path: mention.path,
          message,
          ...(help === undefined ? {} : { help }),
        });
      else report.file(path, code, message, help);
      return undefined;
    };
    if (sources.length >= MAX_FILES || totalLength >= MAX_TOTAL_LENGTH) {
      return refuse(
        'OMNI1020',
        `this project has more than ${MAX_FILES} files, or more than ${MAX_TOTAL_LENGTH} characters in all`,
      );
    }
    const answer = reader.read(path);
    if ('error' in answer && answer.error === 'missing' && optional) return undefined;
    if ('error' in answer)
      return refuse(CODES[answer.error], answer.message, answer.error === 'outside' ? OUTSIDE_HELP : undefined);
    const source = makeSource(path, answer.text);
    const refused = refuseText(source.text);
    sources.push(source);
    totalLength += source.text.length;
    if (refused) report.mark(source, refused);
    read.set(path, refused ? undefined : source);
    return refused ? undefined : source;
  }

  /** The path as the reader takes it; undefined where it was refused. */
  function follow(path: string, mention: Mention): string | undefined {
    const { source } = mention.document;
    const builtin = [...builtinSources.values()].includes(source);
    const why = whyRefused(path) ?? (builtin ? 'a built-in names no files' : undefined);
    if (why === undefined) return joinPath(source.file, path);
    report.finding(mention.document, {
      code: 'OMNI1035',
      path: mention.path,
      message: `this path cannot be followed: ${why}`,
      help: OUTSIDE_HELP,
    });
    return undefined;
  }

  function parse(source: Source): DocumentFile {
    const known = parsed.get(source);
    if (known) return known;
    const { documents, marks } = parseYaml(source);
    for (const mark of marks) report.mark(source, mark);
    const kept = documents.filter(({ value }) => value !== undefined).map(identify);
    for (const document of kept) {
      for (const mark of document.kind === 'Workflow' ? findLostText(document) : []) report.mark(source, mark);
      for (const finding of checkDocument(document.value!)) report.finding(document, finding);
    }
    const file = { source, documents: kept, partial: marks.length > 0 || kept.some(({ kind }) => kind === undefined) };
    reportSameNames(file, report);
    reportStrayProject(file, report);
    parsed.set(source, file);
    return file;
  }

  return {
    sources,
    documents: (path, mention) => {
      const at = mention ? follow(path, mention) : path;
      const source = at === undefined ? undefined : open(at, mention);
      return source && parse(source);
    },
    optional: (path) => {
      const source = open(path, undefined, true);
      return source && parse(source);
    },
    fileOf: ({ source }) => parsed.get(source)!,
    builtins: (kind) => Object.keys(builtins[kind]),
    builtin: (kind, name) => {
      if (!Object.hasOwn(builtins[kind], name)) return undefined;
      const known = builtinSources.get(`${kind} ${name}`);
      if (known) return parse(known);
      const source = makeSource(`omni/${name}`, builtins[kind][name]!);
      builtinSources.set(`${kind} ${name}`, source);
      sources.push(source);
      return parse(source);
    },
    text: (path, mention) => {
      const at = follow(path, mention);
      return at === undefined ? undefined : open(at, mention);
    },
    data: (path, mention) => {
      const at = follow(path, mention);
      const source = at === undefined ? undefined : open(at, mention);
      if (!source) return undefined;
      const { documents, marks } = parseYaml(source);
      for (const mark of marks) report.mark(source, mark);
      if (marks.length === 0 && documents.length !== 1) report.mark(source, notOneDocument(documents.length));
      return marks.length === 0 && documents.length === 1 ? documents[0] : undefined;
    },
  };
}

const OUTSIDE_HELP = 'paths are relative to the file that names them, and stay inside the project';

const notOneDocument = (count: number): Mark => ({
  code: 'OMNI1019',
  start: 0,
  end: 0,
  message: `this file holds ${count === 0 ? 'no' : count} documents; one is wanted`,
});

function identify(document: YamlDocument): ReadDocument {
  const { value } = document;
  const kind = kindOfDocument(value!);
  const name = isJsonObject(value) && typeof value.name === 'string' ? value.name : undefined;
  return { ...document, ...(kind === undefined ? {} : { kind }), ...(name === undefined ? {} : { name }) };
}

function reportSameNames({ documents }: DocumentFile, report: Report): void {
  const names = new Set<string>();
  for (const document of documents) {
    if (document.name === undefined) continue;
    if (names.has(document.name)) {
      report.finding(document, {
        code: 'OMNI1032',
        path: ['name'],
        message: `two documents of this file are called \`${document.name}\``,
        help: 'rename one of them',
      });
    }
    names.add(document.name);
  }
}

/** A Project that nobody reads would seem to hold. */
function reportStrayProject({ source, documents }: DocumentFile, report: Report): void {
  if (source.file.split('/').at(-1) === PROJECT_FILE) return;
  for (const document of documents.filter(({ kind }) => kind === 'Project'))
    report.finding(document, {
      code: 'OMNI1043',
      path: ['kind'],
      message: `a Project stands in ${PROJECT_FILE} at the root of the project, and nowhere else`,
      help: `put it there, or give its \`policies\` to the Workflow`,
    });
}
