/** `omni policy test`: plays tables of cases against policies, and says which expectations are not met. Runs no agent. */
import { createHash } from 'node:crypto';
import { type CaseReport, runTable, unreachedRules } from '../../policies/table/index.ts';
import { plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { findTables } from '../places.ts';
import { describeCase, renderCase } from '../render/policy-test.ts';
import { neutraliseLine } from '../render/text.ts';
import { openTables, type Table } from '../tables.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function testPolicies(paths: readonly string[], options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const opened = [...new Set(paths.flatMap(findTables))].map((file) => openTables(file, terminal));
  const tables = opened.flatMap((found) => found ?? []);
  // What is wrong with one file does not hide what the tables of another say.
  const reports: CaseReport[] = [];
  for (const table of tables) reports.push(...(await play(table, terminal)));
  if (opened.includes(undefined)) return exit.invalid;
  const failed = reports.filter(({ misses }) => misses.length > 0).length;
  summarise({ tables: tables.length, cases: reports.length, failed }, terminal);
  return failed === 0 ? exit.done : exit.failed;
}

async function play({ file, spec, policies }: Table, terminal: Terminal): Promise<readonly CaseReport[]> {
  const reports = await runTable(spec, policies, { sha256 });
  const unreached = unreachedRules(policies, reports);
  if (terminal.json) {
    for (const report of reports) terminal.emit('case', describeCase(file, spec.name, report));
    if (unreached.length > 0) terminal.emit('unreached', { file, table: spec.name, rules: unreached });
    return reports;
  }
  const { style, columns, print } = terminal.out;
  print(`${style.bold(neutraliseLine(spec.name))}  ${style.dim(neutraliseLine(file))}`);
  for (const report of reports) print(...renderCase(report, style, columns));
  if (unreached.length > 0) print(style.dim(`  ${style.signs.dot} no case reaches ${unreached.join(', ')}`));
  return reports;
}

interface Sum {
  readonly tables: number;
  readonly cases: number;
  readonly failed: number;
}

function summarise(sum: Sum, terminal: Terminal): void {
  if (terminal.json) terminal.emit('policy_test', sum);
  else {
    const { green, red, signs } = terminal.out.style;
    const of = `${plural(sum.cases, 'case')} in ${plural(sum.tables, 'table')}`;
    const line =
      sum.failed === 0 ? `${green(signs.life.done)} ${of}` : `${red(signs.life.failed)} ${sum.failed} of ${of} failed`;
    terminal.out.print('', line);
  }
}
