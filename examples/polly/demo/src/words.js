/** The words of a text: runs of letters, marks and digits of any script, with the apostrophes inside them. */
export function words(text) {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}
