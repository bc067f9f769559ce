/** What words become: quotes, braces, variables and substitutions, as far as they are known. */
import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import { alternativesOf } from './braces.ts';
import type { Field } from './field.ts';
import { type Flow, forget } from './flow.ts';
import { Exhausted, mostCharacters, mostWords } from './limits.ts';
import { readArithmetic, readParameter } from './parameter.ts';
import type { Reader } from './reader.ts';
import { doubt, shown, spend } from './tally.ts';

/** A piece of a word: text that stays as it is, text that is split at spaces, one of several texts, or not known. */
type Piece =
  | { readonly is: 'text' | 'split'; readonly text: string }
  | { readonly is: 'choice'; readonly texts: readonly string[] }
  | { readonly is: 'unknown'; readonly may: May };

/** Be one word, several that each begin as this one does, or any number of any words. */
type May = 'one' | 'alike' | 'any';

const text = (value: string): Piece => ({ is: 'text', text: value });
const notKnown = (may: May): Piece => ({ is: 'unknown', may });

/** The words that one word becomes, after all that runs for it was read. */
export function expand(reader: Reader, word: Word, flow: Flow): readonly Field[] {
  const { parts } = word;
  spend(reader.tally);
  if (parts === undefined) {
    const tilde = word.text.startsWith('~');
    return [plain(reader, word.value, tilde, word.text)];
  }
  const pieces = parts.flatMap((part) => piecesOf(reader, part, flow));
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
  const pieces = parts.flatMap((part): readonly Piece[] => {
    const found = piecesOf(reader, part, flow);
    // Neither are files looked for nor braces expanded here.
    if (part.type === 'BraceExpansion' || part.type === 'ExtendedGlob' || part.type === 'Glob') {
      return [part.parts === undefined ? text(part.text) : notKnown('one')];
    }
    return found.map((piece) =>
      piece.is === 'split' ? text(piece.text) : piece.is === 'unknown' ? notKnown('one') : piece,
    );
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
  let may: May = 'one';
  const end = () => {
    if (!certain)
      fields.push({
        text: source,
        known: false,
        head: may === 'any' ? '' : head,
        ...(may === 'one' ? {} : { many: true }),
      });
    else if (value !== undefined) fields.push(plain(reader, value, tilde && fields.length === 0, source));
    [value, head, certain, may] = [undefined, '', true, 'one'];
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
    } else {
      certain = false;
      const can = piece.is === 'unknown' ? piece.may : 'any';
      if (may !== 'any' && can !== 'one') may = can;
    }
  }
  end();
  spend(reader.tally, fields.length);
  return fields;
}

function piecesOf(reader: Reader, part: WordPart, flow: Flow): readonly Piece[] {
  spend(reader.tally);
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [text(part.value)];
    case 'DoubleQuoted':
    case 'LocaleString':
      return quotedPieces(reader, part.parts, flow);
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion': {
      for (const inner of part.parts ?? []) piecesOf(reader, inner, flow);
      const texts = part.type === 'BraceExpansion' ? alternativesOf(part.text) : undefined;
      return [
        texts === undefined ? notKnown(part.type === 'BraceExpansion' ? 'any' : 'alike') : { is: 'choice', texts },
      ];
    }
    case 'ProcessSubstitution':
      if (part.script === undefined) doubt(reader.tally, 'parse', `${shown(part.text)} cannot be read`);
      else reader.acts.inside({ ...reader, anytime: true }, part.script, flow);
      return [notKnown('one')];
    default: {
      const value = expansionValue(reader, part, flow);
      return [
        value === undefined
          ? notKnown(part.type === 'ArithmeticExpansion' ? 'one' : 'any')
          : { is: 'split', text: value },
      ];
    }
  }
}

/** `"$@"` and `"${a[@]}"` are several words even so. */
const several = /^\$(?:@|\{@|\{[!]?\w+\[@\]|\{![^}]*@\})/;

/** Between quotes nothing is split. */
const quotedPieces = (reader: Reader, parts: readonly DoubleQuotedChild[], flow: Flow): readonly Piece[] => [
  text(''),
  ...parts.map((part) => {
    spend(reader.tally);
    const value = part.type === 'Literal' ? part.value : expansionValue(reader, part, flow);
    return value === undefined ? notKnown(several.test(part.text) ? 'any' : 'one') : text(value);
  }),
];

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
      if (part.text.startsWith('${')) {
        // It runs in this very shell.
        const { moves } = reader.tally;
        reader.acts.inside(reader, part.script, flow);
        forget(flow);
        if (reader.tally.moves > moves) flow.dirs = undefined;
        return undefined;
      }
      return reader.acts.inside(reader, part.script, flow)?.replace(/\n+$/, '');
  }
}
