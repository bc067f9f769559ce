/** Characters that make a script look like another than it is, or that shells take differently. */

/** Controls but tab and line feed; spaces that are none to bash; what is invisible or turns the direction of text. */
const strange = /(?![\t\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** Joiners and variation selectors after a picture, as keyboards write them, hide nothing. */
const pictures = /(?<=\p{Extended_Pictographic})[\uFE0F\u200D]+/gu;

/** Names one strange character of a script as `U+202E`; undefined: there is none. */
export function findStrange(text: string): string | undefined {
  const found = strange.exec(text) && strange.exec(text.replace(pictures, ''));
  const code = found?.[0].codePointAt(0);
  return code === undefined ? undefined : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The names of programs and functions that are read as what they seem. */
export const plainName = /^[A-Za-z0-9_./+@:,[\]-]+$/;
