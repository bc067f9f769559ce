/** `omni policy test`: plays tables of cases against policies, and says which expectations are not met. Runs no agent. */
import { createHash } from 'node:crypto';
import { type CaseReport, runTable, unreachedRules } from '../../policies/table/index.ts';
import { plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { findTables } from '../places.ts';
import { describeCase, renderCase } from '../render/policy-test.ts';
import { neutraliseLine, truncate } from '../render/text.ts';
import { openTables, type Table } from '../tables.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function testPolicies(paths: readonly string[], options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const files = [...new Set(paths.flatMap(findTables))];
  const opened = files.map((file) => openTables(file, terminal));
  // What is wrong with one file does not hide what the tables of another say.
  const reports: CaseReport[] = [];
  for (const tables of opened) reports.push(...(await playFile(tables ?? [], terminal)));
  if (opened.includes(undefined)) return exit.invalid;
  const failed = reports.filter(({ misses }) => misses.length > 0).length;
  summarise({ tables: opened.flat().length, cases: reports.length, failed }, terminal);
  return failed === 0 ? exit.done : exit.failed;
}

async function playFile(tables: readonly Table[], terminal: Terminal): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const table of tables) reports.push(...(await play(table, terminal)));
  const unreached = unreachedRules(
    tables.flatMap(({ policies }) => policies),
    reports,
  );
  if (unreached.length === 0) return reports;
  const { style, columns, print } = terminal.out;
  if (terminal.json) terminal.emit('unreached', { file: tables[0]?.file, rules: unreached });
  else print(style.dim(truncate(`  ${style.signs.dot} no case reaches ${unreached.join(', ')}`, columns)));
  return reports;
}

async function play({ file, spec, policies }: Table, terminal: Terminal): Promise<readonly CaseReport[]> {
  const reports = await runTable(spec, policies, { sha256 });
  if (terminal.json) {
    for (const report of reports) terminal.emit('case', describeCase(file, spec.name, report));
    return reports;
  }
  const { style, columns, print } = terminal.out;
  print(`${style.bold(neutraliseLine(spec.name))}  ${style.dim(neutraliseLine(file))}`);
  for (const report of reports) print(...renderCase(report, style, columns));
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
