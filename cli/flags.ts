/** Arguments and options that several commands have. */
import { InvalidArgumentError, Option } from 'commander';
import { collect } from './options.ts';

export const pathArgument = ['[path]', 'a workflow file, or its folder', '.'] as const;
export const repeatable = (flags: string, description: string) =>
  new Option(flags, description).argParser(collect).default([], 'none');
export const input = () => repeatable('-i, --input <name=value>', 'an input of the workflow (repeatable)');
export const inputs = () => new Option('--inputs <file>', 'inputs as a JSON object; - reads them from stdin');
export const agent = () =>
  repeatable('--agent <name.key=value>', 'another harness, model, vendor or base_url of an agent (repeatable)');
export const simulate = () => new Option('--simulate <file>', 'play scripted agents: no model, no key');
export const repo = () => new Option('--repo <folder>', 'the repository to work on');
export const json = () => new Option('--json', 'versioned NDJSON on stdout');
export const preApprove = () => repeatable('--approve <step>', 'grant this approve step in advance (repeatable)');
export const unattended = () =>
  new Option('--unattended <how>', 'what becomes of an ask when nobody can answer')
    .choices(['deny', 'park'])
    .default('park');

export function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It must be from 0 to 65535.');
  return Number(text);
}
