/** What a run waits for: what is asked, what there is to look at first, who may answer, and what to type. */
import { isBelow } from '../../engine/address.ts';
import { commandsOf } from '../../runs/view/commands.ts';
import type { AskRow, RunView } from '../../runs/view/index.ts';
import { formatAddress } from './address.ts';
import type { Style } from './style.ts';
import { neutraliseLine, wrap } from './text.ts';

export function renderAsks(view: RunView, { style, columns }: { style: Style; columns: number }): readonly string[] {
  const indented = (text: string) => wrap(neutraliseLine(text), columns - 4).map((line) => `    ${line}`);
  return [...view.asks.values()].flatMap((open) => [
    ...wrap(neutraliseLine(`${formatAddress(open.frame, open.step)}: ${open.ask.text}`), columns - 4).map(
      (line, index) => `${index === 0 ? style.yellow('? ') : '  '}${line}`,
    ),
    ...[...shownBy(view, open), ...rulesOf(open, view.starter)].flatMap(indented).map(style.dim),
    ...commandsOf(open.ask, view.run).map((command) => `    ${neutraliseLine(command)}`),
  ]);
}

/** The branches of the steps that an approval shows. */
function shownBy(view: RunView, { ask, frame }: AskRow): readonly string[] {
  const isShown = (row: { readonly frame: string; readonly step: string }): boolean =>
    (ask.show ?? []).some((id) => (row.frame === frame && row.step === id) || isBelow(row.frame, frame, id));
  const branches = new Set([...view.steps.values()].filter(isShown).flatMap(({ branch }) => branch ?? []));
  return branches.size === 0 ? [] : [`to look at: ${[...branches].join(', ')}`];
}

/** Who has granted it, and who else has to. */
function rulesOf({ ask, grantedBy }: Pick<AskRow, 'ask' | 'grantedBy'>, starter: string): readonly string[] {
  const { atLeast = 1, notStarter } = ask;
  const by = grantedBy.length > 0 ? [`approved by ${grantedBy.join(', ')}`] : [];
  const many = grantedBy.length > 0 ? `${atLeast - grantedBy.length} more` : `${atLeast} different people`;
  const rules = [
    ...(atLeast > 1 ? [...by, `needs ${many}`] : []),
    ...(notStarter ? [`not ${starter}, who started the run`] : []),
  ];
  return rules.length === 0 ? [] : [rules.join('; ')];
}
