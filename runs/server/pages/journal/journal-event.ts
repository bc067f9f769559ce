/** One event of a journal, the state before and after it, and each of the three whole at an address of its own. */
import { OmniError } from '../../../../schema/error.ts';
import type { StateAt } from '../../../history/index.ts';
import { findRun, nameOf, type PageContext } from '../context.ts';
import { seqOf } from '../numbers.ts';
import type { MakePage, Page } from '../page.ts';
import { type EventShown, renderEvent, renderWhole, wholeNames, wholes } from './event.ts';

export const journalEventPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    const seq = seqOf(request.params.seq);
    if (found === undefined || seq === undefined) return undefined;
    const { run } = found.listed;
    const [whole, state] = await Promise.all([context.history.event(run, seq), stateOf(context, run, seq)]);
    if (whole === undefined || state === undefined) return undefined;
    const shown: EventShown = { run, head: found.view.seq, whole, state };
    const page = (heading: string, sections: Page['sections']): Page => ({
      title: `${nameOf(found)}: ${heading}`,
      layout: 'wide',
      of: { run, tab: 'journal' },
      sections,
    });
    const { query } = request;
    if (query.whole === undefined) return page(`event ${seq}`, renderEvent(shown));
    const which = wholes.find((one) => one === query.whole);
    const part = seqOf(query.part ?? '1');
    const section = which && part !== undefined ? renderWhole(shown, which, part) : undefined;
    return section && which && page(`${wholeNames[which]} ${seq}`, [section]);
  };

/** A journal that can not be gone through by the engine can be read all the same, up to where the chain is broken. */
async function stateOf({ history }: PageContext, run: string, seq: number): Promise<StateAt | OmniError | undefined> {
  try {
    return await history.stateAt(run, seq);
  } catch (error) {
    if (error instanceof OmniError && error.code === 'OMNI6007') return error;
    throw error;
  }
}
