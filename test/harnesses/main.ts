/**
 * `npm run test:harnesses`: the common suite over every real harness that is installed, and which could not run.
 * `npm run harnesses:check` lists each point as well: what to look at when a harness has a new version.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { findProgram, versionOf } from '../../agents/kit/program.ts';
import { harnessPath } from './installed.ts';
import { findingsOf, summaryOf, type TestReport, tableOf } from './points.ts';
import { held } from './subjects.ts';

const report = 'reports/harnesses.json';
const isCheck = process.argv.includes('--points');
rmSync(report, { force: true });
const files = new Set(held.map(({ file }) => file));
const reporters = ['--reporter=json', `--outputFile.json=${report}`, ...(isCheck ? [] : ['--reporter=default'])];
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files, ...reporters], {
  stdio: 'inherit',
});

const names = held.map(({ harness }) => harness);
const findings = findingsOf(JSON.parse(readFileSync(report, 'utf8')) as TestReport, names);
if (isCheck) console.log(`${tableOf(findings)}\n`);
for (const [nth, { program }] of held.entries()) {
  const path = program && (await findProgram(program, harnessPath()));
  console.log(summaryOf(findings[nth]!, path === undefined ? undefined : await versionOf(path)));
}
process.exit(status ?? 1);
