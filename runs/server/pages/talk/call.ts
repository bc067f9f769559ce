/** A call of an agent: what it wanted, what the rules came to, and what came of it. All but the first line is folded. */
import type { Json } from '../../../../schema/json.ts';
import type { TranscriptEntry } from '../../../history/index.ts';
import { formatElapsed } from '../../../view/amounts.ts';
import { linesAsked } from '../../../view/asked.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { renderAsks, renderDecision, renderOutcome, renderRule, renderRules } from '../../html/judged.ts';
import { formatBytes, renderSaid, unfold } from '../../html/said.ts';
import { clock } from '../../html/words.ts';
import type { EntryPlace } from './entry-place.ts';

type Call = Extract<TranscriptEntry, { type: 'call' }>;

export function renderCall(call: Call, { run, whole }: EntryPlace): Html {
  const { what, decision, decisions, asks, outcome, output, endedAt, at, seq, tool } = call;
  const took = endedAt === undefined ? undefined : html`<span class="quiet">${formatElapsed(endedAt - at)}</span>`;
  const by = tool?.subagent && html`<span class="quiet">subagent ${cut(tool.subagent, 60)}</span>`;
  // What was not simply let through says why without a click.
  const told = decision === 'allow' || decision === 'unasked' ? undefined : decisions[0];
  return html`<details class="call"><summary>${renderOutcome(outcome)} <code class="what">${cut(what, 200)}</code> ${by}
<span class="aside">${renderDecision(decision)} ${took} ${clock(at)}</span></summary>
<div class="inside">${renderInput(call, whole(seq))}${renderRules(decisions)}${renderAsks(asks, run)}${output && unfold('Output', output, whole(seq))}</div></details>
${told && html`<p class="because">${renderRule(told)}</p>`}`;
}

/** As people are asked about it; what was cut, or is no JSON, stands as it is. */
function renderInput(call: Call, whole: string): Html {
  const { input } = call;
  const lines = input.cut ? [] : linesOf(call);
  if (lines.length === 0) {
    const link =
      input.cut &&
      html`<p class="more"><a href="${whole}">Show whole <span class="quiet">${formatBytes(input.bytes)}</span></a></p>`;
    return html`${renderSaid(input)}${link}`;
  }
  const rows = lines.map(({ text, sign }) => (sign === undefined ? html`${text}\n` : renderSigned(sign, text)));
  return html`<pre class="plain">${rows}</pre>`;
}

function renderSigned(sign: '+' | '-' | '$', text: string): Html {
  if (sign === '$') return html`<span class="quiet">$ </span>${text}\n`;
  return sign === '+' ? html`<ins>+ ${text}</ins>\n` : html`<del>- ${text}</del>\n`;
}

function linesOf({ kind, tool, input }: Call): ReturnType<typeof linesAsked> {
  if (kind === 'turn') return [];
  const value = parsed(input.text);
  if (value === undefined) return [];
  const about = kind === 'merge' ? { merge: value } : { tool: { kind: tool?.kind, name: tool?.name, input: value } };
  return linesAsked({ id: '', kind: 'policy', text: '', about });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
