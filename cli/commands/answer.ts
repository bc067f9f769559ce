/**
 * `omni approve` and `omni deny`: leave a person's answer in the journal's inbox. Whoever drives the run takes it from
 * there; when nobody does, it counts as soon as the run is continued.
 */
import { type Answered, answer } from '../../runs/acts/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import { goOn } from '../go-on.ts';
import type { AnswerOptions } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { withRuns } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { openTerminal, type Terminal } from '../terminal.ts';
import { acting } from '../unfit.ts';

export const approve = (id: string, options: AnswerOptions): Promise<ExitCode> => give(id, true, options);
export const deny = (id: string, options: AnswerOptions): Promise<ExitCode> => give(id, false, options);

async function give(id: string, granted: boolean, options: AnswerOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const who = whoSpeaks();
  const { comment, choice } = options;
  const given = { granted, ...(comment !== undefined && { comment }), ...(choice !== undefined && { choice }) };
  const done = await withRuns((journal) => acting(answer(journal, id, given, who)));
  const { run, ask, driven } = done;
  if (terminal.json) terminal.emit('answer', { run, ask, granted, by: who.name, choice, driven });
  else printAnswer(terminal, done, granted, choice);
  return driven ? exit.done : goOn(run, terminal, options);
}

function printAnswer({ out }: Terminal, { asked }: Answered, granted: boolean, choice: string | undefined): void {
  const { green, red, signs } = out.style;
  const sign = granted ? green(signs.life.done) : red(signs.life.refused);
  // Without the choice it would read as if what failed were well now.
  const chosen = choice === undefined ? '' : `${choice}: `;
  const atLeast = asked?.atLeast ?? 1;
  // How many are missing is not known here: answers that nobody has taken up yet may be on their way.
  const rule = granted && atLeast > 1 ? ` (needs ${atLeast} different people)` : '';
  out.print(`${sign} ${chosen}${neutraliseLine(asked?.text ?? '')}${rule}`);
}
