/** The page of the reference that says what each harness can do, from the constants that plans are checked against. */
import { catalogue } from '../agents/catalogue.ts';
import { harnessPrograms } from '../agents/programs.ts';
import { simulateCapabilities } from '../agents/simulate/index.ts';
import type { Capabilities } from '../engine/ports/harness.ts';
import { code, page, table } from '../schema/scripts/reference/markdown.ts';

/** Each capability, in the words of somebody who chooses a harness. */
const meanings: Readonly<Record<keyof Capabilities, string>> = {
  asksEveryTool: 'asks before every tool call; without it, policies about calls, `tools` and debates are refused',
  modifiesInput: 'a call can be let through with another input than the agent gave it',
  denyReason: 'the agent is told why a call was refused',
  usage: 'when it tells what it has used: `live` after each answer of the model, at the `end` of a turn, or never',
  deltas: 'text is streamed as it comes',
  resume: 'a session goes on after its process has ended, also after a crash',
  steer: 'a message reaches a turn that runs; without it, it begins the next one',
  interrupt: 'a session can be ended at any moment',
  structuredOutput: 'has a way of its own to give an answer of a shape; without it, the prompt asks for JSON',
  turns: 'counts turns itself; without it, omni counts the calls that it is asked about',
  mcp: 'reaches the MCP servers of the agent document',
};

export function emitHarnesses(): string {
  const all = { ...catalogue, simulate: { capabilities: simulateCapabilities } };
  const keys = Object.keys(meanings) as (keyof Capabilities)[];
  return page(
    '# Harnesses',
    'What the harnesses can do that this version has an adapter for; a workflow for any of the others can be played with `--simulate`. A workflow that asks for more than a harness can give is refused before anything runs ([OMNI5007](../errors/OMNI5007.md), [OMNI5008](../errors/OMNI5008.md)), with the harnesses that can. How each is set up, and what exactly it guarantees: [a page each](../harnesses/README.md).',
    table(
      ['', ...Object.keys(all).map(code)],
      keys.map((key) => [code(key), ...Object.values(all).map(({ capabilities }) => show(capabilities[key]))]),
    ),
    keys.map((key) => `- ${code(key)}: ${meanings[key]}`).join('\n'),
    '## Programs',
    table(
      ['harness', 'program', 'how it gets onto a machine'],
      harnessPrograms.map(({ harness, program, install }) => [code(harness), code(program), code(install)]),
    ),
    '[All of the reference](README.md)',
  );
}

const show = (value: boolean | string): string => (value === true ? 'yes' : value === false ? 'no' : value);
