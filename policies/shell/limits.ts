/** How much of a script is read: beyond, it is opaque, since what was not read may do anything. */

/** Characters of one script; a deeper one (`sh -c`, a script file) has the same. */
export const mostCharacters = 65_536;
/** Nodes, words and parts of words, of a script and of all that it runs. */
export const mostNodes = 20_000;
/** Scripts in scripts. */
export const mostDepth = 12;
/** Words that one word may become, by braces; rounds of a `for` that are read one by one. */
export const mostWords = 64;
export const mostRounds = 8;
/** Directories in which a command may find itself. */
export const mostDirectories = 6;

/** Thrown inside the reader where a budget is used up; `readShell` catches it. */
export class Exhausted extends Error {}
