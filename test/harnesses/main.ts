/**
 * `npm run test:harnesses`: the common suite over every real harness that is installed, and which could not run.
 * `npm run harnesses:check` lists each point as well: what to look at when a harness has a new version.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { findProgram, versionOf } from '../../agents/kit/program.ts';
import { harnessPath, installFolder } from './installed.ts';
import { findingsOf, legend, summaryOf, type TestReport, tableOf } from './points.ts';
import { held } from './subjects.ts';

interface Found {
  /** Absent: it needs no program, or there is none. */
  readonly version?: string;
  readonly isMissing: boolean;
}

async function lookFor(program: string | undefined): Promise<Found> {
  if (program === undefined) return { isMissing: false };
  const path = await findProgram(program, harnessPath());
  if (path === undefined) return { isMissing: true };
  const version = await versionOf(path);
  return { isMissing: false, ...(version !== undefined && { version }) };
}

const report = 'reports/harnesses.json';
const isCheck = process.argv.includes('--points');
const found = await Promise.all(held.map(({ program }) => lookFor(program)));
const missing = held.filter((_, nth) => found[nth]!.isMissing).map(({ harness }) => harness);
console.log(`Programs of ${installFolder()}, then of the search path. With all of them this takes some minutes.`);
if (missing.length > 0)
  console.log(`Not installed: ${missing.join(', ')}. npm run harnesses:install gets the pinned ones.`);

rmSync(report, { force: true });
const files = new Set(held.map(({ file }) => file));
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files, ...reporters], {
  stdio: 'inherit',
});
if (!existsSync(report)) {
  console.error('The tests ended without a report.');
  process.exit(1);
}

const names = held.map(({ harness }) => harness);
const findings = findingsOf(JSON.parse(readFileSync(report, 'utf8')) as TestReport, names);
if (isCheck) console.log(`${tableOf(findings)}\n\n${legend}\n`);
for (const [nth, each] of findings.entries()) console.log(summaryOf(each, found[nth]?.version));
process.exit(status ?? 1);
