/** What a run waits for: what exactly is asked, why, who may answer until when, and what to type. */
import { formatMoment } from '../../runs/view/amounts.ts';
import { type AskedLine, branchesAsked, factsAsked, linesAsked } from '../../runs/view/asked.ts';
import { commandsOf } from '../../runs/view/commands.ts';
import type { AskRow, RunView } from '../../runs/view/index.ts';
import { formatAddress } from './address.ts';
import type { Style } from './style.ts';
import { breakLine, neutralise, neutraliseLine, truncate, wrap } from './text.ts';

interface Room {
  readonly style: Style;
  readonly columns: number;
}

/** Beyond these a screen is full; the page and `--json` have the rest. */
const mostLines = 40;

export function renderAsks(view: RunView, room: Room): readonly string[] {
  const { style, columns } = room;
  const indented = (text: string) => wrap(neutraliseLine(text), columns - 4).map((line) => `    ${line}`);
  return [...view.asks.values()].flatMap((open) => [
    ...wrap(neutraliseLine(`${formatAddress(open.frame, open.step)}: ${open.ask.text}`), columns - 4).map(
      (line, index) => `${index === 0 ? style.yellow('? ') : '  '}${line}`,
    ),
    ...renderSubject(open, room),
    ...[...saidBy(open), ...shownBy(view, open), ...rulesOf(open, view.starter)].flatMap(indented).map(style.dim),
    ...commandsOf(open.ask, view.run).map((command) => `    ${neutraliseLine(command)}`),
  ]);
}

/** Whole, and broken rather than cut: what a person approves is what is shown. */
function renderSubject({ ask }: AskRow, { style, columns }: Room): readonly string[] {
  const paint = ({ sign }: AskedLine, text: string): string =>
    sign === '+' ? style.green(text) : sign === '-' ? style.red(text) : text;
  const lines = linesAsked(ask);
  const shown = lines.slice(0, mostLines).flatMap((line) => {
    const indent = line.sign === undefined ? '    ' : '      ';
    const sign = line.sign === undefined ? '' : `${line.sign} `;
    return breakLine(neutralise(line.text), columns - indent.length - sign.length).map(
      (part, index) => `${indent}${paint(line, (index === 0 ? sign : ' '.repeat(sign.length)) + part)}`,
    );
  });
  if (lines.length <= mostLines) return shown;
  return [...shown, style.dim(`      … ${lines.length - mostLines} more lines: omni show --json has all of them`)];
}

/** The longest value that says something at a glance. */
const longestFact = 60;

/** The rule, and the amounts and names that it read. */
function saidBy({ ask }: AskRow): readonly string[] {
  if (ask.policy === undefined) return [];
  const read = factsAsked(ask)
    .map(([name, value]) => neutraliseLine(`${name} = ${value}`))
    .filter((fact) => !fact.startsWith('inputs.') || fact.length <= longestFact)
    .map((fact) => truncate(fact, longestFact));
  return [
    `rule ${ask.rule ?? ''} of policy ${ask.policy}`,
    ...(read.length === 0 ? [] : [`it read ${read.join('; ')}`]),
  ];
}

/** The branches of the steps that an approval shows. */
function shownBy(view: RunView, open: AskRow): readonly string[] {
  const branches = branchesAsked(view, open);
  return branches.length === 0 ? [] : [`to look at: ${branches.join(', ')}`];
}

/** Who may grant it, who has, who else has to, and until when. */
function rulesOf({ ask, grantedBy }: Pick<AskRow, 'ask' | 'grantedBy'>, starter: string): readonly string[] {
  const { atLeast = 1, notStarter, roles = [], expiresAt, kind } = ask;
  const by = grantedBy.length > 0 ? [`approved by ${grantedBy.join(', ')}`] : [];
  const many = grantedBy.length > 0 ? `${atLeast - grantedBy.length} more` : `${atLeast} different people`;
  const rules = [
    ...(roles.length > 0 ? [`for ${roles.join(' or ')}`] : []),
    ...(atLeast > 1 ? [...by, `needs ${many}`] : []),
    ...(notStarter ? [`not ${starter}, who started the run`] : []),
    ...(kind === 'policy' && expiresAt !== undefined ? [`until ${formatMoment(expiresAt)}, then it is refused`] : []),
  ];
  return rules.length === 0 ? [] : [rules.join('; ')];
}
