/** What generated workflows are made of: inputs, agents, lists and texts, in the main workflow and in those it uses. */
import type { JsonObject } from '../../schema/json.ts';

export const inputs: JsonObject = { yes: true, no: false, count: 2, names: ['n1', 'n2'], any: 'seven' };
/** What a workflow that is used has where it is given nothing: other values, so that no name is taken for another's. */
export const flowInputs: JsonObject = { yes: true, no: false, count: 1, names: ['m1'], any: 'seven' };

export const inputSchemas: Readonly<Record<string, JsonObject>> = {
  yes: { type: 'boolean' },
  no: { type: 'boolean' },
  count: { type: 'integer' },
  names: { type: 'array', items: { type: 'string' } },
  any: {},
};
export const flowSchemas: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  Object.entries(inputSchemas).map(([name, schema]) => [name, { ...schema, default: flowInputs[name]! }]),
);

export const vendors: Readonly<Record<string, string>> = {
  ada: 'anthropic',
  bob: 'openai',
  cyd: 'google',
  dee: 'openai',
};
/** The same names in a workflow that is used are other agents. */
const flowVendors: Readonly<Record<string, string>> = { ada: 'openai', bob: 'openai', cyd: 'anthropic', dee: 'google' };
export const agentNames = Object.keys(vendors);

export const agentsOf = (isFlow: boolean): Record<string, object> =>
  Object.fromEntries(
    Object.entries(isFlow ? flowVendors : vendors).map(([name, vendor]) => [
      name,
      { name, harness: 'simulate', vendor },
    ]),
  );

/** Of an agent by its name in the run, which ends in the step that uses its workflow and its own name. */
export function vendorOf(name: string): string | undefined {
  return name.includes('/') ? flowVendors[localName(name)] : vendors[name];
}

/** As its own workflow calls it. */
export const localName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Fails whenever it is evaluated: there are two names at most. */
export const fault = 'inputs.names[9]';

export const lists = [
  ['p'],
  ['p', 'q'],
  ['p', 'q', 'r'],
  ['p', 'q', 'r', 's', 't'],
  [],
  '${{ inputs.names }}',
  `\${{ [${fault}] }}`,
];

/** Times to wait for; the run begins at 2027-01-15T08:00:00Z. The last is none. */
export const times = [
  '90ms',
  '1s',
  '2027-01-15T08:00:01Z',
  '90ms',
  '1970-01-01T00:00:00Z',
  "${{ inputs.yes ? '250ms' : '1s' }}",
  '1s',
  '90ms',
  '${{ inputs.any }}',
];

export const commands = ['debate', 'quit'];
export const formSchema: JsonObject = {
  type: 'object',
  required: ['n'],
  properties: { n: { type: 'integer' } },
};

/** Steps that nobody wrote: what policies say of the steps around or in them is enough. */
export const isOwnStep = (step: string): boolean => step.endsWith('__catch') || step === 'heads';

export function pickOf<T>(from: readonly T[], pick: number): T {
  return from[pick % from.length]!;
}
