/** What a run cost, by agent. An unknown part shows as `?`, for unknown is never free. */
import { formatCost, formatCount } from '../../../view/amounts.ts';
import type { Cost, RunView } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import { type Section, section } from '../page.ts';
import { renderBudgets, type Spending } from './budgets.ts';

interface Share {
  readonly agent: string;
  vendor: string;
  steps: number;
  toolCalls: number;
  readonly cost: Cost;
}

/** Nothing where no agent was at work. */
export function renderCosts(run: string, view: RunView, spending: Spending | undefined): Section | undefined {
  const shares = sharesOf(view);
  const budgets = spending && renderBudgets(spending, true);
  if (shares.length === 0 && budgets === undefined) return undefined;
  const more = html`<p class="quiet"><a href="${runPath(run, 'costs')}">Costs over time</a></p>`;
  return section('costs', 'Costs', html`${budgets}${shares.length === 0 ? undefined : tableOf(view, shares)}${more}`);
}

function tableOf(view: RunView, shares: readonly Share[]): Html {
  const rows = shares.map(
    ({
      agent,
      vendor,
      steps,
      toolCalls,
      cost,
    }) => html`<tr><th scope="row">${cut(agent, 60)} <span class="quiet">${cut(vendor, 60)}</span></th>
<td>${formatCount(steps)}</td><td>${formatCount(toolCalls)}</td><td>${formatCost(cost) || '–'}</td></tr>`,
  );
  const { input, output } = view.tokens;
  return html`<div class="scroll"><table><thead><tr><th scope="col">agent</th><th scope="col">steps</th><th scope="col">tool calls</th><th scope="col">cost</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">in all</th><td></td><td>${formatCount(view.toolCalls)}</td><td>${formatCost(view.cost) || '–'}</td></tr></tfoot></table></div>
<p class="quiet">${formatCount(input)} tokens in, ${formatCount(output)} out</p>`;
}

/** The most expensive first. */
function sharesOf({ steps }: RunView): readonly Share[] {
  const shares = new Map<string, Share>();
  for (const { agent, vendor, visit, toolCalls, cost } of steps.values()) {
    if (agent === undefined) continue;
    const share = shares.get(agent) ?? {
      agent,
      vendor: vendor ?? '',
      steps: 0,
      toolCalls: 0,
      cost: { known: true, microUsd: 0 },
    };
    shares.set(agent, share);
    share.steps += visit;
    share.toolCalls += toolCalls;
    share.cost.microUsd += cost.microUsd;
    share.cost.known &&= cost.known;
  }
  return [...shares.values()].sort((one, other) => other.cost.microUsd - one.cost.microUsd);
}
