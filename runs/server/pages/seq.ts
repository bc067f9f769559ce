/** The number of an event as an address has it: from 1, in digits alone. Undefined for anything else. */
export function seqOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[1-9][0-9]{0,14}$/.test(text)) return undefined;
  return Number(text);
}
