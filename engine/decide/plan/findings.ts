/** The words that carry a verdict back to the writer, and a check's outcome to the reviewer. */
import type { StepView } from '../../state.ts';

const maxOutput = 4000;

interface Finding {
  readonly severity?: unknown;
  readonly file?: unknown;
  readonly line?: unknown;
  readonly text?: unknown;
}

export function describeFindings(findings: readonly unknown[]): string {
  const lines = findings.map((finding) => `- ${describeFinding(finding as Finding)}`);
  return [
    'A reviewer has read your change and asks for changes. Address each finding, or say why not:',
    '',
    ...lines,
  ].join('\n');
}

function describeFinding({ severity, file, line, text }: Finding): string {
  const place = file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}`;
  return `[${severity ?? 'finding'}]${place} ${String(text ?? '').trim()}`;
}

/** How a check between writing and review came out: its status, exit code and the end of what it printed. */
export function describeCheck(id: string, view: StepView): string {
  const code = view.exit_code === undefined ? '' : `, exit code ${view.exit_code}`;
  const printed = [view.stdout, view.stderr].filter((text) => typeof text === 'string' && text.trim() !== '');
  const tail = printed.join('\n').slice(-maxOutput).trim();
  return `Check '${id}': ${view.status}${code}${tail === '' ? '' : `\n${tail}`}`;
}
