/** Tells what is wrong with a resolved value where it is said: in whichever document, or on the command line. */
import type { Finding } from '../check/finding.ts';
import type { Origins } from './origins.ts';
import type { Report } from './report.ts';

/** By a path into the spec. Nothing of a value that nobody said, or of a whole text. */
export function tellAt({ origins, report }: { readonly origins: Origins; readonly report: Report }, finding: Finding) {
  const origin = origins.get(finding.path);
  if (origin === undefined || 'text' in origin) return;
  if ('document' in origin) report.finding(origin.document, { ...finding, path: origin.path });
  else {
    const { code, message, help } = finding;
    report.mark(origin.words, {
      code,
      start: origin.start,
      end: origin.end,
      message,
      ...(help !== undefined && { help }),
    });
  }
}
