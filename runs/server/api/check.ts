/**
 * Checks what comes in, and what goes out, against the schemas. An answer that does not fit is a fault of ours, and
 * is never sent: what a schema does not name does not leave.
 */
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export interface Wrong {
  /** A JSON pointer. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a value; nothing when it fits. */
export type Check = (value: unknown) => readonly Wrong[];

const mostWrong = 20;
const compiled = new WeakMap<TSchema, Check>();

/** A schema is compiled when it is first met. */
export function checkOf(schema: TSchema): Check {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validator = Compile(schema);
  const check: Check = (value) =>
    validator.Check(value) ? [] : describe(validator.Errors(value) as readonly Failure[]);
  compiled.set(schema, check);
  return check;
}

interface Failure {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

function describe(failures: readonly Failure[]): readonly Wrong[] {
  const wrong = failures.flatMap(({ keyword, instancePath, message, params }): Wrong[] => {
    // `additionalProperties: false` tells of each key twice, once as a schema that nothing fits.
    if (keyword === 'boolean') return [];
    if (keyword === 'additionalProperties' && 'additionalProperties' in params) {
      const names = params.additionalProperties as readonly string[];
      return names.map((name) => ({ path: instancePath + pointer(name), message: 'is not known here' }));
    }
    if (keyword === 'required' && 'requiredProperties' in params) {
      const names = params.requiredProperties as readonly string[];
      return names.map((name) => ({ path: instancePath + pointer(name), message: 'is missing' }));
    }
    if (keyword === 'enum' && 'allowedValues' in params) {
      return [{ path: instancePath, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` }];
    }
    return [{ path: instancePath, message }];
  });
  return wrong.length === 0 ? [{ path: '', message: 'does not fit' }] : wrong.slice(0, mostWrong);
}

/** A JSON pointer, RFC 6901. */
export const pointer = (...names: readonly string[]): string =>
  names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
