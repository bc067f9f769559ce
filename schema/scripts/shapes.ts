/** The shapes of all documents, and the JSON Schema that editors read. */
import type { TSchema } from 'typebox';
import { agentDocument, agentReference } from '../agent.ts';
import { shapeName } from '../check/step.ts';
import { jsonSchema } from '../json-schema.ts';
import { inlinePolicy, policyDocument, usedPolicy } from '../policy-document.ts';
import { policyTestDocument } from '../policy-test.ts';
import { projectDocument } from '../project.ts';
import type { Shapes } from '../shape.ts';
import { agentStep } from '../steps/agent.ts';
import { approveStep } from '../steps/approve.ts';
import { askStep } from '../steps/ask.ts';
import { commonFields } from '../steps/common.ts';
import { debateStep } from '../steps/debate.ts';
import { failStep } from '../steps/fail.ts';
import { groupStep } from '../steps/group.ts';
import { STEP_KINDS, type StepKind } from '../steps/index.ts';
import { mergeStep } from '../steps/merge.ts';
import { reviewStep } from '../steps/review.ts';
import { runStep } from '../steps/run.ts';
import { usesStep } from '../steps/uses.ts';
import { waitStep } from '../steps/wait.ts';
import { workflowDocument } from '../workflow.ts';

const steps: Record<StepKind, TSchema> = {
  agent: agentStep,
  run: runStep,
  steps: groupStep,
  review: reviewStep,
  debate: debateStep,
  approve: approveStep,
  ask: askStep,
  wait: waitStep,
  merge: mergeStep,
  uses: usesStep,
  fail: failStep,
};

const documents = {
  Agent: agentDocument,
  Workflow: workflowDocument,
  Policy: policyDocument,
  PolicyTest: policyTestDocument,
  Project: projectDocument,
};

/** What a document may be, as its `kind` says. */
export const DOCUMENT_KINDS: readonly string[] = Object.keys(documents);

/**
 * A step for editors: the keys of all kinds, so that completion begins with them, and for the kind that is chosen its
 * own shape, which admits no other key.
 */
function stepForEditors(): object {
  const keys = Object.fromEntries(STEP_KINDS.map((kind) => [kind, described(steps[kind])]));
  return {
    type: 'object',
    description: `A step: exactly one of ${STEP_KINDS.join(', ')}.`,
    properties: { ...describeOnly(commonFields), ...keys },
    allOf: STEP_KINDS.map((kind) => whenever({ required: [kind] }, shapeName(kind))),
    anyOf: STEP_KINDS.map((kind) => ({ required: [kind] })),
  };
}

/** As `check/policy-reference.ts` tells the forms apart. */
const policyForEditors = {
  type: 'object',
  description: 'A policy: `uses` with its inputs, or written inline.',
  if: { required: ['uses'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { $ref: '#/$defs/UsedPolicy' },
  else: { $ref: '#/$defs/InlinePolicy' },
};

const describeOnly = (fields: Readonly<Record<string, TSchema>>) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, described(field)]));

const described = (schema: TSchema) => ({ description: Reflect.get(schema, 'description') });

const whenever = (condition: object, name: string) => ({
  if: condition,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { $ref: `#/$defs/${name}` },
});

/** Every shape by its name in `$defs`. */
export function shapes(): Shapes {
  const kinds = Object.fromEntries(STEP_KINDS.map((kind) => [shapeName(kind), steps[kind]]));
  return plain({
    ...documents,
    AgentReference: agentReference,
    UsedPolicy: usedPolicy,
    InlinePolicy: inlinePolicy,
    JsonSchema: jsonSchema,
    ...kinds,
  }) as unknown as Shapes;
}

/** What TypeBox keeps beside the schema is not part of it. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

/** `schema/omni.schema.json`. */
export function emitEditorSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'omni',
    description: 'A document of omni.',
    type: 'object',
    required: ['apiVersion', 'kind'],
    properties: {
      apiVersion: { enum: ['omni/v1'], description: 'The version of the language.' },
      kind: { enum: DOCUMENT_KINDS, description: 'What this document is.' },
      name: { type: 'string', description: 'What the document is called.' },
    },
    allOf: DOCUMENT_KINDS.map((kind) => whenever({ required: ['kind'], properties: { kind: { enum: [kind] } } }, kind)),
    $defs: { ...shapes(), Step: stepForEditors(), PolicyReference: policyForEditors },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** `schema/generated/shapes.ts`: what is checked at run time, without loading the library that describes it. */
export function emitShapes(): string {
  return `// biome-ignore-all format: emitted
/** Emitted from the shapes of schema/ by \`npm run schema\`. */
import type { Shapes } from '../shape.ts';

export const shapes: Shapes = {
${Object.entries(shapes())
  .map(([name, shape]) => `  ${name}: ${JSON.stringify(shape)},`)
  .join('\n')}
};
`;
}
