/** The transcripts of a run: who is at work, the conversation as people see it, and what each step said and did. */
import { displayAddress } from '../../../../engine/address.ts';
import { isConversation } from '../../../acts/index.ts';
import { formatCost, formatElapsed } from '../../../view/amounts.ts';
import type { RunView, StepRow } from '../../../view/index.ts';
import { lifeSigns } from '../../../view/signs.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { earlierSection, talkPath } from '../../html/paths.ts';
import { findRun, type PageContext, type RunOnPage } from '../context.ts';
import { numberOf } from '../numbers.ts';
import { type MakePage, type Page, type PageRequest, type Section, section } from '../page.ts';
import { renderTalk } from './conversation.ts';
import { transcriptPage } from './transcript.ts';

const mostSteps = 200;
const mostLines = 40;

export const talkPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { step } = request.query;
    return step === undefined ? indexPage(context, request, found) : transcriptPage(context, request, found, step);
  };

async function indexPage({ history }: PageContext, request: PageRequest, found: RunOnPage): Promise<Page> {
  const { listed, view, workflow } = found;
  const talks = workflow !== undefined && isConversation(workflow);
  const conversation = talks ? await renderConversation(history, request, listed.run) : [];
  const steps = [...view.steps.values()].filter(
    ({ visit, frames, life }) => visit > 0 && frames.length === 0 && life !== 'skipped',
  );
  return {
    title: `Transcripts of ${cut(view.workflow ?? listed.run, 80)}`,
    of: { run: listed.run, tab: 'talk' },
    layout: 'talk',
    sections: [renderHead('Transcripts', found), ...conversation, renderStepList(steps, request, view)],
  };
}

async function renderConversation(
  history: PageContext['history'],
  { query }: PageRequest,
  run: string,
): Promise<readonly Section[]> {
  const before = numberOf(query.before);
  const { renderMarkdown } = await import('../../html/markdown.ts');
  const { items, earlier } = await history.talk(run, { limit: mostLines, ...(before !== undefined && { before }) });
  const none = items.length === 0 ? html`<p class="quiet">Nothing was said yet.</p>` : undefined;
  return [
    section('said', 'Conversation', html`${none}`),
    ...(earlier === undefined ? [] : [earlierSection(talkPath(run, undefined, { before: earlier }))]),
    ...items.map((line) => renderTalk(line, renderMarkdown)),
  ];
}

function renderStepList(steps: readonly StepRow[], { query, now }: PageRequest, view: RunView): Section {
  const { run } = view;
  if (steps.length === 0)
    return section('steps', 'Steps', html`<p class="quiet">No step has begun yet. It appears here by itself.</p>`);
  const from = numberOf(query.from) ?? 0;
  const shown = steps.slice(from, from + mostSteps);
  const rest =
    steps.length <= from + mostSteps
      ? undefined
      : html`<li class="more" data-key="more"><a data-more href="${talkPath(run, undefined, { from: from + mostSteps })}">More steps</a></li>`;
  return section(
    'steps',
    'Steps',
    html`<ul id="step-list" class="steps talks">${shown.map((row) => renderStep(row, view, now))}${rest}</ul>`,
  );
}

function renderStep(row: StepRow, view: RunView, now: number): Html {
  const { address, frame, step, life, agent, vendor, title, startedAt, endedAt, cost, lines, error, asks } = row;
  const [ask] = asks.flatMap((id) => view.asks.get(id) ?? []);
  const who =
    agent === undefined
      ? ask || title?.includes('${{')
        ? ''
        : (title ?? '')
      : [agent, vendor].filter(Boolean).join(' · ');
  const last = ask?.ask.text ?? error?.message ?? lines.at(-1)?.text ?? '';
  const took =
    startedAt === undefined
      ? undefined
      : endedAt === undefined
        ? html`<span data-since="${startedAt}">${formatElapsed(now - startedAt)}</span>`
        : formatElapsed(endedAt - startedAt);
  return html`<li data-key="${address}" class="step is-${life}"><span class="sign" role="img" aria-label="${life}" title="${life}">${lifeSigns[life]}</span>
<a class="label" href="${talkPath(view.run, address)}#end">${cut(displayAddress(frame, step), 120)}</a>
<span class="what"><span class="who">${cut(who, 120)}</span><span class="note">${cut(last, 200)}</span></span>
<span class="took">${took}</span><span class="cost">${formatCost(cost)}</span></li>`;
}
