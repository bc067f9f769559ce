/** The keys that make a step of its kind: each `pick` becomes a reference that holds where the step stands. */
import type { JsonObject } from '../../schema/json.ts';
import type { WorldMenu } from './script.ts';
import type { Menu, Shape, ShapeKind } from './shapes.ts';
import { type Around, type Named, untilOf } from './spec-forms.ts';
import { agentNames, commands, fault, formSchema, lists, pickOf, times } from './stock.ts';

/** What a step is made with beside its shape. */
export interface Making {
  readonly menu: Menu & WorldMenu;
  readonly around: Around;
  /** Of a `foreach`. */
  readonly names: readonly string[];
  readonly children: readonly Named[];
  /** Of a `uses`: the key of its workflow. */
  readonly flow: string;
  readonly id: string;
}

type Maker = (shape: Shape, making: Making) => object;

const writing: readonly ShapeKind[] = ['agent', 'group', 'foreach', 'parallel', 'uses'];
export const hasBranch = ({ kind, pick }: Shape): boolean => writing.includes(kind) && pick % 2 === 1;

const stepsIn = ({ children }: Making) => children.map(({ step }) => step);

const makers: Readonly<Record<ShapeKind, Maker>> = {
  agent: ({ pick }, { around, id }) => ({
    agent: pickOf(agentNames, pick),
    prompt: pick % 17 === 16 ? `Do \${{ ${fault} }}` : 'Do ${{ inputs.count }}',
    ...sessionOf(pick, around, id),
  }),
  run: ({ pick }, { menu }) => ({
    run: ['true'],
    ...(pick % 19 === 18 ? { env: { NAME: `\${{ ${fault} }}` } } : {}),
    ...onLostOf(pick, menu),
  }),
  approve: ({ pick }) => {
    const approvers = [{ at_least: 2 }, { not: ['starter'] }, undefined][pick % 3];
    return { approve: 'Go on?', ...(approvers === undefined ? {} : { approvers }) };
  },
  ask: ({ pick }) => ({
    ask: pick % 17 === 16 ? `What of \${{ ${fault} }}?` : 'What of ${{ inputs.count }}?',
    ...[{ commands }, { commands }, { output: formSchema }, {}][pick % 4],
  }),
  wait: ({ pick }) => ({ wait: pickOf(times, pick) }),
  fail: () => ({ fail: 'Enough' }),
  review: ({ pick, bound }, { around }) => ({
    review: pickOf(ofKind(around, 'agent'), pick).id,
    reviewer: {
      from: pick % 2 === 0 ? agentNames : ['cyd', 'ada', 'bob'],
      ...(pick % 7 === 0 ? { vendor: 'any' } : {}),
    },
    max_rounds: bound,
  }),
  merge: ({ pick }, { around }) => ({
    merge: pickOf(
      around.mine.filter(({ shape }) => hasBranch(shape)),
      pick,
    ).id,
    into: 'main',
  }),
  debate: debateOf,
  group: (_, making) => ({ steps: stepsIn(making) }),
  parallel: ({ pick, bound }, making) => {
    const steps = stepsIn(making);
    if (!making.menu.timed) return { parallel: pickOf(['all', steps.length], pick), steps };
    return { parallel: pickOf(['all', 'any', Math.min(bound, steps.length)], pick), steps };
  },
  foreach: ({ pick, bound }, making) => {
    const { menu, names } = making;
    const width = menu.wide ? pickOf([bound, bound, '${{ inputs.count }}', undefined], pick) : 1;
    return {
      foreach: Object.fromEntries(names.map((name, place) => [name, pickOf(lists, pick + place * 3)])),
      ...(width === undefined ? {} : { max_parallel: width }),
      steps: stepsIn(making),
    };
  },
  until: ({ pick, bound }, making) => ({
    steps: stepsIn(making),
    until: untilOf(pick, making.children),
    max: bound,
  }),
  uses: ({ pick }, { flow }) => ({ uses: flow, ...pickOf(givens, pick) }),
};

export const ownKeys: Maker = (shape, making) => makers[shape.kind](shape, making);

/** The last three fail: by a value that does not fit, and by an expression. */
const givens: readonly { readonly with?: JsonObject }[] = [
  {},
  { with: { count: '${{ inputs.count }}', names: '${{ inputs.names }}' } },
  { with: { yes: '${{ inputs.no }}', count: 3 } },
  { with: { no: true, names: ['p'], any: '${{ inputs.names }}' } },
  { with: { count: '${{ inputs.count + 1 }}' } },
  {},
  { with: { no: '${{ inputs.yes }}' } },
  { with: { count: '${{ inputs.any }}' } },
  { with: { any: `\${{ ${fault} }}` } },
];

const ofKind = ({ mine }: Around, kind: ShapeKind) => mine.filter(({ shape }) => shape.kind === kind);

/** A session can be continued only by an agent that may be its own. */
function sessionOf(pick: number, around: Around, id: string): object {
  if (pick % 3 !== 0) return {};
  if (around.inRound && pick % 2 === 0) return { session: id };
  const earlier = ofKind(around, 'agent').at(-1);
  return earlier && 'agent' in earlier.step ? { agent: earlier.step.agent, session: earlier.id } : {};
}

function onLostOf(pick: number, { losses }: WorldMenu): object {
  if (!losses) return { on_lost: 'retry' };
  return pick % 4 === 0 ? {} : { on_lost: pickOf(['retry', 'ask', 'fail'], pick) };
}

function debateOf({ pick, bound }: Shape, { around, id }: Making): object {
  const earlier = ofKind(around, 'debate').at(-1);
  const heads = pickOf(
    [
      ['bob', 'dee'],
      ['bob', 'dee'],
      ['ada', 'bob', 'dee'],
    ],
    pick,
  );
  const before = earlier && 'heads' in earlier.step ? earlier.step.heads : [];
  const goesOn = heads.every((head) => before.includes(head));
  const continues = around.inRound && pick % 2 === 0 ? id : goesOn ? earlier?.id : undefined;
  return {
    debate: pick % 17 === 16 ? `Why \${{ ${fault} }}?` : pickOf(['Why?', 'Why?', 'How ${{ inputs.count }}?'], pick),
    heads,
    ...(continues === undefined ? {} : { continues }),
    max_rounds: pickOf([bound, bound - 1, 0, '${{ inputs.count }}', '${{ inputs.count - 1 }}'], pick),
    ...(pick % 3 === 0 ? {} : { stop_when: 'converged' }),
    ...(pick % 4 === 0 ? {} : { judge: heads.includes('ada') ? 'cyd' : 'ada' }),
  };
}
