/** What a run came to: who wrote, who reviewed, what the checks said, what it cost, what was merged, what to do next. */

import { formatCost, formatCount, formatElapsed, formatMoment, plural } from '../../runs/view/amounts.ts';
import type { RunView, StepRow } from '../../runs/view/index.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { formatAddress } from './address.ts';
import { renderAsks } from './asks.ts';
import { paintOf, type Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { neutraliseLine, truncate, wrap } from './text.ts';

/** One agent's piece of work, with what others said of it. */
export interface Work {
  readonly what: string;
  readonly writer: StepRow;
  readonly review?: StepRow;
  readonly checks: readonly StepRow[];
}

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

/** In the order of the tree. A check judges what was written before it, not what came after. */
export function workOf(view: RunView): readonly Work[] {
  const steps = inOrder(view);
  const writers = steps.filter((step) => step.kind === 'agent' && step.attempt > 0);
  const nameOf = namesOf(writers);
  return writers.map((writer) => {
    const beside = steps.filter((step) => step.frame === writer.frame && step.attempt > 0);
    const review = beside.find((step) => step.kind === 'review');
    return {
      what: nameOf(writer),
      writer,
      ...(review === undefined ? {} : { review }),
      checks: beside.slice(beside.indexOf(writer)).filter((step) => step.kind === 'run'),
    };
  });
}

/** Each step before what happened in it, and that before the next step. */
function inOrder(view: RunView, frame = ''): readonly StepRow[] {
  const steps = view.frames.get(frame)?.steps.flatMap((address) => view.steps.get(address) ?? []) ?? [];
  return steps.flatMap((step) => [step, ...step.frames.flatMap((inner) => inOrder(view, inner))]);
}

/** Below the root a title says what it is about; in frames where a title is not the only one of its kind, addresses do. */
function namesOf(writers: readonly StepRow[]): (writer: StepRow) => string {
  const frames = new Map<string | undefined, string[]>();
  for (const { title, frame } of writers) frames.set(title, [...(frames.get(title) ?? []), frame]);
  const alike = new Set([...frames.values()].filter(({ length }) => length > 1).flat());
  return ({ frame, step, title }) => {
    if (frame === '') return step;
    return title === undefined || alike.has(frame) ? formatAddress(frame, step) : title;
  };
}

export function renderSummary(view: RunView, options: SummaryOptions): readonly string[] {
  const { style } = options;
  const outcome = outcomeOf(view);
  const elapsed = view.finishedAt === undefined ? [] : [`${formatElapsed(view.finishedAt - view.startedAt)}`];
  const cost = formatCost(view.cost);
  const spent = cost === '' ? [] : [`${cost}${options.simulated ? ' (simulated prices)' : ''}`];
  const tokens = view.tokens.input + view.tokens.output;
  const headline = [outcome, ...elapsed, ...spent, ...(tokens > 0 ? [`${formatCount(tokens)} tokens`] : [])];
  const sign = view.status === 'waiting' ? style.signs.life.asking : style.signs.life[view.status];
  const work = workOf(view);
  return [
    `${paintOf(style, view.status)(sign)} ${style.bold(neutraliseLine(view.workflow ?? 'run'))} ${headline.join(', ')}`,
    ...renderError(view, options),
    ...(work.length === 0 ? [] : ['', ...renderTable(workColumns(style), work, options.columns, style)]),
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
  const until = Math.min(...[...steps.values()].flatMap((step) => step.until ?? []));
  return `waiting until ${formatMoment(until)}`;
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function renderError(view: RunView, { style, columns }: SummaryOptions): readonly string[] {
  if (view.error === undefined) return [];
  const where = view.error.step === undefined ? '' : `${view.error.step}: `;
  return wrap(neutraliseLine(where + view.error.message), columns - 2).map((line) => `  ${style.red(line)}`);
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
  const facts: [string, string][] = Object.entries(view.outputs ?? {}).map(([name, value]) => [
    name,
    formatValue(value),
  ]);
  if (repository !== undefined) facts.push(['repository', repository]);
  for (const path of kept) facts.push(['kept worktree', path]);
  const width = Math.max(0, ...facts.map(([name]) => name.length)) + 2;
  return facts.flatMap(([name, value]) =>
    linesOf(value, Math.max(20, columns - width - 2)).map(
      (line, index) => `  ${style.dim((index === 0 ? truncate(neutraliseLine(name), 24) : '').padEnd(width))}${line}`,
    ),
  );
}

/** Text of several lines is told in several lines, up to a screenful. */
function linesOf(value: string, columns: number): readonly string[] {
  const lines = value.trimEnd().split('\n');
  if (lines.length === 1) return [truncate(neutraliseLine(value), columns)];
  const wrapped = lines.flatMap((line) => wrap(neutraliseLine(line), columns));
  const more = wrapped.length - 24;
  return more <= 0 ? wrapped : [...wrapped.slice(0, 24), `… ${plural(more, 'more line')}`];
}

/** A list of merge commits reads as its short hashes; everything else as JSON. */
function formatValue(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length > 0 && value.every(isCommit)) {
    return `${plural(value.length, 'branch', 'branches')} merged: ${value.map(({ commit }) => commit.slice(0, 8)).join(' ')}`;
  }
  return JSON.stringify(value);
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
