/** What was found out about an assertion, and the path that violates it as steps. */
import { type Assertion, addressOf, assertionText, type Judged, outcomeText } from '../../engine/explore/index.ts';
import { formatCount, plural } from '../../runs/view/amounts.ts';
import type { Style } from './style.ts';
import { neutraliseLine, pad, widthOf } from './text.ts';

export function renderCheck(assertion: Assertion, judged: Judged, style: Style): readonly string[] {
  const { green, red, yellow, dim, signs } = style;
  const asserted = neutraliseLine(assertionText(assertion));
  const meant = meantBy(assertion, judged);
  const notes = meant === '' ? [] : [dim(`  that is ${meant}`)];
  switch (judged.verdict) {
    case 'holds':
      return [`${green(signs.life.done)} ${asserted}  ${dim(plural(judged.states, 'state'))}`, ...notes];
    case 'undecided':
      return [`${yellow('?')} ${asserted}: not decided within ${formatCount(judged.states)} states`, ...notes];
    case 'violated':
      return [`${red(signs.life.failed)} ${asserted}: there is one`, ...notes, ...renderPath(judged, style)];
  }
}

/** The steps that the names mean, where these are not their addresses. */
function meantBy({ targets, guards }: Assertion, judged: Judged): string {
  const parts = [
    ...(targets.join() === judged.targets.join() ? [] : [`to ${judged.targets.join(', ')}`]),
    ...(guards.join() === judged.guards.join() ? [] : [`without ${judged.guards.join(', ')}`]),
  ];
  return parts.join(' ');
}

function renderPath({ path, reached }: Extract<Judged, { verdict: 'violated' }>, { signs }: Style): readonly string[] {
  const width = Math.max(0, ...path.map(({ step }) => widthOf(addressOf(step)))) + 2;
  const lines = path.map((said) => `    ${pad(addressOf(said.step), width)}${outcomeText(said)}`);
  return [...lines, `  ${signs.arrow} ${reached}`];
}

/** For machines. */
export function describeCheck({ targets: no_path_to, guards: without }: Assertion, judged: Judged): object {
  const { verdict, states, targets, guards } = judged;
  const found = { no_path_to, without, targets, guards, verdict, states };
  if (judged.verdict !== 'violated') return found;
  const path = judged.path.map((said) => ({
    step: addressOf(said.step),
    outcome: said.outcome,
    text: outcomeText(said),
  }));
  return { ...found, path: [...path, { step: judged.reached }] };
}
