/** Makes a valid workflow of shapes: gives ids, and makes the workflows that its steps use. */
import type { Flow, Spec } from '../../schema/spec.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import type { WorldMenu } from './script.ts';
import type { Menu, Shape, ShapeKind } from './shapes.ts';
import { type Around, conditionOf, type Named, nowhere, outputsOf } from './spec-forms.ts';
import { hasBranch, ownKeys } from './spec-keys.ts';
import { agentsOf, fault, flowSchemas, inputSchemas } from './stock.ts';

export function specOf(shapes: readonly Shape[], menu: Menu & WorldMenu): Spec {
  const maker = new SpecMaker(menu);
  const main = flowOf('generated', false, maker.body(shapes, nowhere));
  return { ...main, workflows: Object.fromEntries(maker.flows.map(({ key, flow }) => [key, flow])) };
}

function flowOf(name: string, isUsed: boolean, body: readonly Named[], more: Record<string, string> = {}): Flow {
  return {
    workflow: {
      name,
      inputs: isUsed ? flowSchemas : inputSchemas,
      steps: body.map(({ step }) => step),
      outputs: { ...outputsOf(body), ...more },
    },
    agents: agentsOf(isUsed),
  } as Flow;
}

interface Used {
  readonly key: string;
  readonly flow: Flow;
  readonly body: readonly Named[];
}

const untimed: readonly ShapeKind[] = ['fail', 'wait'];
const untried: readonly ShapeKind[] = ['approve', 'fail', 'ask', 'wait'];

/** Holds what all bodies share: how many ids were given, and the workflows that were made so far. */
class SpecMaker {
  readonly flows: Used[] = [];
  #given = 0;
  readonly #menu: Menu & WorldMenu;

  constructor(menu: Menu & WorldMenu) {
    this.#menu = menu;
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
    const names = shape.kind === 'foreach' ? (shape.pick % 3 === 2 ? [`${id}x`, `${id}y`] : [`${id}x`]) : [];
    const round = around.inRound ? around.mine : around.round;
    const below = { ...around, outer: [...around.outer, ...around.mine], mine: [], inRound: false, round };
    const used = shape.kind === 'uses' ? this.#flow(shape) : undefined;
    const children = used?.body ?? this.#children(shape, { ...below, names: [...around.names, ...names] });
    const handler = this.body(shape.onError === 'handle' ? shape.handler : [], { ...below, inHandler: true });
    const making = { menu: this.#menu, around, names, children, flow: used?.key ?? '', id };
    const step = {
      id,
      ...ifOf(shape, around, isLast),
      ...(shape.timeout === undefined || untimed.includes(shape.kind) ? {} : { timeout: shape.timeout }),
      ...(shape.retry === undefined || untried.includes(shape.kind) ? {} : { retry: shape.retry }),
      ...onErrorOf(shape, handler),
      ...(hasBranch(shape) ? { worktree: true } : {}),
      ...ownKeys(shape, making),
    } as StepSpec;
    return { id, shape, step, children };
  }

  #children(shape: Shape, below: Around): Named[] {
    if (shape.kind === 'parallel') return shape.body.map((branch) => this.#branch(branch, below));
    return this.body(shape.body, { ...below, inRound: shape.kind === 'until' });
  }

  /** It stands alone, so it follows nothing; where time must not matter, it does not end the others. */
  #branch(shape: Shape, below: Around): Named {
    const kind = shape.kind === 'review' || shape.kind === 'merge' ? 'run' : shape.kind;
    const onError = this.#menu.timed ? shape.onError : 'continue';
    return this.#step({ ...shape, kind, onError }, below, true);
  }

  /** A workflow of its own, or one that another step uses already. */
  #flow({ pick, body }: Shape): Used {
    const known = this.flows[pick % 7];
    if (known) return known;
    const inner = this.body(body, nowhere);
    const name = `flow${this.flows.length}`;
    const flow = flowOf(name, true, inner, pick % 11 === 10 ? { wrong: `\${{ ${fault} }}` } : {});
    const made = { key: `${name}.yaml`, flow, body: inner };
    this.flows.push(made);
    return made;
  }
}

/** A review gets a writer where there is none before it; a merge of nothing is a plain step. */
function fitted(shape: Shape, mine: readonly Named[]): Shape[] {
  const writer: Shape = { ...shape, kind: 'agent', condition: undefined, timeout: undefined, onError: undefined };
  if (shape.kind === 'review' && !mine.some((named) => named.shape.kind === 'agent')) return [writer, shape];
  if (shape.kind === 'merge' && !mine.some((named) => hasBranch(named.shape))) return [{ ...shape, kind: 'run' }];
  return [shape];
}

/** A `fail` that always happened would make what follows unreachable, which is an error. */
function ifOf(shape: Shape, around: Around, isLast: boolean): object {
  if (shape.condition === undefined && (shape.kind !== 'fail' || isLast)) return {};
  return { if: conditionOf(shape.condition ?? shape.pick, around) };
}

function onErrorOf(shape: Shape, handler: readonly Named[]): object {
  if (shape.onError === undefined) return {};
  if (shape.onError !== 'handle') return { on_error: shape.onError };
  return { on_error: handler.length === 0 ? 'continue' : handler.map(({ step }) => step) };
}
