/**
 * Shapes: trees of steps that say everything about a workflow except what depends on the steps around them. `pick`
 * stands for each choice that only the surroundings can settle (which earlier step, which expression), so that a
 * shape shrinks freely and every shape becomes a valid workflow in `specs.ts`.
 */
import fc from 'fast-check';

export type ShapeKind =
  | 'agent'
  | 'run'
  | 'approve'
  | 'ask'
  | 'wait'
  | 'fail'
  | 'review'
  | 'merge'
  | 'debate'
  | 'group'
  | 'parallel'
  | 'foreach'
  | 'until'
  | 'uses';

export interface Shape {
  readonly kind: ShapeKind;
  readonly pick: number;
  /** Which kind of `if` the step has, by number; absent: none. */
  readonly condition: number | undefined;
  readonly timeout: string | undefined;
  readonly retry: Retry | undefined;
  readonly onError: 'fail' | 'continue' | 'ask' | 'handle' | undefined;
  /** How wide a `foreach` may run, how often an `until` may turn, how many branches must be done. */
  readonly bound: number;
  readonly body: readonly Shape[];
  readonly handler: readonly Shape[];
}

export interface Retry {
  readonly attempts?: number;
  readonly backoff?: string;
  readonly on?: ('failed' | 'timeout' | 'lost')[];
}

/** What a family of workflows may hold. */
export interface Menu {
  /** False: no outcome depends on how long anything takes, so a kill cannot change it. */
  readonly timed: boolean;
  /** False: one thing after the other, but for the heads of a debate. */
  readonly wide: boolean;
  readonly depth: number;
  /** Much is written, reviewed and merged. */
  readonly lands?: true;
}

const leaves: readonly ShapeKind[] = ['agent', 'agent', 'agent', 'run', 'run', 'run', 'approve', 'ask', 'wait', 'fail'];
const followers: readonly ShapeKind[] = ['review', 'review', 'review', 'merge', 'debate'];
const compounds: readonly ShapeKind[] = ['group', 'foreach', 'foreach', 'until', 'uses'];
const hasBody = (kind: ShapeKind): boolean => kind === 'parallel' || compounds.includes(kind);
const isCompound = (kind: ShapeKind): boolean => kind === 'debate' || hasBody(kind);

/** Where one thing follows the other, most of what there is to hear is what people and heads say. */
const talk: readonly ShapeKind[] = ['ask', 'ask', 'ask', 'debate', 'debate', 'debate'];

const landing: readonly ShapeKind[] = ['agent', 'agent', 'agent', 'merge', 'merge', 'merge', 'review'];

function kindsOf({ wide, depth, lands }: Menu): ShapeKind[] {
  const kinds = [...leaves, ...followers, ...(wide ? [] : talk), ...(lands ? landing : [])];
  if (depth === 0) return kinds;
  return [...kinds, ...compounds, ...(wide ? (['parallel', 'parallel', 'parallel'] as const) : [])];
}

/** One time in `n`, and less while shrinking. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, n: number): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: n - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const retry: fc.Arbitrary<Retry> = fc.record(
  {
    attempts: fc.integer({ min: 1, max: 3 }),
    backoff: fc.constantFrom('70ms', '1s'),
    on: fc.constantFrom<Retry['on'][]>(['failed'], ['timeout'], ['failed', 'timeout', 'lost']) as fc.Arbitrary<
      NonNullable<Retry['on']>
    >,
  },
  { requiredKeys: [] },
);

function timeoutOf(kind: ShapeKind, menu: Menu): fc.Arbitrary<string | undefined> {
  if (isCompound(kind) && !menu.timed) return fc.constant(undefined);
  return sometimes(fc.constantFrom('330ms', '2s'), 5);
}

/** A body: a few steps in order. */
export function shapes(menu: Menu): fc.Arbitrary<Shape[]> {
  const inner = menu.depth > 0 ? shapes({ ...menu, depth: menu.depth - 1 }) : fc.constant([]);
  const step = fc.constantFrom(...kindsOf(menu)).chain((kind) =>
    fc.record<Shape>({
      kind: fc.constant(kind),
      pick: fc.nat(999),
      condition: sometimes(fc.nat(99), 5),
      timeout: timeoutOf(kind, menu),
      retry: sometimes(retry, 4),
      onError: fc.constantFrom(undefined, undefined, 'fail', 'continue', 'continue', 'ask', 'handle'),
      bound: fc.integer({ min: 1, max: 3 }),
      body: hasBody(kind) ? inner : fc.constant([]),
      handler: inner,
    }),
  );
  return fc.array(step, { minLength: menu.depth > 1 ? 2 : 1, maxLength: menu.depth > 1 ? 5 : 3, size: 'max' });
}
