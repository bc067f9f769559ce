/** A scope with values, as a workflow has them, for the tests of this folder. */
import { type Scope, type Type, typeOfSchema } from '../../../policies/expressions/index.ts';

const STRING: Type = { kind: 'string' };

const planOutput = typeOfSchema({
  type: 'object',
  required: ['subtasks', 'count'],
  properties: {
    count: { type: 'integer' },
    note: { type: 'string' },
    subtasks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['title', 'writer'],
        properties: { title: { type: 'string' }, writer: { enum: ['claude', 'codex'] }, weight: { type: 'number' } },
      },
    },
  },
});

const step = (output: Type): Type => ({
  kind: 'object',
  fields: {
    status: { type: { kind: 'string', enum: ['done', 'failed', 'skipped'] } },
    text: { type: { kind: 'string', freeText: true } },
    output: { type: output, optional: true, note: 'the step may not have run' },
  },
});

export const scope: Scope = {
  inputs: {
    kind: 'object',
    fields: { goal: { type: STRING }, parallel: { type: { kind: 'int' } }, price: { type: { kind: 'double' } } },
  },
  run: {
    kind: 'object',
    fields: {
      id: { type: STRING },
      started_at: { type: { kind: 'timestamp' } },
      cost_usd: { type: { kind: 'double' }, optional: true },
    },
  },
  steps: { kind: 'object', fields: { plan: { type: step(planOutput) }, chat: { type: step({ kind: 'dyn' }) } } },
  last: { kind: 'object', fields: { plan: { type: step(planOutput), optional: true } } },
  labels: { kind: 'map', of: STRING },
  any: { kind: 'dyn' },
  index: { kind: 'int' },
};

export const values = {
  inputs: { goal: 'slugify', parallel: 3, price: 2.5 },
  run: { id: 'r1', started_at: '2026-11-22T10:00:00Z' },
  steps: {
    plan: {
      status: 'done',
      text: 'Two parts: ${{ inputs.goal }}',
      output: {
        count: 2,
        subtasks: [
          { title: 'one', writer: 'claude', weight: 1 },
          { title: 'two', writer: 'codex' },
        ],
      },
    },
    chat: { status: 'skipped', text: '' },
  },
  last: {},
  labels: { 'omni/kind': 'bug', size: 'small' },
  any: JSON.parse('{"constructor":"c","__proto__":{"polluted":true},"nothing":null,"list":[1,2,3],"toString":1}'),
  index: 1,
};
