/** `docs/reference.md`: the language, from the shapes that the checker and editors go by. */
import { readdirSync, readFileSync } from 'node:fs';
import { shapeName } from '../check/step.ts';
import type { Shape } from '../shape.ts';
import { commonFields } from '../steps/common.ts';
import { STEP_KINDS, type StepKind } from '../steps/index.ts';
import { agent, everyStep, gives, type Members, run } from './reference/gives.ts';
import { keyTable, type Link } from './reference/keys.ts';
import { code, fence, table } from './reference/markdown.ts';
import { shapes } from './shapes.ts';

const SHAPES = shapes();
const { Agent, Workflow, AgentReference, JsonSchema } = SHAPES;

const LINKS: readonly Link[] = [
  [AgentReference!, '[agent](#agent)'],
  [{ $ref: '#/$defs/JsonSchema' }, '[JSON Schema](#json-schema)'],
  [{ $ref: '#/$defs/Step' }, '[step](#steps)'],
];

const HEADER_KEYS = ['apiVersion', 'kind'];
const COMMON_KEYS = Object.keys(commonFields);

export function emitReference(): string {
  const parts = [
    '# Reference',
    'Emitted from `schema/` by `npm run schema`; `schema/omni.schema.json` says the same to editors. Every example is whole and is compiled by a test. See also [expressions](expressions.md), [checks](checks.md), [errors](errors/README.md), and the [README](../README.md) for commands and exit codes.',
    ...documents(),
    ...values(),
    ...steps(),
    ...names(),
    '## JSON Schema',
    'What `inputs` and `output` may say. There is no `$ref` and no `format`. Expressions may read [what a schema lists](expressions.md#the-check).',
    keys(JsonSchema!),
  ];
  return `${parts.join('\n\n')}\n`;
}

const keys = (shape: Shape, without: readonly string[] = []): string => keyTable(shape, { without, links: LINKS });

const example = (name: string): string =>
  fence(readFileSync(new URL(`reference/${name}.yaml`, import.meta.url), 'utf8'));

function documents(): string[] {
  return [
    '## Documents',
    'A file is YAML. It holds one document, or several with `---` between them, and each begins with `apiVersion: omni/v1`, `kind` and `name`. An unknown key is an error, as is what YAML would read otherwise than it looks. `omni apply` takes a file with one Workflow, or a folder: then it is `FOLDER/FOLDER.yaml`, or the only Workflow in it.',
    '### Agent',
    `${Agent!.description} In a workflow's \`agents\` the same keys stand under a name, without \`apiVersion\`, \`kind\` and \`name\`.`,
    example('agent-document'),
    keys(Agent!, HEADER_KEYS),
    `\`uses\` names a file beside this one (\`agents/lead.yaml\`), an Agent of the same file (\`lead\`), or one that is built in: ${builtIns()}. What has no \`harness\` of its own has to take one from there.`,
    '### Workflow',
    Workflow!.description!,
    example('workflow-document'),
    keys(Workflow!, HEADER_KEYS),
  ];
}

function builtIns(): string {
  const files = readdirSync(new URL('../../agents/library', import.meta.url)).sort();
  return files.map((file) => code(`omni/${file.replace('.yaml', '')}`)).join(', ');
}

/** What the types in the tables mean: those with a pattern and a name for it. */
function values(): string[] {
  const titled = new Map<string, Shape>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { title, pattern, examples } = value as Shape;
    if (typeof title === 'string' && typeof pattern === 'string' && examples) titled.set(title, value as Shape);
    for (const part of Object.values(value)) collect(part);
  };
  collect(SHAPES);
  const rows = [...titled.values()]
    .filter(({ title }) => !title!.endsWith('${{ }}'))
    .map(({ title, pattern, examples }) => [
      title!,
      code(pattern!),
      examples!.map((one) => code(String(one))).join(', '),
    ]);
  return [
    '## Values',
    'A key that may hold `${{ }}` says so; `if` and `until` are expressions by themselves. `{ file: PATH }` is what that file holds; its path is relative to the document, and never leads out of the project. Some words have a meaning in expressions and name no step ([OMNI1011](errors/OMNI1011.md)).',
    table(['type', 'pattern', 'for example'], rows),
  ];
}

function steps(): string[] {
  return [
    '## Steps',
    `A step has exactly one of the keys ${STEP_KINDS.map((kind) => `[${kind}](#${kind}-step)`).join(', ')}; it decides its kind. The steps of a body run in order. A step that fails ends its body as failed, and with it the step that the body belongs to, unless \`on_error\` says otherwise.`,
    '### Every step',
    keys({ properties: commonFields as unknown as Record<string, Shape> }),
    'Gives, as `steps.ID`:',
    members(everyStep),
    'Reading more than `status` of a step that may not have run is an error where the compiler sees it.',
    ...STEP_KINDS.flatMap(step),
  ];
}

function step(kind: StepKind): string[] {
  const shape = SHAPES[shapeName(kind)]!;
  const head = [`### ${kind} step`, shape.description!];
  const own = keys(shape, COMMON_KEYS);
  if (kind !== 'steps') return [...head, example(kind), own, ...result(gives[kind])];
  return [
    ...head,
    example('steps'),
    own,
    ...result(gives.steps),
    '#### foreach',
    'All items come to their end, also when one fails; then the step fails. The first of several names varies slowest. Within it each name is a name of expressions, and so is `index`.',
    example('foreach'),
    ...result(gives.foreach),
    'An item is:',
    members(gives.item),
    '#### until',
    'Within it `last.ID` is what that step gave in a round before; it is absent in the first. `until` sees `steps.ID` of its own steps.',
    example('until'),
    ...result(gives.until),
  ];
}

const result = (given: Members): string[] => (Object.keys(given).length === 0 ? [] : ['Gives:', members(given)]);

const members = (given: Members): string =>
  table(
    ['name', 'type', ''],
    Object.entries(given).map(([name, [type, description]]) => [code(name), code(type), description]),
  );

function names(): string[] {
  return [
    '## Names',
    'What expressions begin with. A `?` says that a member may be absent: [ask first](expressions.md#what-may-be-absent).',
    table(
      ['name', 'where', ''],
      [
        ['`inputs.NAME`', 'everywhere', 'An input, of the type of its schema.'],
        ['`run`', 'everywhere', 'This run, see below.'],
        ['`agents`', 'everywhere', 'The list of the agents of this workflow, see below.'],
        ['`steps.ID`', 'a step, and `outputs`', 'What an earlier step of this body, or of a body around it, gave.'],
        ['`NAME`, `index`', 'in a `foreach`', 'The item, and its place.'],
        ['`last.ID`', 'in an `until` group', 'What a step gave in a round before.'],
        ['`error`', 'in the steps of `on_error`', 'Why the step failed: `{ step?, code, message }`.'],
        ['`secrets.NAME`', '`env` of a step', 'A secret that the workflow declares, as the whole value of a variable.'],
      ],
    ),
    '`run`:',
    members(run),
    'Each of `agents`:',
    members(agent),
  ];
}
