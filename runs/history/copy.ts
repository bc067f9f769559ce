/**
 * A copy of plain data (a state, a view) that may be changed on its own. Unlike a structured clone it shares the
 * texts, which are most of what a long run weighs, and keeps maps whose keys strangers choose without a prototype.
 */
export function copy<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, copied(member)]));
  const target: Record<string, unknown> = Object.getPrototypeOf(value) === null ? Object.create(null) : {};
  for (const key of Object.keys(value)) {
    const member = copied((value as Record<string, unknown>)[key]);
    // An assignment would set the prototype instead.
    if (key === '__proto__') Object.defineProperty(target, key, { ...ownMember, value: member });
    else target[key] = member;
  }
  return target;
}

const ownMember = { enumerable: true, configurable: true, writable: true };
