/** One page a kind of step, and one for what all have in common. */
import { shapeName } from '../../check/step.ts';
import type { Shape } from '../../shape.ts';
import { commonFields } from '../../steps/common.ts';
import { STEP_KINDS, type StepKind } from '../../steps/index.ts';
import { shapes } from '../shapes.ts';
import { everyStep, gives } from './gives.ts';
import { page, table } from './markdown.ts';
import { example, findGiven, givenBy, keys, members, results } from './parts.ts';
import { stepRows } from './rows.ts';

const COMMON_KEYS = Object.keys(commonFields);
const ROOT = '../';

/** Keys of `steps` that only say more about a form of it. */
const COMPANIONS = ['max_parallel', 'max'];

/** What a form of `steps` means beside what its key says. */
const ABOUT: Readonly<Record<string, string>> = {
  parallel:
    'Each step is a branch of its own that sees nothing of the others. With `all` (every one), `any` (one) or a number it is done when so many are, and fails as soon as they no longer can be. The rest is stopped before the step ends, and what it wrote is not merged. With a `worktree` each branch has its own. A branch whose `if` passes it by has ended well and counts.',
  foreach:
    'All items come to their end, also when one fails; then the step fails. The first of several names varies slowest. Within it each name is a name of expressions, and so is `index`.',
  until:
    'Within it `last.ID` is what that step gave in a round before; it is absent in the first. `until` sees `steps.ID` of its own steps.',
};

/** The members of what a form gives a list of. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = { foreach: ['An item is:', members(gives.item)] };

export function emitSteps(): Record<string, string> {
  const pages = STEP_KINDS.map((kind) => [`docs/reference/steps/${kind}.md`, stepPage(kind)]);
  return { 'docs/reference/steps/README.md': shared(), ...Object.fromEntries(pages) };
}

/** The keys that make `steps` something else than a group that runs once: each has an example. */
export const formsOfSteps = (): readonly string[] =>
  Object.keys(shapes()[shapeName('steps')]!.properties ?? {}).filter(
    (key) => key !== 'steps' && !COMMON_KEYS.includes(key) && !COMPANIONS.includes(key),
  );

function shared(): string {
  return page(
    '# Steps',
    'A step has exactly one of these keys; it decides its kind. The steps of a body run in order. A step that fails ends its body as failed, and with it the step that the body belongs to, unless `on_error` says otherwise.',
    table(['key', ''], stepRows()),
    '## Keys of every step',
    keys({ properties: commonFields as unknown as Record<string, Shape> }, { root: ROOT }),
    '## What every step gives',
    'Later steps read it as `steps.ID`. Reading more than `status` of a step that may not have run is an error where the compiler sees it.',
    members(everyStep),
    '[All of the reference](../README.md)',
  );
}

function stepPage(kind: StepKind): string {
  const shape = shapes()[shapeName(kind)]!;
  return page(
    `# ${kind}`,
    shape.description ?? '',
    example(kind),
    '## Keys',
    'Beside [those of every step](README.md#keys-of-every-step):',
    keys(shape, { without: COMMON_KEYS, root: ROOT }),
    ...results('## Gives', givenBy(kind)),
    ...(kind === 'steps' ? formsOfSteps().flatMap(form) : []),
    '[All of the reference](../README.md)',
  );
}

function form(name: string): string[] {
  const ownWords = shapes()[shapeName('steps')]!.properties?.[name]?.description ?? '';
  return [
    `## ${name}`,
    ABOUT[name] ?? ownWords,
    example(name),
    // A form that the table does not know gives what the group does.
    ...results('Gives:', findGiven(name) ?? {}),
    ...(ELEMENTS[name] ?? []),
  ];
}
