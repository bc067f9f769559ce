/**
 * `docs/reference/cli.md`: every command with its arguments, options and exit codes, from the program that parses them.
 * It stands outside of the rooms because only `cli/` knows the program, and only `schema/` how pages are made.
 */
import type { Argument, Command, Option } from 'commander';
import { endingsOf } from '../cli/endings.ts';
import { exitMeanings } from '../cli/exit.ts';
import { makeProgram } from '../cli/program.ts';
import { code, fence, page, table } from '../schema/scripts/reference/markdown.ts';

export function emitCommands(): string {
  const program = makeProgram(() => {});
  const groups = [...new Set(program.commands.map((command) => command.helpGroup()))];
  return page(
    '# The command',
    program.description(),
    'Results go to stdout, progress and errors to stderr; `--json` prints versioned NDJSON on stdout instead. Runs are kept in `.omni/` of the project, or where `OMNI_HOME` says. `NO_COLOR`, `CI` and `TERM=dumb` are honoured, and off a terminal nothing prompts. `omni COMMAND --help` prints what stands here.',
    ...groups.map((group) => listOf(group, program.commands)),
    '## Exit codes',
    table(['', ''], exitMeanings.map(cellsOf)),
    ...below(program).flatMap(section),
    '[All of the reference](README.md)',
  );
}

/** In the order of the help, the commands of a command after it. */
const below = ({ commands }: Command): readonly Command[] =>
  commands.flatMap((command) => [command, ...below(command)]);

/** As it is typed: `omni apply`. */
const typed = (command: Command): string =>
  command.parent === null ? command.name() : `${typed(command.parent)} ${command.name()}`;

function listOf(group: string, commands: readonly Command[]): string {
  const own = commands.filter((command) => command.helpGroup() === group);
  const lines = own.map(
    (command) => `- [${code(command.name())}](#${typed(command).replaceAll(' ', '-')}): ${command.description()}`,
  );
  return `**${group.replace(/:$/, '')}**\n\n${lines.join('\n')}`;
}

function section(command: Command): string[] {
  const given = command.registeredArguments;
  const options = command.options.filter(({ hidden }) => !hidden);
  return [
    `## ${typed(command)}`,
    sentence(command.description()),
    fence(`${typed(command)} ${command.usage()}`, 'text'),
    ...(given.length === 0 ? [] : [table(['argument', 'default', ''], given.map(argumentRow))]),
    ...(options.length === 0 ? [] : [table(['option', 'default', ''], options.map(optionRow))]),
    `Exit codes: ${endingsOf(typed(command).replace(/^omni /, ''))
      .map((ending) => cellsOf(ending).join(' '))
      .join(', ')}.`,
  ];
}

const cellsOf = ([number, meaning]: readonly [number, string]): string[] => [code(String(number)), meaning];

const argumentRow = (argument: Argument): string[] => [
  code(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
  argument.required ? 'required' : shown(argument.defaultValue, argument.defaultValueDescription),
  sentence(argument.description),
];

const optionRow = ({ flags, description, argChoices, defaultValue, defaultValueDescription }: Option): string[] => [
  code(flags),
  shown(defaultValue, defaultValueDescription),
  sentence(description) + (argChoices === undefined ? '' : ` One of ${argChoices.map(code).join(', ')}.`),
];

const shown = (value: unknown, description: string | undefined): string =>
  description ?? (value === undefined ? '' : code(String(value)));

/** Help begins small and has no full stop; a table reads better with both. */
const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}.`;
