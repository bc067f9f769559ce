/**
 * Reads the expressions of generated workflows as JavaScript, where they mean the same; a name that is not there
 * throws, as it does in CEL.
 */
export type Names = Readonly<Record<string, unknown>>;

export class Fault extends Error {}

export function evaluate(text: string, names: Names): unknown {
  const expression = unwrapped(text).replaceAll(/has\(([\w.]+)\.(\w+)\)/g, 'has($1, "$2")');
  const all: Names = { ...names, has: (object: object, key: string) => key in object };
  const body = new Function(...Object.keys(all), `'use strict'; return ${expression};`);
  try {
    const value: unknown = body(...Object.values(all).map(strictly));
    return value !== null && typeof value === 'object' ? (Reflect.get(value, plain) ?? value) : value;
  } catch (error) {
    throw new Fault(`${text}: ${error}`);
  }
}

/** The value of a template: a whole `${{ }}` keeps its type, else its parts are inserted into the text. */
export function render(text: unknown, names: Names): unknown {
  if (typeof text !== 'string') return text;
  if (/^\$\{\{[^}]*\}\}$/.test(text)) return evaluate(text, names);
  return text.replaceAll(/\$\{\{([^}]*)\}\}/g, (_, inner: string) => String(evaluate(inner, names)));
}

function unwrapped(text: string): string {
  return text
    .replace(/^\s*\$\{\{/, '')
    .replace(/\}\}\s*$/, '')
    .replace(/\.size\(\)/g, '.length')
    .replace(/filter\((\w+), /g, 'filter(($1) => ');
}

/** Of a value that is read strictly: the value itself. */
const plain = Symbol('plain');

/** The value, with every read of a key that is not there made an error. */
function strictly(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy(value, {
    get(target, key) {
      if (key === plain) return target;
      if (Object.hasOwn(target, key)) return strictly(Reflect.get(target, key));
      if (Array.isArray(target) && key === 'filter') return Array.prototype.filter.bind(target.map(strictly));
      if (Array.isArray(target) && key === Symbol.iterator) return Reflect.get(target, key);
      throw new Fault(`no such key: ${String(key)}`);
    },
  });
}
