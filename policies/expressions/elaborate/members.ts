/** The types of members and elements, and what is said when there is none. */
import type { Span } from '../../../schema/problem.ts';
import { builtinNames } from '../functions/index.ts';
import { DYN, fieldOf, joinAll, typeName } from '../relate.ts';
import { suggest } from '../suggest.ts';
import type { Field, Type } from '../types.ts';
import { type Context, report, show, type Term } from './term.ts';

/** An optional is entered by going on from it. */
function held(type: Type): Type {
  return type.kind === 'optional' ? type.of : type;
}

export function isListType(type: Type): boolean {
  return held(type).kind === 'list';
}

/** The field that is read; undefined when that has been reported. */
export function memberField(target: Term, name: string, span: Span, context: Context): Field | undefined {
  const type = held(target.type);
  if (type.kind === 'dyn') return { type: DYN };
  if (type.kind === 'map') return { type: type.of, optional: true };
  const missing = `${show(context, target.node)} has no \`${name}\``;
  if (type.kind !== 'object') {
    const help = helpForMethod(name) ?? (type.kind === 'list' ? helpForList(name) : undefined);
    report(context, 'member', span, `${missing}: it is ${typeName(type)}`, help);
    return undefined;
  }
  const field = fieldOf(type.fields, name) ?? (type.rest && { type: type.rest, optional: true });
  if (field === undefined) {
    report(context, 'member', span, missing, helpForMethod(name) ?? suggest(name, Object.keys(type.fields)));
  }
  return field;
}

function helpForMethod(name: string): string | undefined {
  return builtinNames('method').includes(name) ? `\`${name}\` is a function: write .${name}(…)` : undefined;
}

function helpForList(name: string): string {
  return `take one element, [0].${name}, or all of them, .map(x, x.${name})`;
}

/** The type of an element that is taken by a key, which is checked on the way. */
export function elementType(target: Term, key: Term, context: Context): Type {
  const type = held(target.type);
  switch (type.kind) {
    case 'dyn':
      return DYN;
    case 'list':
      checkKey(key, 'int', context);
      return type.of;
    case 'map':
      checkKey(key, 'string', context);
      return type.of;
    case 'object':
      checkKey(key, 'string', context);
      return joinAll([...Object.values(type.fields).map((field) => field.type), ...(type.rest ? [type.rest] : [])]);
    default:
      report(context, 'type', key.node, `${show(context, target.node)} has no elements: it is ${typeName(type)}`);
      return DYN;
  }
}

function checkKey(key: Term, wanted: 'int' | 'string', context: Context): void {
  if (key.type.kind === wanted || key.type.kind === 'dyn') return;
  const help = wanted === 'int' && key.type.kind === 'double' ? 'write int(…)' : undefined;
  report(context, 'type', key.node, `this is indexed by ${wanted}, not by ${typeName(key.type)}`, help);
}
