/** One word as a program gets it, as far as that is known. */
export interface Field {
  /** Where it is not known: as it is written. */
  readonly text: string;
  /** Whether `text` is what the program gets. */
  readonly known: boolean;
  /** What it certainly begins with: all of `text` where it is known. */
  readonly head: string;
  /** May be several words, each with this beginning, or none. */
  readonly many?: boolean;
  /** Begins with a `~` that the shell replaces; `text` has it still. */
  readonly tilde?: boolean;
}

/** A word that is known. */
export const known = (text: string): Field => ({ text, known: true, head: text });

/** A word that is not known, but for its beginning. */
export const unknown = (text: string, head = ''): Field => ({ text, known: false, head });

/** Any number of words that are not known. */
export const anything = (text: string): Field => ({ text, known: false, head: '', many: true });

/** The words of a list that are known, as they are, and the others as they are written. */
export const textsOf = (fields: readonly Field[]): readonly string[] => fields.map(({ text }) => text);

/** The script that words make where a program joins them with spaces, as `eval` does; undefined: one of them is not known. */
export const joined = (fields: readonly Field[]): string | undefined =>
  fields.every((field) => field.known) ? textsOf(fields).join(' ') : undefined;

/** A word that a shell reads as exactly this text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
