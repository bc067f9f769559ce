/** What was found on a machine, a line each, in the colour of how bad it is. */
import type { Style } from '../render/style.ts';
import { neutraliseLine, pad, truncate, widthOf } from '../render/text.ts';
import type { Check } from './checks.ts';

const headings: Readonly<Record<Check['group'], string>> = {
  machine: 'This machine',
  harnesses: 'Harnesses',
  agents: 'Agents of the workflow',
};

/** No line is cut: its end is what to do. */
export function renderChecks(checks: readonly Check[], style: Style): readonly string[] {
  const names = checks.map(({ name }) => truncate(neutraliseLine(name), 40));
  const width = Math.max(...names.map(widthOf));
  return checks.flatMap((check, index) => {
    const heading =
      checks[index - 1]?.group === check.group ? [] : [...(index === 0 ? [] : ['']), style.bold(headings[check.group])];
    const what = neutraliseLine([check.found, check.help].filter(Boolean).join('  '));
    const line = ` ${drawState(check, style)}  ${pad(names[index]!, width)}  ${what}`;
    return [...heading, line.trimEnd()];
  });
}

function drawState({ state, needed }: Check, { green, red, yellow, dim, signs }: Style): string {
  const text = pad(state, 7);
  if (state === 'ok') return green(`${signs.life.done} ${text}`);
  if (needed) return red(`${signs.life.failed} ${text}`);
  return state === 'missing' ? dim(`${signs.life.pending} ${text}`) : yellow(`${signs.life.failed} ${text}`);
}
