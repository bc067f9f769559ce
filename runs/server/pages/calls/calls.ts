/** Every tool call, merge and turn of a run, with what the rules came to: filtered, and a page at a time. */
import { displayAddress } from '../../../../engine/address.ts';
import { TOOL_KINDS } from '../../../../schema/tools.ts';
import type { CallQuery } from '../../../history/index.ts';
import { plural } from '../../../view/amounts.ts';
import { renderHead } from '../../html/head.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { decisions, outcomes } from '../../html/judged.ts';
import { earlierSection, withQuery } from '../../html/paths.ts';
import { runPath } from '../../html/words.ts';
import { findRun, type PageContext, type RunOnPage } from '../context.ts';
import { numberOf } from '../numbers.ts';
import { type MakePage, type PageRequest, type Section, section } from '../page.ts';
import { renderCallRow } from './call-row.ts';

const mostCalls = 60;
const mostSteps = 300;
const kinds = ['tool', 'merge', 'turn'] as const;

export const callsPage =
  (context: PageContext): MakePage =>
  async (request) => {
    const found = await findRun(context, request);
    if (found === undefined) return undefined;
    const { run } = found.listed;
    const wanted = readWanted(request);
    const { items, earlier } = await context.history.calls(run, { ...wanted, limit: mostCalls });
    const { before: _, ...filter } = request.query;
    const older = withQuery(runPath(run, 'calls'), { ...filter, before: earlier });
    const none = html`<p class="quiet">${Object.keys(wanted).length > 0 ? 'No call is like that.' : 'Nothing was called yet. What is appears here by itself.'}</p>`;
    return {
      title: 'Tool calls',
      of: { run, tab: 'calls' },
      sections: [
        renderHead('Tool calls', found, html`<p class="quiet">${plural(found.view.toolCalls, 'call')} in all</p>`),
        renderFilter(found, wanted),
        ...(items.length === 0 ? [section('none', undefined, none)] : []),
        ...items.map((call) => renderCallRow(call, run)),
        ...(earlier === undefined ? [] : [earlierSection(older, 'below')]),
      ],
    };
  };

/** What is no choice of ours counts for nothing. */
function readWanted({ query }: PageRequest): CallQuery {
  const { step, decision, outcome, kind, tool } = query;
  const before = numberOf(query.before);
  const isOf = <T extends string>(all: readonly T[], text: string | undefined): T | undefined =>
    all.find((one) => one === text);
  const chosen = {
    address: step || undefined,
    decision: isOf(keysOf(decisions), decision),
    outcome: isOf(keysOf(outcomes), outcome),
    kind: isOf(kinds, kind),
    tool: isOf(TOOL_KINDS, tool),
    before,
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

const keysOf = <K extends string>(words: Readonly<Record<K, unknown>>): readonly K[] => Object.keys(words) as K[];

function renderFilter({ listed, view }: RunOnPage, wanted: CallQuery): Section {
  const steps = [...view.steps.values()]
    .filter(({ toolCalls, address }) => toolCalls > 0 || address === wanted.address)
    .slice(0, mostSteps)
    .map(({ address, frame, step }): Choice => [address, cut(displayAddress(frame, step), 80)]);
  const all = [
    select(
      'decision',
      'Decision',
      keysOf(decisions).map((key) => [key, decisions[key][0]]),
      wanted.decision,
    ),
    select(
      'outcome',
      'Outcome',
      keysOf(outcomes).map((key) => [key, outcomes[key][1]]),
      wanted.outcome,
    ),
    select('step', 'Step', steps, wanted.address),
    select(
      'kind',
      'What',
      kinds.map((kind) => [kind, names[kind]]),
      wanted.kind,
    ),
    select(
      'tool',
      'Tool',
      TOOL_KINDS.map((kind) => [kind, kind]),
      wanted.tool,
    ),
  ];
  const path = runPath(listed.run, 'calls');
  return section(
    'filter',
    undefined,
    html`<form class="filter" method="get" action="${path}" role="search" aria-label="Calls">${all}<button>Show</button> <a href="${path}">All</a></form>`,
  );
}

const names = { tool: 'tool calls', merge: 'merges', turn: 'turns' } as const;

type Choice = readonly [value: string, name: string];

function select(name: string, label: string, choices: readonly Choice[], chosen: string | undefined): Html {
  const options = [['', 'any'] as const, ...choices].map(([value, text]) => {
    const isChosen = value === (chosen ?? '') ? html` selected` : undefined;
    return html`<option value="${value}"${isChosen}>${text}</option>`;
  });
  return html`<label><span>${label}</span><select name="${name}">${options}</select></label>`;
}
