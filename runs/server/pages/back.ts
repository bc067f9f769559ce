/**
 * Where a form leads once it was taken: the page that it stood on, one of ours about this run or the list of what
 * waits, whatever the form says.
 */
import { runPath } from '../html/words.ts';

const here = 'http://omni';

export function backTo(place: string | undefined, run: string): string {
  const home = runPath(run);
  if (place === undefined || !URL.canParse(place, here)) return home;
  const { origin, pathname, search } = new URL(place, here);
  const isOurs = pathname === '/asks' || pathname === home || pathname.startsWith(`${home}/`);
  return origin === here && isOurs ? pathname + search : home;
}
