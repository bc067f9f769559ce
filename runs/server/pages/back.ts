/** Where a form leads once it was taken: the page that it stood on, one of ours about this run whatever the form says. */
import { runPath } from '../html/words.ts';

const here = 'http://omni';

export function backTo(place: string | undefined, run: string): string {
  const home = runPath(run);
  if (place === undefined || !URL.canParse(place, here)) return home;
  const { origin, pathname, search } = new URL(place, here);
  return origin === here && (pathname === home || pathname.startsWith(`${home}/`)) ? pathname + search : home;
}
