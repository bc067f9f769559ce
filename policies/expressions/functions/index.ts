/** Every function of the language by its name. Macros and optionals are forms of their own, in `elaborate/`. */
import { conversionFunctions } from './conversions.ts';
import { listFunctions } from './lists.ts';
import type { Builtin } from './overload.ts';
import { stringFunctions } from './strings.ts';
import { timeFunctions } from './times.ts';

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  Object.entries({ ...stringFunctions, ...listFunctions, ...conversionFunctions, ...timeFunctions }),
);

export function findBuiltin(name: string): Builtin | undefined {
  return BUILTINS.get(name);
}

/** The names that can be called in this form. */
export function builtinNames(form: 'call' | 'method'): string[] {
  return [...BUILTINS]
    .filter(([, builtin]) => builtin.form === form || builtin.form === 'either')
    .map(([name]) => name);
}
