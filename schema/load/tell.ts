/** Tells what is wrong with a resolved value where it is said, whichever document that is. */
import type { Finding } from '../check/finding.ts';
import type { Origins } from './origins.ts';
import type { Report } from './report.ts';

/** By a path into the spec. Nothing where the value stands in no document. */
export function tellAt({ origins, report }: { readonly origins: Origins; readonly report: Report }, finding: Finding) {
  const origin = origins.get(finding.path);
  if (origin !== undefined && 'document' in origin) report.finding(origin.document, { ...finding, path: origin.path });
}
