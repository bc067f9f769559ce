/** Functions on what has a size: `size`, and `slice` of a list. */
import { charge, chargeString } from '../budget.ts';
import { EvaluationFault } from '../fault.ts';
import { EXACT_INT, LIST } from '../relate.ts';
import type { Type } from '../types.ts';
import { type Builtin, list, map, overload, text, whole } from './overload.ts';
import { countCodePoints } from './strings.ts';

const sameList = ([first]: readonly Type[]): Type => (first?.kind === 'list' ? first : LIST);

export const listFunctions: Readonly<Record<string, Builtin>> = {
  size: {
    form: 'either',
    overloads: [
      overload([text], EXACT_INT, (string, budget) => {
        chargeString(budget, string.length);
        return BigInt(countCodePoints(string));
      }),
      overload([list], EXACT_INT, (items) => BigInt(items.length)),
      overload([map], EXACT_INT, (members, budget) => {
        const count = Object.keys(members).length;
        charge(budget, count);
        return BigInt(count);
      }),
    ],
  },
  slice: {
    form: 'either',
    overloads: [
      // A list that is shorter than `to` ends where it ends: "the first three" is also asked of two.
      overload([list, whole, whole], sameList, (items, from, to, budget) => {
        if (from < 0 || to < from) throw new EvaluationFault(`slice(list, ${from}, ${to}) is no part of a list`);
        const part = items.slice(from, to);
        charge(budget, part.length);
        return part;
      }),
    ],
  },
};
