/** What help says of each command is what the reference says of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeEndings, endingsOf } from '../../cli/endings.ts';
import { exit } from '../../cli/exit.ts';
import { makeProgram } from '../../cli/program.ts';

const program = makeProgram(() => {});
const commands = program.commands.map((command) => [command.name(), command] as const);

test.each(commands)('omni %s --help ends with how the command ends', (name, command) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help.trimEnd().endsWith(describeEndings(endingsOf(name)).trimEnd())).toBe(true);
});

test.each(commands)('omni %s has a section with all of its options', (name, command) => {
  const page = readFileSync('docs/reference/cli.md', 'utf8');
  const section = page.split(`## omni ${name}\n`)[1]?.split('\n## ')[0] ?? '';
  for (const { flags } of command.options.filter(({ hidden }) => !hidden)) expect(section).toContain(`\`${flags}\``);
});

test.each(commands)('omni %s can be done, and can be called wrongly', (name) => {
  const codes = endingsOf(name).map(([code]) => code);
  expect(codes).toEqual(expect.arrayContaining([exit.done, exit.invalid]));
  expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
});
