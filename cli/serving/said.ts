/** What a process of this program has said in its NDJSON, as far as it tells why there is no run. */
import { OmniError } from '../../schema/error.ts';
import { neutralise } from '../render/text.ts';

export interface Said {
  readonly type: 'error' | 'issue' | 'run' | 'serve';
  readonly code?: unknown;
  readonly message?: unknown;
  readonly help?: unknown;
  readonly severity?: unknown;
  readonly file?: unknown;
  readonly line?: unknown;
  readonly url?: unknown;
  readonly port?: unknown;
}

const kept: readonly unknown[] = ['error', 'issue', 'run', 'serve'];
const mostIssues = 5;

/** Of one line; nothing of what is not looked for. */
export function saidIn(line: string): readonly Said[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value && kept.includes(value.type)
      ? [value as Said]
      : [];
  } catch {
    return [];
  }
}

/** Why it ended without having done what it was started for; `otherwise` where it did not say. */
export function failureOf(said: readonly Said[], otherwise: string): OmniError {
  const error = said.findLast(({ type }) => type === 'error');
  if (error !== undefined) {
    const help = typeof error.help === 'string' ? { help: neutralise(error.help) } : {};
    return new OmniError(codeOf(error.code), neutralise(String(error.message)), help);
  }
  const issues = said.filter(({ type, severity }) => type === 'issue' && severity === 'error');
  return new OmniError('OMNI7021', issues.length === 0 ? otherwise : sayIssues(issues));
}

/** Whether it did nothing because somebody else has the run. */
export const wasHeld = (said: readonly Said[]): boolean =>
  said.some(({ type, code }) => type === 'error' && code === 'OMNI6005');

/** The first of them, a line each. */
export function sayIssues(issues: readonly Said[]): string {
  const lines = issues
    .slice(0, mostIssues)
    .map(({ file, line, code, message }) => `${file}:${line}: ${code} ${message}`);
  const more = issues.length > mostIssues ? [`and ${issues.length - mostIssues} more`] : [];
  return neutralise([...lines, ...more].join('\n'));
}

const codeOf = (code: unknown): `OMNI${number}` =>
  typeof code === 'string' && /^OMNI\d{4}$/.test(code) ? (code as `OMNI${number}`) : 'OMNI7021';
