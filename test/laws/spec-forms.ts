/**
 * Expressions of generated workflows, drawn from forms that mean the same in CEL and in JavaScript, because the oracle
 * reads them as the latter; some of them fail when they are evaluated, on purpose.
 */
import type { StepSpec } from '../../schema/steps/index.ts';
import type { Shape } from './shapes.ts';
import { fault } from './stock.ts';

/** A step that later ones may refer to. */
export interface Named {
  readonly id: string;
  readonly shape: Shape;
  readonly step: StepSpec;
  readonly children: readonly Named[];
}

export interface Around {
  /** Steps of the bodies around this one, earlier than where it stands. */
  readonly outer: readonly Named[];
  /** Earlier steps of this body. */
  readonly mine: readonly Named[];
  /** Names of the items of the `foreach` groups around. */
  readonly names: readonly string[];
  /** Of the innermost loop around: its steps before this one, whose results of the round before are at hand. */
  readonly round: readonly Named[] | undefined;
  /** Directly in a round. */
  readonly inRound: boolean;
  readonly inHandler: boolean;
}

export const nowhere: Around = {
  outer: [],
  mine: [],
  names: [],
  round: undefined,
  inRound: false,
  inHandler: false,
};

export function conditionOf(pick: number, around: Around): string {
  const earlier = [...around.outer, ...around.mine];
  const forms = ['inputs.yes', 'inputs.no', 'inputs.count > 1', 'inputs.yes', `${fault} == 'x'`];
  for (const name of around.names) forms.push(`${name} == 'p'`);
  if (around.names.length > 0) forms.push('index == 0', 'index < 2');
  if (around.inHandler) forms.push("error.code == 'failed'", "error.code == 'timeout'");
  const before = around.inRound ? around.mine : (around.round ?? []);
  for (const { id } of before) forms.push(`has(last.${id})`, `!has(last.${id})`);
  for (const named of earlier) forms.push(...statusForms(named), ...resultForms(named));
  return forms[pick % forms.length]!;
}

const statusForms = ({ id }: Named): string[] => [
  `steps.${id}.status == 'done'`,
  `steps.${id}.status == 'failed'`,
  `steps.${id}.status != 'skipped'`,
];

/** What may not have run cannot be read further without an error of the compiler. */
const mayLackResult = ({ shape, step }: Named): boolean =>
  'if' in step || (shape.kind !== 'run' && (step.on_error ?? 'fail') !== 'fail');

function resultForms(named: Named): string[] {
  const { id, shape, step, children } = named;
  if (mayLackResult(named)) return [];
  switch (shape.kind) {
    case 'run':
      return [`steps.${id}.exit_code == 0`, `steps.${id}.exit_code != 0`];
    case 'until':
      return [`steps.${id}.rounds == 1`];
    case 'foreach': {
      const names = 'foreach' in step ? Object.keys(step.foreach ?? {}) : [];
      const ofName = names.map((name) => `steps.${id}.items.filter(i, i.${name} == 'p').size() > 0`);
      return [`steps.${id}.items.filter(i, i.status == 'done').size() > 1`, ...ofName];
    }
    case 'group':
    case 'parallel':
      return children.map((child) => `steps.${id}.steps.${child.id}.status == 'done'`);
    case 'ask':
      if ('output' in step) return [`steps.${id}.output.n > 5`];
      return [
        `steps.${id}.text == 'plain'`,
        `steps.${id}.by == 'tia'`,
        ...('commands' in step ? [`steps.${id}.command == 'debate'`, `steps.${id}.args == '2'`] : []),
      ];
    case 'debate': {
      const [head = ''] = 'heads' in step ? step.heads : [];
      return [`steps.${id}.converged`, `steps.${id}.rounds == 1`, `has(steps.${id}.answers.${head})`];
    }
    case 'uses':
      return children.map((child) => `steps.${id}.output.${child.id} == 'done'`);
    default:
      return [];
  }
}

export function untilOf(pick: number, children: readonly Named[]): string {
  const forms = ['inputs.yes', 'inputs.no'];
  for (const named of children) {
    const { id, shape, step } = named;
    forms.push(`steps.${id}.status == 'done'`);
    if (shape.kind === 'run' && !('if' in step)) forms.push(`steps.${id}.exit_code == 0`, `steps.${id}.exit_code == 0`);
    if (shape.kind === 'ask') forms.push(...resultForms(named));
  }
  return pick % 23 === 22 ? `${fault} == 'x'` : forms[pick % forms.length]!;
}

/** How every step ended, and what the kinds leave that no condition reads. */
export function outputsOf(body: readonly Named[]): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const named of body) {
    const { id } = named;
    outputs[id] = `\${{ steps.${id}.status }}`;
    for (const field of fieldsIn(named)) outputs[`${id}_${field}`] = `\${{ steps.${id}.${field} }}`;
  }
  return outputs;
}

function fieldsIn(named: Named): readonly string[] {
  if (mayLackResult(named)) return [];
  switch (named.shape.kind) {
    case 'ask':
      return 'output' in named.step ? ['output', 'by'] : ['text', 'args', 'by'];
    case 'debate':
      return ['question', 'answers', 'transcript', 'agreed', 'differ', 'converged', 'rounds', 'sessions'];
    case 'uses':
      return ['output'];
    default:
      return [];
  }
}
