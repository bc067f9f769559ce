/** The journal of a run, event by event: everything else that is shown of it was read from these. */
import { renderHead } from '../../html/head.ts';
import { runPath } from '../../html/words.ts';
import { findRun, nameOf, type PageContext } from '../context.ts';
import { seqOf } from '../numbers.ts';
import { type MakePage, section } from '../page.ts';
import { type Chosen, renderChoice, renderLines, typesOf, type Ways } from './journal-rows.ts';

/** Few enough that a page that is followed live stays small; whoever wants more goes on. */
const perPage = 50;
const mostSteps = 100;

export const journalPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { run } = found.listed;
    const { type = '', step = '', ...query } = request.query;
    const chosen: Chosen = { type, step };
    const [before, after] = [seqOf(query.before), seqOf(query.after)];
    const types = typesOf(chosen);
    const lines = await context.history.events(run, {
      limit: perPage,
      order: 'newest',
      ...(types && { types }),
      ...(chosen.step !== '' && { address: chosen.step, below: true }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && before === undefined && { after }),
    });
    const wayTo = (where: Readonly<Record<string, number>>): string => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...chosen, ...where }))
        if (value !== '') query.set(name, `${value}`);
      return `${runPath(run, 'journal')}?${query}`;
    };
    const { earlier, later, more } = lines;
    const ways: Ways = {
      ...(earlier !== undefined && { older: wayTo({ before: earlier }) }),
      ...(more && { newer: wayTo({ after: later }) }),
    };
    const steps = [...found.view.steps.values()].slice(0, mostSteps).map(({ address }) => address);
    return {
      title: `${nameOf(found)}: journal`,
      layout: 'wide',
      of: { run, tab: 'journal' },
      sections: [
        renderHead('Journal', found, renderChoice(run, chosen, steps)),
        section('events', undefined, renderLines(run, lines, ways)),
      ],
    };
  };
