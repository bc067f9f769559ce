/** How Pi is started in a home: its argv, its settings, and which of its own sessions goes on. */

import { fileURLToPath } from 'node:url';
import type { AgentSpec } from '../../schema/agent.ts';
import type { Home } from '../kit/adapter.ts';
import { findProgram } from '../kit/program.ts';
import { sessionsFolder, settingsFolder, settingsOf } from './environment.ts';
import type { Choice } from './providers.ts';
import { builtInTools, toolPrograms } from './tools.ts';

/** The extension beside this file, also where it was built: Pi reads it as TypeScript, by which it finds its own names. */
const extension = fileURLToPath(new URL('./extension.ts', import.meta.url));

const instructionsFile = 'instructions.md';

export interface Launch {
  /** Absolute. */
  readonly program: string;
  readonly agent: AgentSpec;
  readonly home: Home;
  readonly choice: Choice;
  /** On which the programs of its tools are. */
  readonly path: string;
}

export async function commandOf({ program, agent, home, choice, path }: Launch): Promise<string[]> {
  const { place } = home;
  const ofRepository = agent.repository_settings === true;
  await place.write(`${settingsFolder}/settings.json`, JSON.stringify(settingsOf(agent)));
  await place.write(`${settingsFolder}/models.json`, JSON.stringify(choice.models ?? { providers: {} }));
  await place.write(instructionsFile, agent.instructions ?? '');
  return [
    program,
    ...['--mode', 'rpc'],
    ...(ofRepository ? [] : ['--no-extensions', '--no-skills', '--no-prompt-templates', '--no-themes']),
    // Empty is not nothing: without it `SYSTEM.md` of the settings would be taken.
    ...(ofRepository ? [] : ['--no-context-files', '--system-prompt', '']),
    ...['--extension', extension],
    ...['--append-system-prompt', agent.instructions ? `${place.root}/${instructionsFile}` : ''],
    ...(ofRepository ? [] : ['--tools', (await toolsOn(path)).join(',')]),
    ...(choice.provider === undefined ? [] : ['--provider', choice.provider]),
    ...(choice.model === undefined ? [] : ['--model', choice.model]),
    ...['--session-dir', `${place.root}/${sessionsFolder}`],
    ...(await sessionOf(home)),
  ];
}

/** A tool whose program is not there would only be tried in vain. */
async function toolsOn(path: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const tool of builtInTools) {
    const programs = await Promise.all((toolPrograms[tool] ?? []).map((name) => findProgram(name, path)));
    if (toolPrograms[tool] === undefined || programs.some((program) => program !== undefined)) found.push(tool);
  }
  return found;
}

/**
 * The latest of the home's records goes on, as a copy: a record names the folder in which it was held, where its tools
 * would work again. One that broke off before the first answer was not written, and another is begun.
 */
async function sessionOf({ place }: Home): Promise<string[]> {
  const names = await place.list(sessionsFolder).catch((): readonly string[] => []);
  const latest = names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .at(-1);
  return latest === undefined ? [] : ['--fork', `${place.root}/${sessionsFolder}/${latest}`];
}
