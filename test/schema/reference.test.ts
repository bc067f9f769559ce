/** What the reference says by hand is what the compiler does: the members of results, of names, and the defaults. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileBody } from '../../engine/compile/body.ts';
import { Checker } from '../../engine/compile/check.ts';
import type { Context } from '../../engine/compile/context.ts';
import { compile } from '../../engine/compile/index.ts';
import { defaultParallel } from '../../engine/compile/kinds/group.ts';
import { defaultRounds } from '../../engine/compile/kinds/review.ts';
import { baseScope } from '../../engine/compile/scope.ts';
import type { Type } from '../../policies/expressions/index.ts';
import { agent, everyStep, gives, type Members, run } from '../../schema/scripts/reference/gives.ts';
import { example, givenBy } from '../../schema/scripts/reference/parts.ts';
import { formsOfSteps } from '../../schema/scripts/reference/steps.ts';
import { DOCUMENT_KINDS } from '../../schema/scripts/shapes.ts';
import type { Spec } from '../../schema/spec.ts';
import { STEP_KINDS } from '../../schema/steps/index.ts';
import { load } from './project.ts';

type Example = keyof typeof gives;

const textOf = (example: string): string => readFileSync(`schema/scripts/reference/${example}.yaml`, 'utf8');
const specOf = (example: string): Spec =>
  load({ 'main.yaml': textOf(example), 'checks.yaml': textOf('checks') }).spec ?? expect.fail(`${example}.yaml`);

/** What a later step could read of each step of an example. */
function viewsOf(spec: Spec): Readonly<Record<string, Type>> {
  const place = {
    names: baseScope(spec),
    views: {},
    unsure: new Set<string>(),
    before: [],
    inLoop: false,
    inRound: false,
  };
  const flows = spec.workflows ?? {};
  const run = { flow: '', depth: 0, flows, bodies: {}, agents: {}, vendors: {}, guards: new Map() };
  const context: Context = { ...run, spec, checker: new Checker(), compileBody };
  return compileBody(context, { key: '', specs: spec.workflow.steps, path: [], place }).views;
}

/** A type as the tables write it. */
function print(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.freeText ? 'free text' : (type.enum?.join(' | ') ?? 'string');
    case 'list':
      return `list of ${print(type.of)}`;
    case 'object':
      return `{ ${Object.entries(membersOf(type))
        .map((member) => member.join(': '))
        .join(', ')} }`;
    default:
      return type.kind;
  }
}

function membersOf(type: Type | undefined): Record<string, string> {
  if (type?.kind !== 'object') return expect.fail('it has no members');
  const entries = Object.entries(type.fields);
  return Object.fromEntries(entries.map(([name, field]) => [field.optional ? `${name}?` : name, print(field.type)]));
}

const typesOf = (members: Members): Record<string, string> =>
  Object.fromEntries(Object.entries(members).map(([name, [type]]) => [name, type]));

/** All that a new kind owes the reference; what is missing is named by the error. */
describe('the reference has', () => {
  test.each([...STEP_KINDS, ...formsOfSteps()])('an example of %s', (name) => {
    expect(example(name)).toMatch(new RegExp(`^ *(- )?${name}:`, 'm'));
  });

  test.each(STEP_KINDS)('what the step %s gives', (kind) => {
    expect(givenBy(kind)).toBeTypeOf('object');
  });

  test.each(STEP_KINDS)('a page of the step %s', (kind) => {
    expect(existsSync(`docs/reference/steps/${kind}.md`), `there is no page of ${kind}: npm run schema`).toBe(true);
  });

  test.each(DOCUMENT_KINDS)('a page of the document %s', (kind) => {
    const page = `docs/reference/${kind.toLowerCase()}.md`;
    expect(existsSync(page), `there is no ${page}: npm run schema`).toBe(true);
  });
});

describe('what a step gives', () => {
  const examples: Record<Exclude<Example, 'item'>, [id: string, open: Record<string, string>]> = {
    agent: ['judge', { output: 'by its schema' }],
    run: ['test', {}],
    steps: ['release', { steps: 'by id' }],
    foreach: ['pages', { items: 'list of items' }],
    until: ['mend', { steps: 'by id' }],
    review: ['verdict', {}],
    debate: [
      'talk',
      {
        transcript: gives.debate.transcript[0],
        answers: '{ HEAD?: free text }',
        failed: '{ HEAD?: string }',
        sessions: '{ HEAD?: string }',
      },
    ],
    approve: ['release_ok', {}],
    ask: ['release', { command: 'string', output: 'by its schema' }],
    wait: ['wait_2', {}],
    merge: ['landed', {}],
    uses: ['checked', { output: 'by its outputs' }],
    fail: ['fail_1', {}],
  };

  test.each(Object.entries(examples))('%s', (example, [id, open]) => {
    const given = { ...membersOf(viewsOf(specOf(example))[id]), ...open };
    expect(typesOf({ ...everyStep, ...gives[example as Example] })).toEqual(given);
  });

  test('an item of a foreach', () => {
    const pages = viewsOf(specOf('foreach')).pages;
    const items = pages?.kind === 'object' ? pages.fields.items?.type : undefined;
    const { language, ...given } = membersOf(items?.kind === 'list' ? items.of : undefined);
    expect(language).toBe('de | fr | it');
    expect(typesOf(gives.item)).toEqual({ ...given, NAME: 'of the list', steps: 'by id' });
  });
});

test('what `run` and `agents` hold', () => {
  const { run: ofRun, agents } = baseScope(specOf('approve'));
  expect(typesOf(run)).toEqual(membersOf(ofRun));
  expect(typesOf(agent)).toEqual(membersOf(agents?.kind === 'list' ? agents.of : undefined));
});

describe('the default of', () => {
  const pages = ['README', 'steps', 'review'].map((name) => readFileSync(`docs/reference/steps/${name}.md`, 'utf8'));
  const defaultOf = (key: string) =>
    pages
      .join('\n')
      .split('\n')
      .find((line) => line.startsWith(`| \`${key}\` |`))
      ?.split(' | ')
      .at(2);
  const compiled = compile(specOf('fail'));
  const step = 'workflow' in compiled ? Object.values(compiled.workflow.bodies)[0]!.steps.run_2! : expect.fail();

  test.each([
    ['max_parallel', String(defaultParallel)],
    ['max_rounds', String(defaultRounds)],
    ['retry.attempts', String(step.retry.attempts)],
    ['retry.on', `\`[${step.retry.on.join(', ')}]\``],
    ['on_error', `\`${step.onError}\``],
  ])('%s', (key, value) => {
    expect(defaultOf(key)).toBe(value);
  });
});
