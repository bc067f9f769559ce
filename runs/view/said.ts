/** The last lines of what an agent says and does, for whoever watches it work. */
import type { Decision, RunEvent, Tool } from '../../engine/events.ts';
import { firstLine } from './rows.ts';
import type { SaidLine, StepRow } from './types.ts';

const mostLines = 5;

export function say(row: StepRow, line: SaidLine): void {
  row.lines.push(line);
  if (row.lines.length > mostLines) row.lines.shift();
}

export function foldSaid(row: StepRow, event: RunEvent): void {
  switch (event.type) {
    case 'message.received':
      say(row, { type: 'message', at: event.at, text: firstLine(event.text) });
      break;
    case 'message.sent':
      say(row, { type: 'sent', at: event.at, text: firstLine(event.text) });
      break;
    case 'tool.requested':
      row.toolCalls++;
      say(row, { type: 'tool', at: event.at, text: describeTool(event.tool), call: event.call });
      if (isDenied(event.decisions)) mark(row, event.call, 'refused');
      break;
    case 'merge.requested':
      say(row, { type: 'tool', at: event.at, text: `merge ${event.merge.branch}`, call: event.call });
      if (isDenied(event.decisions)) mark(row, event.call, 'refused');
      break;
    case 'tool.judged':
    case 'merge.judged':
      if (isDenied(event.decisions)) mark(row, event.call, 'refused');
      break;
    case 'tool.completed':
      mark(row, event.call, event.ok ? 'ok' : 'failed');
      break;
  }
}

function isDenied(decisions: readonly Decision[] = []): boolean {
  return decisions.some(({ decision }) => decision === 'deny');
}

/** A line that has scrolled away needs no outcome. */
function mark(row: StepRow, call: string, outcome: NonNullable<SaidLine['outcome']>): void {
  const line = row.lines.find((said) => said.call === call);
  if (line !== undefined) line.outcome = outcome;
}

/** What a tool works on, under the names that harnesses give it. */
const subjects = ['command', 'path', 'file_path', 'pattern', 'query', 'url'] as const;

/** A call in a few words: what kind it is, and what it works on. */
export function describeTool({ kind, name, input }: Tool): string {
  const called = kind === 'other' || kind === 'mcp' ? name : kind;
  if (typeof input === 'string') return `${called} ${firstLine(input)}`;
  if (input === null || typeof input !== 'object') return called;
  const given = input as Readonly<Record<string, unknown>>;
  const subject = subjects.map((key) => given[key]).find((value) => typeof value === 'string' || Array.isArray(value));
  return subject === undefined ? called : `${called} ${firstLine([subject].flat().map(String).join(' '))}`;
}
