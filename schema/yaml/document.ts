/** A file's text -> its documents, with everything that is wrong in the YAML itself. */
import { Composer, type Document, type ParsedNode, type YAMLParseError, type YAMLWarning } from 'yaml';
import type { Json } from '../json.ts';
import { type Mark, positionAt, type Source } from '../source.ts';
import { explainError } from './explain.ts';
import { refuseText, tooDeep } from './guard.ts';
import { findLies, type Lie } from './lies.ts';
import { readTokens } from './tokens.ts';
import { readValue } from './values.ts';

export interface YamlDocument {
  readonly source: Source;
  readonly root: ParsedNode | null;
  /** Absent where the syntax is so broken that nothing can be said about the content. */
  readonly value?: Json;
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  readonly marks: readonly Mark[];
}

export function parseYaml(source: Source): YamlFile {
  const refused = refuseText(source.text);
  if (refused) return { documents: [], marks: [refused] };
  const read = readTokens(source.text);
  if ('mark' in read) return { documents: [], marks: [read.mark] };
  const lies = findLies(source.text, read.tokens);
  const composed = compose(read.tokens, source.text.length);
  if (composed === undefined) return { documents: [], marks: [tooDeep(0)] };

  const marks: Mark[] = [...lies];
  const documents: YamlDocument[] = [];
  for (const document of composed) {
    const errors = syntaxErrors(document, lies);
    marks.push(...errors.map((error) => explainError(source.text, error)));
    const broken = !errors.every(isContained) || lies.some((lie) => lie.broken && within(document, lie.start));
    if (broken) documents.push({ source, root: null });
    else if (document.contents !== null && !isBlank(document)) {
      documents.push({ source, root: document.contents, value: readValue(source, document.contents, marks) });
    }
  }
  return { documents, marks: firstOfEachLine(source, marks) };
}

/** Keys are compared in `readValue`: the library's own search is quadratic. Source tokens are what offsets need. */
const OPTIONS = {
  uniqueKeys: false,
  prettyErrors: false,
  merge: false,
  version: '1.2',
  keepSourceTokens: true,
} as const;

/** Concrete syntax -> documents, one at least; undefined where they are too deep for the library's own stack. */
export function compose(tokens: Parameters<Composer['compose']>[0], length: number): Document.Parsed[] | undefined {
  try {
    const composer = new Composer(OPTIONS);
    return [...(composer.compose(tokens, true, length) as Iterable<Document.Parsed>)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The library's warnings are errors. What a lie explains is left out, and so is what follows an open quote or bracket. */
function syntaxErrors(document: Document.Parsed, lies: readonly Lie[]): SyntaxError[] {
  return [...document.errors, ...document.warnings]
    .filter(({ code, pos: [at] }) => {
      if (code === 'TAG_RESOLVE_FAILED' || code === 'BAD_ALIAS') return false;
      return !lies.some((lie) => lie.start <= at && (at <= lie.end || (lie.broken && within(document, lie.start))));
    })
    .slice(0, ERRORS_PER_DOCUMENT);
}

type SyntaxError = YAMLParseError | YAMLWarning;

/** Only the value at hand is misread; the library takes up the structure after it, so the rest can be checked. */
const isContained = ({ code, message }: SyntaxError) =>
  code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'BAD_SCALAR_START' || /^Unexpected scalar at node end/.test(message);

/** A syntax error makes others after it; more than these help nobody. */
const ERRORS_PER_DOCUMENT = 5;

const within = (document: Document.Parsed, offset: number) =>
  document.range[0] <= offset && offset <= document.range[2];

/** `---` with nothing after it, or comments only. */
const isBlank = (document: Document.Parsed) =>
  document.contents !== null &&
  'value' in document.contents &&
  document.contents.value === null &&
  document.contents.range[0] === document.contents.range[1];

/** One mistake often gives several errors on its line: the first one is the cause. */
function firstOfEachLine(source: Source, marks: readonly Mark[]): Mark[] {
  const lines = new Set<number>();
  return [...marks]
    .sort((a, b) => a.start - b.start)
    .filter(({ start }) => {
      const { line } = positionAt(source, start);
      if (lines.has(line)) return false;
      lines.add(line);
      return true;
    });
}
