/**
 * Makes a valid workflow of shapes: gives ids, and turns each `pick` into a reference that holds where it stands.
 * Expressions are drawn from forms that mean the same in CEL and in JavaScript, because the oracle reads them as the
 * latter; some of them fail when they are evaluated, on purpose.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { Spec } from '../../schema/spec.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import type { Shape } from './shapes.ts';

export const inputs: JsonObject = { yes: true, no: false, count: 2, names: ['n1', 'n2'] };
export const vendors: Readonly<Record<string, string>> = {
  ada: 'anthropic',
  bob: 'openai',
  cyd: 'google',
  dee: 'openai',
};

const inputSchemas: Record<string, JsonObject> = {
  yes: { type: 'boolean' },
  no: { type: 'boolean' },
  count: { type: 'integer' },
  names: { type: 'array', items: { type: 'string' } },
};
/** Fails whenever it is evaluated: there are two names. */
const fault = 'inputs.names[9]';
const agentNames = Object.keys(vendors);
const lists = [
  ['p'],
  ['p', 'q'],
  ['p', 'q', 'r'],
  ['p', 'q', 'r', 's', 't'],
  [],
  '${{ inputs.names }}',
  `\${{ [${fault}] }}`,
];

/** A step that later ones may refer to. */
interface Named {
  readonly id: string;
  readonly shape: Shape;
  readonly step: StepSpec;
  readonly children: readonly Named[];
}
interface Around {
  /** Steps of the bodies around this one, earlier than where it stands. */
  readonly outer: readonly Named[];
  /** Earlier steps of this body. */
  readonly mine: readonly Named[];
  /** Names of the items of the `foreach` groups around. */
  readonly names: readonly string[];
  readonly inUntil: boolean;
  readonly inHandler: boolean;
}

/** `losses`: a lost `run` may mean more than that it is run again. */
export function specOf(shapes: readonly Shape[], losses: boolean): Spec {
  const top = new SpecMaker(losses).body(shapes, { outer: [], mine: [], names: [], inUntil: false, inHandler: false });
  const agents = agentNames.map((name) => [name, { name, harness: 'simulate', vendor: vendors[name] }]);
  return {
    workflow: {
      name: 'generated',
      inputs: inputSchemas,
      steps: top.map(({ step }) => step),
      outputs: Object.fromEntries(top.map(({ id }) => [id, `\${{ steps.${id}.status }}`])),
    },
    agents: Object.fromEntries(agents),
  } as Spec;
}

/** Holds the one thing that all bodies share: how many ids were given. */
class SpecMaker {
  #given = 0;
  readonly #losses: boolean;

  constructor(losses: boolean) {
    this.#losses = losses;
  }

  body(shapes: readonly Shape[], around: Around): Named[] {
    const mine: Named[] = [];
    for (const [position, shape] of shapes.entries()) {
      const isLast = position === shapes.length - 1;
      for (const fits of fitted(shape, mine)) mine.push(this.#step(fits, { ...around, mine }, isLast));
    }
    return mine;
  }

  #step(shape: Shape, around: Around, isLast: boolean): Named {
    this.#given += 1;
    const id = `${shape.kind}${this.#given}`;
    const plain = { ...around, outer: [...around.outer, ...around.mine], mine: [], inUntil: false };
    const names = shape.kind === 'foreach' ? (shape.pick % 3 === 2 ? [`${id}x`, `${id}y`] : [`${id}x`]) : [];
    const children = this.body(shape.body, {
      ...plain,
      names: [...around.names, ...names],
      inUntil: shape.kind === 'until',
    });
    const handler = this.body(shape.onError === 'handle' ? shape.handler : [], { ...plain, inHandler: true });
    const step = {
      id,
      ...ifOf(shape, around, isLast),
      ...(shape.timeout === undefined || shape.kind === 'fail' ? {} : { timeout: shape.timeout }),
      ...(shape.retry === undefined || shape.kind === 'approve' || shape.kind === 'fail' ? {} : { retry: shape.retry }),
      ...onErrorOf(shape, handler),
      ...(hasBranch(shape) ? { worktree: true } : {}),
      ...ownKeys(shape, around, names, children),
      ...(shape.kind === 'run' ? onLostOf(shape, this.#losses) : {}),
    } as StepSpec;
    return { id, shape, step, children };
  }
}

/** A review gets a writer where there is none before it; a merge of nothing is a plain step. */
function fitted(shape: Shape, mine: readonly Named[]): Shape[] {
  const writer: Shape = { ...shape, kind: 'agent', condition: undefined, timeout: undefined, onError: undefined };
  if (shape.kind === 'review' && !mine.some((named) => named.shape.kind === 'agent')) return [writer, shape];
  if (shape.kind === 'merge' && !mine.some((named) => hasBranch(named.shape))) return [{ ...shape, kind: 'run' }];
  return [shape];
}

const hasBranch = ({ kind, pick }: Shape): boolean => ['agent', 'group', 'foreach'].includes(kind) && pick % 2 === 1;

/** A `fail` that always happened would make what follows unreachable, which is an error. */
function ifOf(shape: Shape, around: Around, isLast: boolean): object {
  if (shape.condition === undefined && (shape.kind !== 'fail' || isLast)) return {};
  return { if: conditionOf(shape.condition ?? shape.pick, around) };
}

function conditionOf(pick: number, around: Around): string {
  const earlier = [...around.outer, ...around.mine];
  const forms = ['inputs.yes', 'inputs.no', 'inputs.count > 1', 'inputs.yes', `${fault} == 'x'`];
  for (const name of around.names) forms.push(`${name} == 'p'`);
  if (around.names.length > 0) forms.push('index == 0', 'index < 2');
  if (around.inHandler) forms.push("error.code == 'failed'", "error.code == 'timeout'");
  if (around.inUntil) for (const { id } of around.mine) forms.push(`has(last.${id})`, `!has(last.${id})`);
  for (const { id, shape, step, children } of earlier) {
    forms.push(`steps.${id}.status == 'done'`, `steps.${id}.status == 'failed'`, `steps.${id}.status != 'skipped'`);
    // What may not have run cannot be read further without an error of the compiler.
    if ('if' in step || (shape.kind !== 'run' && (step.on_error ?? 'fail') !== 'fail')) continue;
    if (shape.kind === 'run') forms.push(`steps.${id}.exit_code == 0`, `steps.${id}.exit_code != 0`);
    if (shape.kind === 'until') forms.push(`steps.${id}.rounds == 1`);
    if (shape.kind === 'foreach') forms.push(`steps.${id}.items.filter(i, i.status == 'done').size() > 1`);
    if (shape.kind === 'group')
      for (const child of children) forms.push(`steps.${id}.steps.${child.id}.status == 'done'`);
  }
  return forms[pick % forms.length]!;
}

function untilOf(pick: number, children: readonly Named[]): string {
  const forms = ['inputs.yes', 'inputs.no'];
  for (const { id, shape, step } of children) {
    forms.push(`steps.${id}.status == 'done'`);
    if (shape.kind === 'run' && !('if' in step)) forms.push(`steps.${id}.exit_code == 0`, `steps.${id}.exit_code == 0`);
  }
  return pick % 23 === 22 ? `${fault} == 'x'` : forms[pick % forms.length]!;
}

function onErrorOf(shape: Shape, handler: readonly Named[]): object {
  if (shape.onError === undefined) return {};
  if (shape.onError !== 'handle') return { on_error: shape.onError };
  return { on_error: handler.length === 0 ? 'continue' : handler.map(({ step }) => step) };
}

function onLostOf({ pick }: Shape, losses: boolean): object {
  if (!losses) return { on_lost: 'retry' };
  return pick % 4 === 0 ? {} : { on_lost: pickOf(['retry', 'ask', 'fail'], pick) };
}

function ownKeys(shape: Shape, around: Around, names: readonly string[], children: readonly Named[]): object {
  const { pick, bound } = shape;
  const steps = children.map(({ step }) => step);
  const branches = around.mine.filter((named) => hasBranch(named.shape));
  const writers = around.mine.filter((named) => named.shape.kind === 'agent');
  switch (shape.kind) {
    case 'agent':
      return {
        agent: pickOf(agentNames, pick),
        prompt: pick % 17 === 16 ? `Do \${{ ${fault} }}` : 'Do ${{ inputs.count }}',
      };
    case 'run':
      return {
        run: ['true'],
        ...(pick % 19 === 18 ? { env: { NAME: `\${{ ${fault} }}` } } : {}),
      };
    case 'group':
      return { steps };
    case 'foreach': {
      const widths = [bound, bound, '${{ inputs.count }}', undefined];
      const width = widths[pick % widths.length];
      return {
        foreach: Object.fromEntries(names.map((name, place) => [name, pickOf(lists, pick + place * 3)])),
        ...(width === undefined ? {} : { max_parallel: width }),
        steps,
      };
    }
    case 'until':
      return { steps, until: untilOf(pick, children), max: bound };
    case 'review':
      return {
        review: pickOf(writers, pick).id,
        reviewer: {
          from: pick % 2 === 0 ? agentNames : ['cyd', 'ada', 'bob'],
          ...(pick % 7 === 0 ? { vendor: 'any' } : {}),
        },
        max_rounds: bound,
      };
    case 'approve': {
      const approvers = [{ at_least: 2 }, { not: ['starter'] }, undefined][pick % 3];
      return { approve: 'Go on?', ...(approvers === undefined ? {} : { approvers }) };
    }
    case 'merge':
      return { merge: pickOf(branches, pick).id, into: 'main' };
    case 'fail':
      return { fail: 'Enough' };
  }
}

function pickOf<T>(from: readonly T[], pick: number): T {
  return from[pick % from.length]!;
}
