/** Whether what a text gives is what is wanted where it stands. */
import type { Span } from '../../schema/problem.ts';
import { accepts, listValues, typeName } from './relate.ts';
import { nearest } from './suggest.ts';
import type { Checked, Fault, Type } from './types.ts';

export function expectationFault(checked: Checked, span: Span, expect: Type | undefined): Fault | undefined {
  if (expect === undefined || accepts(expect, checked.type)) return undefined;
  const never = unwanted(checked, expect);
  if (never !== undefined && expect.kind === 'string' && expect.enum) {
    const near = nearest(never, expect.enum);
    const help = near === undefined ? undefined : `did you mean '${near}'?`;
    return {
      code: 'type',
      span,
      message: `'${never}' is not one of ${listValues(expect.enum)}`,
      ...(help && { help }),
    };
  }
  const help = helpFor(checked.type, expect);
  const wanted = expect.kind === 'string' && expect.enum ? `one of ${listValues(expect.enum)}` : typeName(expect);
  const message = `this gives ${typeName(checked.type)}, and ${wanted} is wanted`;
  return { code: 'type', span, message, ...(help && { help }) };
}

/** The value that it can have and that is not wanted. */
function unwanted(checked: Checked, expect: Type): string | undefined {
  if (expect.kind !== 'string') return undefined;
  return checked.closed?.find((value) => !expect.enum?.includes(value));
}

function helpFor(actual: Type, expect: Type): string | undefined {
  if (expect.kind === 'bool') return helpForBool(actual);
  if (actual.kind === 'optional') return 'say what holds when it is absent: .orValue(…)';
  if (expect.kind === 'string' && expect.enum) return 'close the set: an `enum` in the schema it comes from';
  if (expect.kind === 'int' && actual.kind === 'double') return 'write int(…)';
  return expect.kind === 'string' && actual.kind !== 'null' ? 'write string(…)' : undefined;
}

/** What to write where a bool is wanted. */
export function helpForBool({ kind }: Type): string | undefined {
  switch (kind) {
    case 'optional':
      return 'write .hasValue(), or .orValue(…)';
    case 'string':
      return "nothing is true by itself: compare it, for example with != ''";
    case 'list':
    case 'map':
      return 'nothing is true by itself: compare its size(…)';
    case 'int':
    case 'double':
      return 'nothing is true by itself: compare it, for example with != 0';
    default:
      return undefined;
  }
}
