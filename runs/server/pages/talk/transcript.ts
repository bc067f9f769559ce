/** The transcript of one step: its end as it is written, or the place that was asked for. */
import { displayAddress } from '../../../../engine/address.ts';
import { holds } from '../../../access/roles.ts';
import type { Page as Slice, TranscriptEntry } from '../../../history/index.ts';
import { isStranded } from '../../../standing.ts';
import { formatCost } from '../../../view/amounts.ts';
import type { StepRow } from '../../../view/index.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { earlierSection, talkPath } from '../../html/paths.ts';
import { elapsed, pill, runPath } from '../../html/words.ts';
import type { PageContext, RunOnPage } from '../context.ts';
import { numberOf } from '../numbers.ts';
import { type Page, type PageRequest, present, type Section, section } from '../page.ts';
import { renderEntry } from './entry.ts';
import type { EntryPlace } from './entry-place.ts';
import { wholeSections } from './whole.ts';

/** Entries of a page, characters of a text in it, and characters of all of it: what loads at once on a phone. */
const mostEntries = 60;
const mostText = 4_000;
const mostHtml = 70_000;
/** Of what came before the place that was asked for. */
const before = 8;

export async function transcriptPage(
  context: PageContext,
  request: PageRequest,
  found: RunOnPage,
  address: string,
): Promise<Page | undefined> {
  const row = found.view.steps.get(address);
  if (row === undefined) return undefined;
  const { run } = found.listed;
  const { renderMarkdown } = await import('../../html/markdown.ts');
  const agent = cut(row.agent ?? row.step, 80);
  const whole = (seq: number): string => talkPath(run, address, { entry: seq });
  const place: EntryPlace = { run, agent, whole, markdown: renderMarkdown };
  const name = cut(displayAddress(row.frame, row.step), 120);
  const head = renderHead(html`${name} ${pill(row.life)}`, found, renderAbout(row, run, request.now));
  const page = (sections: readonly Section[]): Page => ({
    title: `${name}: ${row.life}`,
    of: { run, tab: 'talk' },
    layout: 'talk',
    sections: [head, ...sections],
  });

  const entry = numberOf(request.query.entry);
  if (entry !== undefined) {
    const told = await context.history.transcriptEntry(run, entry);
    return told && page(wholeSections(told, place, talkPath(run, address), numberOf(request.query.part) ?? 0));
  }
  const { entries, earlier, later } = await readSlice(context, request, run, address, place);
  return page(
    present([
      earlier === undefined ? undefined : earlierSection(talkPath(run, address, { before: earlier })),
      ...entries,
      later === undefined ? renderEnd(row, found) : renderLater(talkPath(run, address, { after: later })),
      later === undefined ? renderSay(row, request, run) : undefined,
    ]),
  );
}

interface Shown {
  readonly entries: readonly Section[];
  readonly earlier: number | undefined;
  /** Absent: this is the end. */
  readonly later: number | undefined;
}

async function readSlice(
  { history }: PageContext,
  { query }: PageRequest,
  run: string,
  address: string,
  place: EntryPlace,
): Promise<Shown> {
  const read = (window: object) => history.transcript(run, address, { limit: mostEntries, cut: mostText, ...window });
  const at = numberOf(query.at);
  if (at !== undefined) {
    const [past, next] = await Promise.all([read({ before: at, limit: before }), read({ after: at - 1 })]);
    return fitting({ ...next, items: [...past.items, ...next.items], ...earlierOf(past) }, place, 'first');
  }
  const after = numberOf(query.after);
  if (after !== undefined) return fitting(await read({ after }), place, 'first');
  const until = numberOf(query.before);
  return fitting(await read(until === undefined ? {} : { before: until }), place, 'last');
}

const earlierOf = ({ earlier }: Slice<unknown>) => (earlier === undefined ? {} : { earlier });

/** As many of them as make a page, from the end that matters: there is always one. Only what is shown is drawn. */
function fitting(slice: Slice<TranscriptEntry>, place: EntryPlace, keep: 'first' | 'last'): Shown {
  const { items, earlier, later, more } = slice;
  const entries: Section[] = [];
  let size = 0;
  for (let nth = 0; nth < items.length; nth++) {
    const section = renderEntry(items[keep === 'last' ? items.length - 1 - nth : nth]!, place);
    size += section.html.html.length;
    if (size > mostHtml && entries.length > 0) break;
    if (keep === 'last') entries.unshift(section);
    else entries.push(section);
  }
  const [from, to] = keep === 'last' ? [items.length - entries.length, items.length] : [0, entries.length];
  return {
    entries,
    earlier: from > 0 ? items[from]!.seq : earlier,
    later: to < items.length ? items[to - 1]!.seq : more ? later : undefined,
  };
}

function renderAbout({ agent, vendor, cost, startedAt, endedAt }: StepRow, run: string, now: number): Html {
  const who = agent === undefined ? '' : [agent, vendor].filter(Boolean).join(' · ');
  const took = startedAt === undefined ? undefined : elapsed(startedAt, endedAt, now);
  return html`<p class="quiet">${cut(who, 120)} <span class="took">${took}</span> ${formatCost(cost)} <a href="${runPath(run, 'talk')}">All transcripts</a></p>`;
}

const renderLater = (href: string): Section =>
  section('later', undefined, html`<p class="more"><a href="${href}">Later</a></p>`);

function renderEnd({ life }: StepRow, { view, driven }: RunOnPage): Section {
  const says = isStranded(view, driven)
    ? 'Interrupted here: nobody drives this run now.'
    : 'At work: what comes appears here.';
  return {
    id: 'end',
    html: html`<section id="end" class="end"><p class="quiet">${life === 'running' || life === 'stopping' ? says : ''}</p></section>`,
  };
}

/** Who is at work can be told something. */
function renderSay({ life, agent, address }: StepRow, { visitor, url }: PageRequest, run: string): Section | undefined {
  if (life !== 'running' || agent === undefined || !holds(visitor.role, 'answer')) return undefined;
  return {
    id: 'say',
    html: html`<section id="say"><form method="post" action="${runPath(run, 'messages')}" class="say">
<input type="hidden" name="to" value="${address}"><input type="hidden" name="back" value="${url}">
<label for="say-text">Say something to ${cut(agent, 80)}</label>
<textarea id="say-text" name="text" rows="2" required maxlength="20000"></textarea><button>Send</button></form></section>`,
  };
}
