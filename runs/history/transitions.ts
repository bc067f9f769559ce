/** Walks the story of a run: the events that its time line tells of. */
import type { RunView } from '../view/index.ts';
import { placeOf } from './page.ts';
import type { Transitions } from './types.ts';

export function transitionsAt({ timeline }: RunView, seq: number): Transitions {
  const place = placeOf(timeline, seq + 1);
  const at = timeline[place - 1]?.seq === seq ? seq : undefined;
  const [previous, next] = [timeline[place - (at === undefined ? 1 : 2)]?.seq, timeline[place]?.seq];
  const [first, last] = [timeline[0]?.seq, timeline.at(-1)?.seq];
  return {
    ...(at !== undefined && { at }),
    ...(previous !== undefined && { previous }),
    ...(next !== undefined && { next }),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    count: timeline.length,
    place,
  };
}
