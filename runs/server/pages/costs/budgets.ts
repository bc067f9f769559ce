/** What a run may cost: each limit that a rule sets over costs, how near it is, and what happens there. */
import type { Workflow } from '../../../../engine/compile/workflow.ts';
import type { Budget, Costs } from '../../../history/index.ts';
import { formatCost, formatUsd, plural } from '../../../view/amounts.ts';
import type { Cost, RunView } from '../../../view/index.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { percentOf } from '../../html/scale.ts';

const most = 20;

export interface Spending {
  readonly view: RunView;
  readonly costs: Costs;
  readonly workflow?: Workflow;
}

/** Undefined where nothing limits what it costs. `brief`: only what the run itself can tell how near it is. */
export function renderBudgets(spending: Spending, brief = false): Html | undefined {
  const told = [...spending.costs.budgets].sort((one, other) => rank(one) - rank(other));
  const budgets = (brief ? told.filter(({ what }) => measured.has(what)) : told).slice(0, most);
  if (told.length === 0) return undefined;
  const more = told.length - budgets.length;
  const rest = more === 0 ? undefined : html`<li class="quiet">${plural(more, 'more limit')}</li>`;
  return html`<ul class="budgets">${budgets.map((budget) => renderBudget(budget, spending))}${rest}</ul>`;
}

/** Whose cost is in the journal of the run. */
const measured: ReadonlySet<Budget['what']> = new Set(['run', 'agent', 'step']);
const rank = ({ what }: Budget): number => (measured.has(what) ? 0 : 1);

const decided: Readonly<Record<Budget['decide'], string>> = {
  deny: 'then nothing more is let through',
  ask: 'then somebody is asked',
  hold: 'then it waits',
};

function renderBudget(budget: Budget, spending: Spending): Html {
  const { policy, rule, decide } = budget;
  const by =
    policy === undefined
      ? `limits of ${cut(budget.agent ?? 'an agent', 60)}`
      : `rule ${cut(rule, 60)} of ${cut(policy, 60)}`;
  const spent = spentOf(budget, spending);
  const limit = nextLimit(budget, spent);
  const amount = limit === undefined ? '' : formatUsd(limit);
  const so = spent === undefined ? html`up to ${amount}` : html`${formatCost(spent) || '$0.00'} of ${amount}`;
  const every = budget.everyMicroUsd === undefined ? undefined : html`, every ${formatUsd(budget.everyMicroUsd)}`;
  return html`<li><span class="whose">${whoseOf(budget)}</span> <b>${so}</b>${spent && limit ? meter(spent, limit, decide) : undefined}
<span class="quiet">${decided[decide]}${every} · ${by}</span></li>`;
}

/** The words beside it say the same. */
function meter({ microUsd }: Cost, limit: number, decide: Budget['decide']): Html {
  const part = limit === 0 ? 1 : Math.min(1, microUsd / limit);
  const how = part >= 1 ? 'over' : part >= 0.8 ? 'near' : 'far';
  return html`<svg class="meter is-${how} does-${decide}" width="100%" height="8" aria-hidden="true"><rect class="all" width="100%" height="8" rx="4"/><rect class="part" width="${percentOf(part, 1)}" height="8" rx="4"/></svg>`;
}

/** What it is reached at next. */
export function nextLimit({ limitMicroUsd, everyMicroUsd }: Budget, spent: Cost | undefined): number | undefined {
  if (everyMicroUsd === undefined || everyMicroUsd <= 0) return limitMicroUsd;
  return (Math.floor((spent?.microUsd ?? 0) / everyMicroUsd) + 1) * everyMicroUsd;
}

export function whoseOf({ what, agent, step }: Budget): string {
  if (agent !== undefined) return `${what === 'session' ? 'each session of' : 'agent'} ${cut(agent, 60)}`;
  if (step !== undefined) return `step ${cut(step, 60)}`;
  return whose[what];
}

const whose: Readonly<Record<Budget['what'], string>> = {
  run: 'this run',
  session: 'each session',
  agent: 'each agent',
  step: 'each step',
  user_today: 'one person in a day',
  project_today: 'the project in a day',
};

/** Undefined for what one run alone does not tell. Of what is over each one, the dearest. */
export function spentOf(budget: Budget, { view, costs, workflow }: Spending): Cost | undefined {
  const { what, agent, step } = budget;
  if (what === 'run') return view.cost;
  if (what === 'agent') {
    return dearest(costs.agents.filter((one) => agent === undefined || one.agent === agent));
  }
  if (what !== 'step') return undefined;
  const rows = [...view.steps.values()].filter((row) => step === undefined || keyOf(row, view, workflow) === step);
  return dearest(rows.map(({ cost }) => cost));
}

function keyOf({ frame, step }: { frame: string; step: string }, view: RunView, workflow?: Workflow): string {
  const body = view.frames.get(frame)?.body;
  return (body === undefined ? undefined : workflow?.bodies[body]?.steps[step]?.key) ?? step;
}

function dearest(costs: readonly Cost[]): Cost {
  return costs.reduce((most, one) => (one.microUsd > most.microUsd ? one : most), { known: true, microUsd: 0 });
}
