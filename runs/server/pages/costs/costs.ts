/** What a run cost: over time against its budgets, and by agent. A part that is not known is never told as nothing. */
import type { AgentCost, CostPoint } from '../../../history/index.ts';
import { formatCost, formatCount, formatElapsed, formatUsd } from '../../../view/amounts.ts';
import type { RunView } from '../../../view/index.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { percentOf } from '../../html/scale.ts';
import { runPath, talkPath } from '../../html/words.ts';
import { findRun, nameOf, type PageContext } from '../context.ts';
import { type MakePage, present, section } from '../page.ts';
import { placeOf } from '../run/walk.ts';
import { nextLimit, renderBudgets, spentOf } from './budgets.ts';
import { drawCosts } from './cost-chart.ts';

const mostPoints = 300;
const listed = 50;

export const costsPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { view, workflow, stands } = found;
    const { run } = found.listed;
    const costs = await context.history.costs(run, { most: mostPoints });
    const spending = { view, costs, ...(workflow && { workflow }) };
    const limits = costs.budgets.flatMap((budget) => {
      const microUsd = budget.what === 'run' ? nextLimit(budget, spentOf(budget, spending)) : undefined;
      return microUsd === undefined ? [] : [{ budget, microUsd }];
    });
    // While it waits nothing is spent: the chart ends where something happened last.
    const live = stands === 'running';
    const until = live ? request.now : Math.max(view.timeline.at(-1)?.at ?? 0, costs.points.at(-1)?.at ?? 0);
    const chart = { run, points: costs.points, from: view.startedAt, until, live, limits };
    const budgets = renderBudgets(spending);
    return {
      title: `${nameOf(found)}: costs`,
      layout: 'wide',
      of: { run, tab: 'costs' },
      sections: present([
        renderHead('Costs', found, sumOf(view)),
        costs.points.length === 0 ? undefined : section('over-time', 'Over time', drawCosts(chart)),
        budgets && section('budgets', 'Budgets', budgets),
        costs.agents.length === 0 ? undefined : section('agents', 'By agent', tableOf(costs.agents, view)),
        costs.points.length === 0
          ? undefined
          : section('reports', 'Reports', reportsOf(run, costs.points, view.startedAt)),
      ]),
    };
  };

function sumOf(view: RunView): Html {
  const { input, output } = view.tokens;
  const unknown = view.cost.known
    ? undefined
    : html`<p class="told-of">A part of the cost is not known: at least one session ended, or was told of, without a price. It is never taken for nothing.</p>`;
  const table = view.cost.byTable
    ? html`<p class="quiet">A part of it is worked out by the price table of the run, for its harness tells no price.</p>`
    : undefined;
  return html`<dl class="facts"><div><dt>cost</dt><dd>${formatCost(view.cost) || '$0.00'}</dd></div>
<div><dt>tokens in</dt><dd>${formatCount(input)}</dd></div><div><dt>tokens out</dt><dd>${formatCount(output)}</dd></div>
<div><dt>tool calls</dt><dd>${formatCount(view.toolCalls)}</dd></div></dl>${unknown}${table}`;
}

function tableOf(agents: readonly AgentCost[], view: RunView): Html {
  const sorted = [...agents].sort((one, other) => other.microUsd - one.microUsd);
  const total = Math.max(
    1,
    sorted.reduce((sum, { microUsd }) => sum + microUsd, 0),
  );
  const rows = sorted.map(
    ({
      agent,
      vendor = '',
      input,
      output,
      ...cost
    }) => html`<tr><th scope="row">${cut(agent, 60)} <span class="quiet">${cut(vendor, 60)}</span></th>
<td>${formatCount(input)}</td><td>${formatCount(output)}</td><td>${formatCost(cost) || '–'}</td><td class="share"><svg width="100%" height="8" aria-hidden="true"><rect class="all" width="100%" height="8" rx="4"/><rect class="part" width="${percentOf(cost.microUsd, total)}" height="8" rx="4"/></svg></td></tr>`,
  );
  return html`<div class="scroll"><table class="full"><thead><tr><th scope="col">agent</th><th scope="col">tokens in</th><th scope="col">tokens out</th><th scope="col">cost</th><th scope="col" class="share">share of the known</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">in all</th><td>${formatCount(view.tokens.input)}</td><td>${formatCount(view.tokens.output)}</td><td>${formatCost(view.cost) || '–'}</td><td></td></tr></tfoot></table></div>`;
}

/** The chart as a table, the newest first. */
function reportsOf(run: string, points: readonly CostPoint[], from: number): Html {
  const rows = points
    .slice(-listed)
    .reverse()
    .map(
      ({
        seq,
        at,
        address,
        agent,
        totalMicroUsd,
        known,
      }) => html`<tr><th scope="row"><a href="${runPath(run, `journal/${seq}`)}">${seq}</a></th><td>${formatElapsed(at - from)}</td>
<td><a href="${talkPath(run, address)}">${placeOf(address)}</a></td><td>${agent === undefined ? undefined : cut(agent, 60)}</td><td>${formatUsd(totalMicroUsd)}${known ? '' : ' + ?'}</td></tr>`,
    );
  const rest =
    points.length > listed
      ? html`<p class="quiet">The last ${listed}. <a href="${runPath(run, 'journal')}?type=usage.reported">All of them in the journal</a></p>`
      : undefined;
  return html`<details><summary>Each report as a table</summary><div class="scroll"><table class="full"><thead><tr><th scope="col">event</th><th scope="col">after</th><th scope="col">step</th><th scope="col">agent</th><th scope="col">cost so far</th></tr></thead><tbody>${rows}</tbody></table></div>${rest}</details>`;
}
