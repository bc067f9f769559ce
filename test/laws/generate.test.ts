import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { cases } from './cases.ts';

test('every generated workflow is valid', () => {
  fc.assert(
    fc.property(cases, ({ spec }) => {
      const compiled = compile(spec);
      expect('problems' in compiled ? compiled.problems : []).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
