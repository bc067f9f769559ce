/**
 * The oracle: tells every way that a workflow can go, step by step, and judges each way by itself. It reads the spec
 * and knows neither machines nor states; what it tells is bounded: a few items, rounds and verdicts.
 */
import type { StepSpec } from '../../../schema/steps/index.ts';

/** A line of a story: a step begins, or has come out. */
export interface Line {
  readonly at: string;
  readonly what: 'begins' | 'done' | 'failed' | 'skipped';
  /** The items that it happened in, outermost first: `e#1`. */
  readonly items: readonly string[];
}
type End = 'done' | 'failed';
type Story = readonly Line[];
/** Is told one way; false: enough has been heard. */
type Hear = (story: Story, end: End) => boolean;
type Steps = readonly StepSpec[];
type Is = (at: string) => boolean;
interface Place {
  readonly steps: Steps;
  /** What the addresses here begin with. */
  readonly prefix: string;
  readonly items: readonly string[];
  readonly isGuard: Is;
}

const maxItems = 2;
const maxRounds = 2;
const maxVerdicts = 2;

/** Every way through these steps, until `hear` has heard enough. */
export function tell(steps: Steps, isGuard: Is, hear: Hear): boolean {
  return body({ steps, prefix: '', items: [], isGuard }, [], hear);
}

function body(place: Place, story: Story, hear: Hear, from = 0, verdict = 1): boolean {
  const spec = place.steps[from];
  if (spec === undefined) return hear(story, 'done');
  const at = place.prefix + spec.id;
  const said = (told: Story, what: Line['what'], who = at): Story => [...told, { at: who, what, items: place.items }];
  const next = (told: Story) => body(place, told, hear, from + 1, verdict);
  const done = (told: Story) => next(said(told, 'done'));
  const failed = (told: Story) => {
    const lost = said(told, 'failed');
    if (mayGoOn(spec) && !next(lost)) return false;
    if (spec.on_error === 'continue') return true;
    return Array.isArray(spec.on_error) ? handle(spec.on_error, lost) : hear(lost, 'failed');
  };
  const handle = (steps: Steps, lost: Story) => {
    const who = `${at}__catch`;
    return body({ ...place, steps, prefix: `${who}.` }, said(lost, 'begins', who), (told, end) =>
      end === 'done' ? next(said(told, 'done', who)) : hear(said(told, 'failed', who), 'failed'),
    );
  };
  if (spec.if !== undefined && !next(said(story, 'skipped'))) return false;
  // Its expression fails, or it is not what may run; neither is a beginning.
  if (!failed(story)) return false;
  if (!canBeTrue(spec.if, story, place)) return true;
  const begun = said(story, 'begins');
  if (!failed(begun)) return false;
  if ('fail' in spec) return true;
  if ('review' in spec && verdict < maxVerdicts) {
    const writer = place.steps.findIndex(({ id }) => id === spec.review);
    if (!body(place, begun, hear, writer, verdict + 1)) return false;
  }
  if (!('steps' in spec)) return done(begun);
  const inner = { ...place, steps: spec.steps, prefix: `${at}.` };
  if (spec.foreach !== undefined) {
    return items(inner, at, spec.foreach, begun, (told, end) => (end === 'done' ? done(told) : failed(told)));
  }
  const round = (told: Story, left: number): boolean =>
    body(inner, told, (more, end) => {
      if (end === 'failed') return failed(more);
      if (left > 1 && !round(more, left - 1)) return false;
      if (spec.until !== undefined && !failed(more)) return false;
      return canBeTrue(spec.until, more, inner) ? done(more) : true;
    });
  return round(begun, spec.until === undefined ? 1 : Math.min(maxRounds, Number(spec.max)));
}

/** The body goes on after its failure without anything that handles it. */
const mayGoOn = (spec: StepSpec): boolean =>
  spec.on_error === 'continue' || spec.on_error === 'ask' || ('run' in spec && (spec.on_lost ?? 'ask') === 'ask');

/** Items go to their end whatever the others do; they are told one after the other. */
function items(
  place: Place,
  at: string,
  foreach: Readonly<Record<string, unknown>>,
  begun: Story,
  hear: Hear,
): boolean {
  const sizes = Object.values(foreach).map((list) => (Array.isArray(list) ? [list.length] : [0, 1, maxItems]));
  const counts = sizes.reduce((all, some) => all.flatMap((one) => some.map((other) => one * other)), [1]);
  const from = (told: Story, index: number, count: number, end: End): boolean => {
    if (index >= Math.min(count, maxItems)) return hear(told, end);
    const item = { ...place, items: [...place.items, `${at}#${index}`] };
    return body(item, told, (more, ended) => from(more, index + 1, count, ended === 'failed' ? 'failed' : end));
  };
  return [...new Set(counts)].every((count) => from(begun, 0, count, 'done'));
}

/** Conditions go both ways, but for one that asks whether a guard is done. Ids are unique in these workflows. */
function canBeTrue(condition: string | undefined, story: Story, { isGuard, items: here }: Place): boolean {
  const id = /^steps\.(\w+)\.status == 'done'$/.exec(condition ?? '')?.[1];
  if (id === undefined) return true;
  const isIt = (at: string, name: string) => at === name || at.endsWith(`.${name}`);
  const lines = story.filter((line) => isIt(line.at, id) || isIt(line.at, `${id}__catch`));
  if (!lines.some(({ at }) => isGuard(at) && isIt(at, id))) return true;
  return lines.some((line) => line.what === 'done' && isKnown(line, { at: '', what: 'begins', items: here }));
}

/** Whether a target begins in this story before anything that it can know of has been a guard that is done. */
export function violates(story: Story, isTarget: Is, isGuard: Is): boolean {
  return story.some(
    (line, position) =>
      line.what === 'begins' &&
      isTarget(line.at) &&
      !story.slice(0, position).some((before) => before.what === 'done' && isGuard(before.at) && isKnown(before, line)),
  );
}

/** What happens in one item is not known in another of the same step. */
function isKnown(before: Line, after: Line): boolean {
  return before.items.every((item, depth) => {
    const other = after.items[depth];
    return other === undefined || other === item || other.split('#')[0] !== item.split('#')[0];
  });
}
