/** What a run came to: who wrote, who reviewed, what the checks said, what it cost, what was merged, what to do next. */

import { formatCost, formatCount, formatElapsed, formatMoment, plural } from '../../runs/view/amounts.ts';
import type { RunView, StepRow } from '../../runs/view/index.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { renderAsks } from './asks.ts';
import { paintOf, type Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { neutraliseLine, truncate, wrap } from './text.ts';
import { pickWork, type Work, workOf } from './work.ts';

export interface SummaryOptions {
  readonly style: Style;
  readonly columns: number;
  /** Prices came from a script, not from a vendor. */
  readonly simulated?: boolean;
  /** Where the repository is, if that is not the current folder. */
  readonly repository?: string;
  /** Worktrees that were kept because the run did not end well. */
  readonly kept?: readonly string[];
}

export function renderSummary(view: RunView, options: SummaryOptions): readonly string[] {
  const { style } = options;
  const outcome = outcomeOf(view);
  const elapsed = view.finishedAt === undefined ? [] : [`${formatElapsed(view.finishedAt - view.startedAt)}`];
  const cost = formatCost(view.cost);
  const origin = options.simulated ? ' (simulated prices)' : view.cost.byTable ? ' (by price table)' : '';
  const spent = cost === '' ? [] : [`${cost}${origin}`];
  const tokens = view.tokens.input + view.tokens.output;
  const headline = [outcome, ...elapsed, ...spent, ...(tokens > 0 ? [`${formatCount(tokens)} tokens`] : [])];
  const sign = view.status === 'waiting' ? style.signs.life.asking : style.signs.life[view.status];
  return [
    `${paintOf(style, view.status)(sign)} ${style.bold(neutraliseLine(view.workflow ?? 'run'))} ${headline.join(', ')}`,
    ...renderError(view, options),
    ...section(renderWork(view, options)),
    ...section(renderFacts(view, options)),
    ...section(renderAsks(view, options)),
    ...section(renderNext(view, style)),
  ];
}

/** How the run stands, in words. */
function outcomeOf({ status, asks, steps }: RunView): string {
  if (status === 'running') return 'interrupted';
  if (status !== 'waiting') return status;
  if (asks.size > 0) return 'waiting for a person';
  const rows = [...steps.values()];
  const until = rows.flatMap((step) => step.until ?? []);
  if (until.length > 0) return `waiting until ${formatMoment(Math.min(...until))}`;
  return `held: ${neutraliseLine(rows.find(({ held }) => held !== undefined)?.held ?? 'by a policy')}`;
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function renderError(view: RunView, { style, columns }: SummaryOptions): readonly string[] {
  if (view.error === undefined) return [];
  const where = view.error.step === undefined ? '' : `${view.error.step}: `;
  return wrap(neutraliseLine(where + view.error.message), columns - 2).map((line) => `  ${style.red(line)}`);
}

function renderWork(view: RunView, { style, columns }: SummaryOptions): readonly string[] {
  const { shown, left } = pickWork(workOf(view));
  const table = shown.length === 0 ? [] : renderTable(workColumns(style), shown, columns, style);
  return left === 0 ? table : [...table, style.dim(`  and ${left} more, with nothing to look at`)];
}

function workColumns(style: Style): readonly Column<Work>[] {
  const costOf = ({ writer, review }: Work): string =>
    formatCost({
      known: writer.cost.known && (review?.cost.known ?? true),
      microUsd: writer.cost.microUsd + (review?.cost.microUsd ?? 0),
    });
  return [
    { heading: 'step', cell: (work) => work.what },
    { heading: 'written by', cell: ({ writer }) => agentOf(writer.agent, writer.vendor) },
    {
      heading: 'reviewed by',
      cell: ({ review }) => (review === undefined ? '' : reviewerOf(review, style)),
      paint: ({ review }, text) => (review === undefined ? text : paintOf(style, review.life)(text)),
    },
    { heading: 'rounds', cell: ({ review }) => String(review?.review?.round ?? ''), right: true },
    {
      heading: 'check',
      cell: ({ checks }) => checks.map((check) => style.signs.life[check.life]).join(' '),
      paint: ({ checks }, text) =>
        checks.every((check) => check.life === 'done') ? style.green(text) : style.red(text),
    },
    { heading: 'cost', cell: costOf, right: true },
  ];
}

function agentOf(name: string | undefined, vendor: string | undefined): string {
  return [name, vendor].filter(Boolean).join(' · ');
}

function reviewerOf(step: StepRow, style: Style): string {
  const { name, vendor } = step.review?.reviewer ?? { name: step.agent, vendor: step.vendor };
  return `${style.signs.life[step.life]} ${agentOf(name, vendor)}`;
}

function renderFacts(view: RunView, { style, columns, kept = [], repository }: SummaryOptions): readonly string[] {
  const facts: [string, readonly string[]][] = Object.entries(view.outputs ?? {}).map(([name, value]) => [
    name,
    formatValue(value),
  ]);
  if (repository !== undefined) facts.push(['repository', [repository]]);
  for (const path of kept) facts.push(['kept worktree', [path]]);
  const width = Math.max(0, ...facts.map(([name]) => name.length)) + 2;
  const room = Math.max(20, columns - width - 2);
  return facts.flatMap(([name, value]) =>
    value
      .flatMap((text) => linesOf(text, room))
      .map((line, index) => {
        const label = index === 0 ? truncate(neutraliseLine(name), 24) : '';
        return `  ${style.dim(label.padEnd(width))}${line}`;
      }),
  );
}

/** Text of several lines is told in several lines, up to a screenful. */
function linesOf(text: string, columns: number): readonly string[] {
  const lines = text.trimEnd().split('\n');
  if (lines.length === 1) return [truncate(neutraliseLine(text), columns)];
  const wrapped = lines.flatMap((line) => wrap(neutraliseLine(line), columns));
  const more = wrapped.length - 24;
  return more <= 0 ? wrapped : [...wrapped.slice(0, 24), `… ${plural(more, 'more line')}`];
}

/** Lines of a list that are shown. */
const mostLines = 10;

/** A list of merge commits reads as its short hashes, one of texts line by line; everything else as JSON. */
function formatValue(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.length > 0 && value.every(isCommit)) {
    const hashes = value.map(({ commit }) => commit.slice(0, 8)).join(' ');
    return [`${plural(value.length, 'branch', 'branches')} merged: ${hashes}`];
  }
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) {
    const left = value.length - mostLines;
    return left <= 1 ? value : [...value.slice(0, mostLines), `and ${left} more`];
  }
  return [JSON.stringify(value)];
}

function isCommit(value: Json): value is JsonObject & { readonly commit: string } {
  return typeof value === 'object' && value !== null && 'commit' in value && typeof value.commit === 'string';
}

function renderNext(view: RunView, style: Style): readonly string[] {
  const run = neutraliseLine(view.run);
  const over = view.outcome !== undefined;
  const commands: [string, string][] = over
    ? [
        [`omni replay ${run}`, 'tells it again from the journal'],
        [`omni graph ${run}`, 'draws it'],
      ]
    : [
        [`omni resume ${run}`, 'continues it'],
        [`omni show ${run}`, 'shows where it stands'],
      ];
  const width = Math.max(...commands.map(([command]) => command.length)) + 2;
  return commands.map(([command, what]) => `  ${command.padEnd(width)}${style.dim(what)}`);
}
