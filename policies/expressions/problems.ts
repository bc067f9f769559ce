/** What is wrong with an expression, as problems of the document that it stands in. */
import type { Path, Problem } from '../../schema/problem.ts';
import type { Fault } from './types.ts';

const CODES: Readonly<Record<Fault['code'], Problem['code']>> = {
  syntax: 'OMNI2001',
  name: 'OMNI2002',
  type: 'OMNI2003',
  member: 'OMNI2004',
  template: 'OMNI2005',
  'free-text': 'OMNI2007',
  limit: 'OMNI2009',
};

/** The faults of the text at `path`, with the code that each is explained under. */
export function toProblems(faults: readonly Fault[], path: Path): Problem[] {
  return faults.map(({ code, span, message, help }) => ({
    code: CODES[code],
    path,
    message,
    span,
    ...(help !== undefined && { help }),
  }));
}
