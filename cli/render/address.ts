/** Addresses as people write them: `build[1].write`, not `build@1[1]/write`. */

/** Of a step in its frame. The first visit goes without saying; a later one shows as `@2`. A branch has its step's name. */
export function formatAddress(frame: string, step?: string): string {
  const parts = [...frame.split('/'), step ?? ''].filter((part) => part !== '');
  return parts.map((part) => part.replace(/:[\w-]+$/, '').replace(/@1(?=[[!]|$)/, '')).join('.');
}
