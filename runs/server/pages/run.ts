/** One run: where it stands, what it waits for, its machine, its steps, what it cost and what it came to. */
import type { JsonObject } from '../../../schema/json.ts';
import type { ListedRun } from '../../journal/index.ts';
import type { Standing } from '../../standing.ts';
import { formatCost, formatCount } from '../../view/amounts.ts';
import type { RunView } from '../../view/index.ts';
import { renderCosts } from '../html/costs.ts';
import { cut, type Html, html } from '../html/html.ts';
import { renderSteps } from '../html/steps.ts';
import { renderStory } from '../html/story.ts';
import { renderWaits } from '../html/waits.ts';
import { elapsed, moment, pill } from '../html/words.ts';
import { drawMachine } from '../machine/draw.ts';
import { lightsOf } from '../machine/lights.ts';
import { findRun, type PageContext } from './context.ts';
import { type MakePage, present, type Section, section } from './page.ts';

export const runPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { listed, view, workflow, machine, stands } = found;
    const { now } = request;
    const name = cut(view.workflow ?? (listed.workflow || 'run'), 80);
    const drawn = workflow && machine ? drawMachine(machine, lightsOf(view, workflow)) : tooLarge(listed.run);
    return {
      title: `${name}: ${stands}`,
      layout: 'run',
      of: { run: listed.run, tab: 'overview' },
      sections: present([
        renderTop(name, listed, view, stands, now),
        renderWaits({
          view,
          stands,
          now,
          visitor: request.visitor,
          spec: workflow?.spec,
          drives: context.drivers !== undefined,
        }),
        section('steps', 'Steps', renderSteps(view, now)),
        section('machine', 'Machine', html`<div class="scroll">${drawn}</div>`),
        renderValues('outputs', 'Outputs', view.outputs),
        renderCosts(view),
        renderStory(view),
        renderValues('inputs', 'Inputs', view.inputs),
      ]),
    };
  };

const tooLarge = (run: string): Html =>
  html`<p class="quiet">Too large to be drawn here. <code>omni graph ${run} --as dot</code> draws it.</p>`;

function renderTop(
  name: string,
  { run, file, createdAt, finishedAt }: ListedRun,
  view: RunView,
  stands: Standing,
  now: number,
): Section {
  const open = stands === 'running' || stands === 'waiting';
  const took = view.finishedAt ?? finishedAt ?? (open ? undefined : view.timeline.at(-1)?.at);
  const error = view.error && html`<p class="error">${cut(view.error.message, 2_000)}</p>`;
  const { input, output } = view.tokens;
  const top = html`<h1>${name} ${pill(stands)}</h1>
<p class="quiet"><span class="id">${run}</span> · ${moment(view.startedAt || createdAt)} · by ${view.starter}</p>
${error}
<dl class="facts"><div><dt>time</dt><dd>${elapsed(view.startedAt || createdAt, took, now)}</dd></div>
<div><dt>cost</dt><dd>${formatCost(view.cost) || '–'}</dd></div>
<div><dt>tokens</dt><dd>${formatCount(input + output)}</dd></div>
<div><dt>tool calls</dt><dd>${formatCount(view.toolCalls)}</dd></div></dl>
<p class="quiet file">${file}</p>`;
  return section('top', undefined, top);
}

/** Values by name, as they were given or came out; nothing for none. */
function renderValues(id: string, heading: string, values: JsonObject | undefined): Section | undefined {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return undefined;
  const rows = entries.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return html`<div><dt>${name}</dt><dd><pre>${cut(text, 4_000)}</pre></dd></div>`;
  });
  return section(id, heading, html`<dl class="values">${rows}</dl>`);
}
