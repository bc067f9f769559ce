/** What an agent did and said, one thing at a time: each is a section that comes, and changes, by itself. */
import type { SaidText, TranscriptEntry } from '../../../history/index.ts';
import { formatCost, formatCount, formatMoment } from '../../../view/amounts.ts';
import { cut, type Html, html, type Value } from '../../html/html.ts';
import { renderAsks, renderRules } from '../../html/judged.ts';
import { formatBytes, renderSaid, unfold } from '../../html/said.ts';
import { clock, moment } from '../../html/words.ts';
import type { Section } from '../page.ts';
import { renderCall } from './call.ts';
import type { EntryPlace } from './entry-place.ts';

type EntryOf<T extends TranscriptEntry['type']> = Extract<TranscriptEntry, { type: T }>;

export function renderEntry(entry: TranscriptEntry, place: EntryPlace): Section {
  const id = `e${entry.seq}`;
  const { kind, content } = bodyOf(entry, place);
  return {
    id,
    html: html`<section id="${id}" class="entry is-of-${kind}" data-key="${id}" data-kept>${content}</section>`,
  };
}

function bodyOf(entry: TranscriptEntry, place: EntryPlace): { readonly kind: string; readonly content: Html } {
  const as = (content: Html, kind: string = entry.type) => ({ kind, content });
  switch (entry.type) {
    case 'begin':
      return as(renderBegin(entry, place));
    case 'session':
      return as(note(entry, html`session <code>${cut(entry.session, 120)}</code>`), 'note');
    case 'message':
      return as(html`<p class="by"><b>${place.agent}</b> ${clock(entry.at)}</p>
${place.markdown(entry.text.text)}${more(entry.text, entry.seq, place)}`);
    case 'sent':
      return as(html`<p class="by"><b>${cut(entry.by ?? 'somebody', 80)}</b> <span class="quiet">to ${place.agent}</span> ${clock(entry.at)}</p>
${renderSaid(entry.text)}${more(entry.text, entry.seq, place)}`);
    case 'call':
      return as(renderCall(entry, place));
    case 'usage':
      return as(renderUsage(entry, place), 'note');
    case 'asked':
      return as(
        html`${note(entry, 'asked')}${entry.error && html`<p class="error">${cut(entry.error.message, 2_000)}</p>`}${judged(entry, place)}`,
      );
    case 'waiting':
      return as(html`${note(entry, html`waits until ${moment(entry.until)}`)}${judged(entry, place)}`, 'note');
    case 'stopping':
      return as(note(entry, `is to stop: ${entry.why}`), 'note');
    case 'end':
      return as(renderEnd(entry, place));
  }
}

const note = ({ at }: TranscriptEntry, what: Value): Html => html`<p class="quiet">${what} ${clock(at)}</p>`;

const judged = ({ decisions, asks }: Pick<EntryOf<'usage'>, 'decisions' | 'asks'>, { run }: EntryPlace): Html =>
  html`${renderRules(decisions)}${renderAsks(asks, run)}`;

/** A text of which only the beginning was given leads to the whole. */
const more = ({ cut: isCut, bytes }: SaidText, seq: number, { whole }: EntryPlace): Html | undefined =>
  isCut &&
  html`<p class="more"><a href="${whole(seq)}">Show whole <span class="quiet">${formatBytes(bytes)}</span></a></p>`;

function renderBegin(entry: EntryOf<'begin'>, place: EntryPlace): Html {
  const { attempt, visit, round, model, title, prompt, run, seq, at } = entry;
  const about = [visit > 1 ? `visit ${visit}` : '', round === undefined ? '' : `round ${round}`, model ?? ''].filter(
    (part) => part !== '',
  );
  const heading = html`<h2>Attempt ${attempt} <span class="quiet">${cut(about.join(' · '), 120)}</span> ${clock(at)}</h2>`;
  const titled = title === undefined || run !== undefined ? undefined : html`<p class="quote">${cut(title, 300)}</p>`;
  return html`${heading}${titled}${prompt && unfold('Prompt', prompt, place.whole(seq))}
${run && html`${renderSaid(run)}${more(run, seq, place)}`}${judged(entry, place)}`;
}

function renderUsage(entry: EntryOf<'usage'>, place: EntryPlace): Html {
  const { input, output, cacheRead = 0, cacheWrite = 0, costMicroUsd } = entry.usage;
  const cost = formatCost({ known: costMicroUsd !== undefined, microUsd: costMicroUsd ?? 0 });
  const told = `${formatCount(input + cacheRead + cacheWrite)} tokens in, ${formatCount(output)} out`;
  return html`${note(entry, `${told}${cost === '' ? '' : ` · ${cost}`}`)}${judged(entry, place)}`;
}

const endings: Readonly<Partial<Record<EntryOf<'end'>['outcome'], string>>> = {
  retry: 'failed',
  lost: 'failed',
  rework: 'waiting',
};

function renderEnd(entry: EntryOf<'end'>, place: EntryPlace): Html {
  const { outcome, error, text, stderr, output, exitCode, retryAt, at, seq } = entry;
  const again =
    retryAt === undefined ? undefined : html` <span class="quiet">tries again at ${formatMoment(retryAt)} UTC</span>`;
  const code = exitCode === undefined ? undefined : html` <span class="quiet">exit code ${exitCode}</span>`;
  const whole = place.whole(seq);
  return html`<p class="by"><span class="pill is-${endings[outcome] ?? outcome}">${outcome}</span>${code}${again} ${clock(at)}</p>
${error && html`<p class="error">${cut(error.message, 2_000)}</p>`}${judged(entry, place)}
${text && unfold(exitCode === undefined ? 'Answer' : 'Output', text, whole)}${stderr && unfold('Errors', stderr, whole)}${output && unfold('Answer as a value', output, whole)}`;
}
