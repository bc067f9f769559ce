/** What words become: quotes, braces, variables and substitutions, as far as they are known. */
import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import { alternativesOf } from './braces.ts';
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import { Exhausted, mostCharacters, mostWords } from './limits.ts';
import { readArithmetic, readParameter } from './parameter.ts';
import type { Reader } from './reader.ts';
import { doubt, shown, spend } from './tally.ts';

/** A piece of a word: text that stays as it is, text that is split at spaces, one of several texts, or not known. */
type Piece =
  | { readonly is: 'text' | 'split'; readonly text: string }
  | { readonly is: 'choice'; readonly texts: readonly string[] }
  | { readonly is: 'unknown'; readonly source: string };

const text = (value: string): Piece => ({ is: 'text', text: value });
const notKnown = (source: string): Piece => ({ is: 'unknown', source });

/** The words that one word becomes, after all that runs for it was read. */
export function expand(reader: Reader, word: Word, flow: Flow): readonly Field[] {
  const { parts } = word;
  spend(reader.tally);
  if (parts === undefined) {
    const tilde = word.text.startsWith('~');
    return [plain(reader, word.value, tilde, word.text)];
  }
  const pieces = parts.map((part) => pieceOf(reader, part, flow));
  const tilde = parts[0]?.type === 'Literal' && parts[0].text.startsWith('~');
  const choices = pieces.reduce<readonly Piece[][]>(
    (all, piece) => {
      const options = piece.is === 'choice' ? piece.texts.map(text) : [piece];
      if (all.length * options.length > mostWords) throw new Exhausted();
      return all.flatMap((before) => options.map((option) => [...before, option]));
    },
    [[]],
  );
  return choices.flatMap((chosen) => assemble(reader, chosen, tilde, word.text));
}

/** A word that the shell does not split and in which no braces count: a value that is assigned, a here-string. */
export function expandWhole(reader: Reader, word: Word, flow: Flow): Field {
  const { parts } = word;
  spend(reader.tally);
  if (parts === undefined) return plain(reader, word.value, word.text.startsWith('~'), word.text);
  return whole(reader, parts, flow, word.text);
}

/** The text that parts make, as between double quotes and in here-documents. */
export function whole(reader: Reader, parts: readonly WordPart[], flow: Flow, source: string): Field {
  const pieces = parts.map((part) => {
    // Neither are files looked for nor braces expanded here.
    if (part.type === 'BraceExpansion' || part.type === 'ExtendedGlob' || part.type === 'Glob') {
      pieceOf(reader, part, flow);
      return part.parts === undefined ? text(part.text) : notKnown(part.text);
    }
    const piece = pieceOf(reader, part, flow);
    return piece.is === 'split' ? text(piece.text) : piece;
  });
  const tilde = parts[0]?.type === 'Literal' && parts[0].text.startsWith('~');
  return assemble(reader, pieces, tilde, source)[0] ?? plain(reader, '', false, source);
}

function plain(reader: Reader, value: string, tilde: boolean, source: string): Field {
  if (value.length > mostCharacters) throw new Exhausted();
  if (value.includes('\0')) doubt(reader.tally, 'chars', `${shown(source)} holds a NUL character`);
  // A file whose name begins with `~` is none of the home folder.
  if (!tilde && value.startsWith('~')) return { text: `./${value}`, known: true, head: value };
  return tilde ? { text: value, known: true, head: value, tilde } : { text: value, known: true, head: value };
}

const blank = /[ \t\n]+/;
const pattern = /[*?[\\]/;

function assemble(reader: Reader, pieces: readonly Piece[], tilde: boolean, source: string): readonly Field[] {
  const fields: Field[] = [];
  let value: string | undefined;
  let head = '';
  let certain = true;
  const end = () => {
    if (value !== undefined || !certain) {
      fields.push(
        certain
          ? plain(reader, value ?? '', tilde && fields.length === 0, source)
          : { text: source, known: false, head },
      );
    }
    [value, head, certain] = [undefined, '', true];
  };
  const add = (more: string) => {
    value = (value ?? '') + more;
    if (certain) head += more;
  };
  for (const piece of pieces) {
    if (piece.is === 'text') add(piece.text);
    else if (piece.is === 'split' && !pattern.test(piece.text)) {
      const words = piece.text.split(blank);
      for (const [at, word] of words.entries()) {
        if (at > 0) end();
        if (word !== '') add(word);
      }
    } else certain = false;
  }
  end();
  spend(reader.tally, fields.length);
  return fields;
}

function pieceOf(reader: Reader, part: WordPart, flow: Flow): Piece {
  spend(reader.tally);
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return text(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return quotedPiece(reader, part.parts, flow, part.text);
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion': {
      for (const inner of part.parts ?? []) pieceOf(reader, inner, flow);
      const texts = part.type === 'BraceExpansion' ? alternativesOf(part.text) : undefined;
      return texts === undefined ? notKnown(part.text) : { is: 'choice', texts };
    }
    case 'ProcessSubstitution':
      if (part.script === undefined) doubt(reader.tally, 'parse', `${shown(part.text)} cannot be read`);
      else reader.acts.inside({ ...reader, anytime: true }, part.script, flow);
      return notKnown(part.text);
    default: {
      const value = expansionValue(reader, part, flow);
      return value === undefined ? notKnown(part.text) : { is: 'split', text: value };
    }
  }
}

/** Between quotes nothing is split. */
function quotedPiece(reader: Reader, parts: readonly DoubleQuotedChild[], flow: Flow, source: string): Piece {
  let all: string | undefined = '';
  for (const part of parts) {
    spend(reader.tally);
    const value = part.type === 'Literal' ? part.value : expansionValue(reader, part, flow);
    all = all === undefined || value === undefined ? undefined : all + value;
  }
  return all === undefined ? notKnown(source) : text(all);
}

type Expansion = Exclude<DoubleQuotedChild, { readonly type: 'Literal' }>;

/** What an expansion becomes, before any splitting; undefined: it is not known. */
function expansionValue(reader: Reader, part: Expansion, flow: Flow): string | undefined {
  switch (part.type) {
    case 'SimpleExpansion':
      return flow.vars.get(part.text.slice(1)) ?? undefined;
    case 'ParameterExpansion':
      return readParameter(reader, part, flow, expandWhole);
    case 'ArithmeticExpansion':
      readArithmetic(reader, part, flow, expandWhole);
      return undefined;
    case 'CommandExpansion':
      if (part.script === undefined) {
        doubt(reader.tally, 'parse', `${shown(part.text)} cannot be read`);
        return undefined;
      }
      return reader.acts.inside(reader, part.script, flow)?.replace(/\n+$/, '');
  }
}
