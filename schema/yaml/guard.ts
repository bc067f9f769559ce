/** What is refused before it is parsed, so that no input can cost much time or memory. */
import type { Mark } from '../source.ts';

/** The largest document file, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 1024 * 1024;
/** The deepest nesting of maps and lists; no person writes half of it. */
export const MAX_DEPTH = 64;
/** The most YAML tokens of a file; a workflow of 10,000 lines has half as many. */
export const MAX_TOKENS = 200_000;

/** A file too large, or one that is no text. */
export function refuseText(text: string): Mark | undefined {
  if (text.length > MAX_TEXT_LENGTH) {
    return {
      code: 'OMNI1020',
      start: 0,
      end: 0,
      message: `this file has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read`,
      help: 'keep data out of documents: let a step read it',
    };
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 && unit !== 0x0a && unit !== 0x09) {
      const name =
        unit === 0 ? 'a NUL byte' : `the control character U+${unit.toString(16).padStart(4, '0').toUpperCase()}`;
      return {
        code: 'OMNI1021',
        start: at,
        end: at + 1,
        message: `this is not a text file: it holds ${name}`,
        help: 'save the file as UTF-8 text',
      };
    }
  }
  return undefined;
}

export function tooDeep(offset: number): Mark {
  return {
    code: 'OMNI1022',
    start: offset,
    end: offset + 1,
    message: `maps and lists are nested deeper than ${MAX_DEPTH} levels`,
    help: 'give inner steps a group of their own, or a workflow of their own',
  };
}

export function tooMany(offset: number): Mark {
  return {
    code: 'OMNI1020',
    start: offset,
    end: offset + 1,
    message: `this file has more than ${MAX_TOKENS} YAML tokens`,
    help: 'keep data out of documents: let a step read it',
  };
}
