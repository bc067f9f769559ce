/** What a plan or a result, which every kind of step fills in its own way, adds to the step's row. */
import { firstLine, type KnownWorkflow } from './rows.ts';
import type { ReviewSummary, StepRow } from './types.ts';

type Values = Readonly<Record<string, unknown>>;

/** A plan as `step.started` carries it: who does it, what it is called, which round of review it is. */
export function foldPlan(row: StepRow, plan: unknown, workflow?: KnownWorkflow): void {
  if (plan === null || typeof plan !== 'object') return;
  const { agent, title, run, round, writer } = plan as Values;
  if (typeof agent === 'string') {
    row.agent = agent;
    delete row.vendor;
    const vendor = workflow?.vendors[agent];
    if (vendor !== undefined) row.vendor = vendor;
  }
  if (typeof title === 'string') row.title = title;
  if (Array.isArray(run)) row.title = firstLine(run.map(String).join(' '));
  if (typeof writer === 'string') row.review = { ...startReview(row, round), findings: row.review?.findings ?? [] };
}

function startReview(row: StepRow, round: unknown): Omit<ReviewSummary, 'findings'> {
  const reviewer = row.agent === undefined ? {} : { reviewer: { name: row.agent, vendor: row.vendor ?? '' } };
  return { ...reviewer, round: typeof round === 'number' ? round : 1 };
}

/** A result as `step.finished` and `review.reworked` carry it. */
export function foldResult(row: StepRow, result: Values): void {
  const { exit_code, branch, vendor, verdict, commits } = result;
  if (typeof exit_code === 'number') row.exitCode = exit_code;
  if (typeof branch === 'string') row.branch = branch;
  if (typeof vendor === 'string' && vendor !== '') row.vendor = vendor;
  if (row.kind === 'merge' && Array.isArray(commits)) row.merged = commits.length;
  if (isVerdict(verdict)) row.review = summarise(row.review, verdict, result);
}

function summarise(
  before: ReviewSummary | undefined,
  verdict: NonNullable<ReviewSummary['verdict']>,
  result: Values,
): ReviewSummary {
  const { reviewer, rounds, findings } = result;
  const who = before?.reviewer ? { reviewer: before.reviewer } : isReviewer(reviewer) ? { reviewer } : {};
  return {
    ...who,
    round: typeof rounds === 'number' ? rounds : (before?.round ?? 1),
    verdict,
    findings: Array.isArray(findings) ? findings.map(describeFinding) : [],
  };
}

function isVerdict(value: unknown): value is NonNullable<ReviewSummary['verdict']> {
  return value === 'approve' || value === 'request_changes' || value === 'reject';
}

function isReviewer(value: unknown): value is { name: string; vendor: string } {
  const { name, vendor } = Object(value) as Values;
  return typeof name === 'string' && typeof vendor === 'string';
}

/** `src/slugify.js:3 Unicode is lost (blocking)` */
function describeFinding(finding: unknown): string {
  const { severity, file, line, text } = Object(finding) as Values;
  const place = typeof file === 'string' ? `${file}${typeof line === 'number' ? `:${line}` : ''} ` : '';
  const grade = typeof severity === 'string' ? ` (${severity})` : '';
  return `${place}${typeof text === 'string' ? firstLine(text) : ''}${grade}`;
}
