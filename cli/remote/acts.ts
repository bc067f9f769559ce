/** What people do to the runs of a server. Who they are, the token says. */
import type { Client } from '../../runs/remote/index.ts';
import { readFields } from '../commands/send.ts';
import { watch } from '../commands/watch.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { AnswerOptions, JsonOption, ResumeOptions, SendOptions } from '../options.ts';
import { refuseAgents } from '../person.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal, type Terminal } from '../terminal.ts';
import { remoteSource, withServer } from './source.ts';

export async function answer(client: Client, ask: string, granted: boolean, options: AnswerOptions): Promise<ExitCode> {
  refuseAgents();
  const terminal = openTerminal(options.json === true);
  const { comment, choice } = options;
  const body = { granted, ...(comment !== undefined && { comment }), ...(choice !== undefined && { choice }) };
  const done = await client.call('answerAsk', { params: { ask }, body });
  const { run, by, driven } = done;
  if (terminal.json) terminal.emit('answer', { run, ask, granted, by, choice, driven });
  else {
    const { green, red, signs } = terminal.out.style;
    const sign = granted ? green(signs.life.done) : red(signs.life.refused);
    const what = granted ? (choice ?? 'granted') : 'refused';
    terminal.out.print(`${sign} ${neutraliseLine(`${done.ask} of run ${run}`)}: ${what}, by ${neutraliseLine(by)}`);
  }
  return tellDriven(terminal, done);
}

export async function send(
  client: Client,
  given: string,
  text: string | undefined,
  options: SendOptions,
): Promise<ExitCode> {
  refuseAgents();
  const terminal = openTerminal(options.json === true);
  const fields = readFields(options.field);
  const { run } = await remoteSource(client).find(given);
  const body = {
    ...(text !== undefined && { text }),
    ...(options.to !== undefined && { to: options.to }),
    ...(fields && { fields }),
  };
  const done = await client.call('sendMessage', { params: { run }, body });
  const { to, by, driven } = done;
  if (terminal.json) terminal.emit('message', { run, to, by, driven });
  else {
    const { green, signs } = terminal.out.style;
    const whom = to === '' ? 'it is kept for the next question' : `${neutraliseLine(to)} is told`;
    terminal.out.print(`${green(signs.life.done)} ${whom}`);
  }
  return tellDriven(terminal, done);
}

export async function cancel(client: Client, given: string, options: JsonOption): Promise<ExitCode> {
  refuseAgents();
  const terminal = openTerminal(options.json === true);
  const { run } = await remoteSource(client).find(given);
  const done = await client.call('cancelRun', { params: { run } });
  if (terminal.json) terminal.emit('cancel', { run });
  else terminal.out.print(`run ${neutraliseLine(run)} was told to end; see it with: omni watch ${neutraliseLine(run)}`);
  return tellDriven(terminal, done);
}

/** It goes on where the server is, and is watched from here. */
export async function resume(client: Client, given: string, options: ResumeOptions): Promise<ExitCode> {
  refuseAgents();
  refuseOptions('resume', { '--approve': options.approve.length > 0, '--serve': options.serve === true });
  refuseOptions('resume', { '--unattended': options.unattended !== 'park' });
  const { run } = await remoteSource(client).find(given);
  await client.call('resumeRun', { params: { run } });
  return watch(run, options, withServer(client));
}

/** @throws InvalidInput for what only a command on the machine of the runs can do */
export function refuseOptions(name: string, given: Readonly<Record<string, boolean>>): void {
  const [option] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (option !== undefined) throw new InvalidInput(`omni ${name} takes no ${option} with a server`);
}

function tellDriven(
  { err }: Terminal,
  { run, problem }: { readonly run: string; readonly problem?: string },
): ExitCode {
  if (problem !== undefined) {
    err.print(
      `nobody drives run ${neutraliseLine(run)} now, and the server could not continue it: ${neutraliseLine(problem)}`,
    );
  }
  return exit.done;
}
