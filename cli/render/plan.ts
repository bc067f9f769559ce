/** What would run, before it does: the steps, who carries them out and where that is said, and how much at most. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { assertionsOf, assertionText } from '../../engine/explore/index.ts';
import type { JsonObject } from '../../schema/json.ts';
import { AGENT_OPTION } from '../../schema/load.ts';
import { agentValues, type FindOrigin, type Origin } from './plan-agents.ts';
import { boundRows } from './plan-bounds.ts';
import { noteUnseen, planPolicies } from './plan-policies.ts';
import { agentsOfSteps, type PlannedStep, pairingsOf, pairingText, planSteps } from './plan-steps.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { neutraliseLine, pad, truncate, widthOf, wrap } from './text.ts';

export interface PlanOptions {
  readonly style: Style;
  readonly columns: number;
  readonly file: string;
  /** Absent: the workflow is looked at without being started. */
  readonly inputs?: JsonObject;
  readonly repository?: string;
  /** The script that plays every agent. */
  readonly simulate?: string;
  readonly origin: FindOrigin;
}

export function renderPlan(workflow: Workflow, options: PlanOptions): readonly string[] {
  const { style, columns } = options;
  const { description } = workflow.spec.workflow;
  const about =
    description === undefined
      ? []
      : wrap(neutraliseLine(description), Math.min(columns, 90) - 2).map((line) => `  ${line}`);
  const heading = (text: string): readonly string[] => ['', style.bold(text)];
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [...heading(title), ...lines.map((line) => `  ${truncate(line, columns - 2)}`)];
  const rows = agentRows(workflow, options);
  const steps = planSteps(workflow, options.inputs);
  const policies = policyRows(workflow, options);
  return [
    `${style.bold(neutraliseLine(workflow.name))}  ${style.dim(neutraliseLine(options.file))}`,
    ...about,
    ...(Object.keys(options.inputs ?? {}).length === 0
      ? []
      : [...heading('Inputs'), ...renderInputs(workflow, options)]),
    ...heading('Agents'),
    ...renderTable(agentColumns, rows, columns, style),
    ...(options.simulate === undefined
      ? []
      : [`  ${style.yellow(`all played by ${neutraliseLine(options.simulate)}: no model is called`)}`]),
    ...heading('Steps'),
    ...renderTable(stepColumns, steps, columns, style),
    ...section('Agents of the steps', renderPairs(agentsOfSteps(steps), columns)),
    ...section(
      'Reviews',
      pairingsOf(workflow).flatMap((pairing) => wrap(pairingText(pairing), columns - 2)),
    ),
    ...(policies.length === 0 ? [] : [...heading('Policies'), ...renderTable(policyColumns, policies, columns, style)]),
    ...noteUnseen(workflow).flatMap((text) => wrap(neutraliseLine(text), columns - 2).map((line) => `  ${line}`)),
    ...section(
      'Asserted',
      assertionsOf(workflow).map((one) => neutraliseLine(assertionText(one))),
    ),
    ...section('At most', renderBounds(workflow, options)),
  ];
}

interface AgentRow {
  readonly agent: string;
  readonly key: string;
  readonly value: string;
  readonly said: string;
}

const agentColumns = [
  { heading: 'agent', cell: ({ agent }: AgentRow) => agent },
  { heading: '', cell: ({ key }: AgentRow) => key },
  { heading: 'value', cell: ({ value }: AgentRow) => value },
  { heading: 'said in', cell: ({ said }: AgentRow) => said },
];

/** An agent is named once. */
function agentRows(workflow: Workflow, { origin, file }: PlanOptions): readonly AgentRow[] {
  return agentValues(workflow, origin).map(({ agent, key, value, origin: at, from = '' }) => ({
    agent: key === 'harness' ? agent : '',
    key,
    value,
    said: at === undefined ? from : tellOrigin(at, file),
  }));
}

/** Files are told from the folder of the workflow, as its own `uses` tell them; of an alias, where it is made a model. */
function tellOrigin({ alias, ...said }: Origin, file: string): string {
  const given = said.file === AGENT_OPTION ? AGENT_OPTION : undefined;
  if (alias !== undefined) {
    const meant = `${alias.name}, ${tellOrigin({ file: alias.file, line: alias.line }, file)}`;
    return given === undefined ? meant : `${given} ${meant}`;
  }
  if (given !== undefined) return given;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return `${said.file.startsWith(folder) ? said.file.slice(folder.length) : said.file}:${said.line}`;
}

interface PolicyRow {
  readonly policy: string;
  readonly over: string;
  readonly what: string;
  readonly said: string;
}

const policyColumns = [
  { heading: 'policy', cell: ({ policy }: PolicyRow) => policy },
  { heading: 'over', cell: ({ over }: PolicyRow) => over },
  { heading: 'what it does', cell: ({ what }: PolicyRow) => what },
  { heading: 'said in', cell: ({ said }: PolicyRow) => said },
];

/** What each decides in the first lines, what it was given in the last. */
function policyRows(workflow: Workflow, { origin, file }: PlanOptions): readonly PolicyRow[] {
  const tell = (at: Origin | undefined): string => (at === undefined ? '' : tellOrigin(at, file));
  return planPolicies(workflow, origin).flatMap(({ name, over, decides, inputs, origin: at }) => [
    ...decides.map((what, index) =>
      index === 0 ? { policy: name, over, what, said: tell(at) } : { policy: '', over: '', what, said: '' },
    ),
    ...inputs.map((input) => ({ policy: '', over: '', what: input.text, said: tell(input.origin) })),
  ]);
}

/** Names and what belongs to each, in as many lines as it takes. */
function renderPairs(pairs: readonly (readonly [string, string])[], columns: number): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => widthOf(name))) + 2;
  return pairs.flatMap(([name, text]) =>
    wrap(neutraliseLine(text), Math.max(20, columns - 2 - width)).map(
      (line, index) => pad(index === 0 ? neutraliseLine(name) : '', width) + line,
    ),
  );
}

const stepColumns = [
  {
    heading: 'step',
    cell: ({ id, handles }: PlannedStep) => (handles === undefined ? id : `when ${handles} fails`),
    indent: ({ depth }: PlannedStep) => depth * 2,
  },
  { heading: 'kind', cell: (step: PlannedStep) => step.kind },
  { heading: 'who or what', cell: (step: PlannedStep) => step.who },
  { heading: 'how', cell: (step: PlannedStep) => step.how },
];

function renderInputs(workflow: Workflow, { inputs = {}, columns, style }: PlanOptions): readonly string[] {
  const width = Math.max(...Object.keys(inputs).map(widthOf)) + 2;
  return Object.entries(inputs).map(([name, value]) => {
    const text = truncate(neutraliseLine(JSON.stringify(value)), Math.max(20, columns - width - 14));
    const isDefault = JSON.stringify(workflow.spec.workflow.inputs?.[name]?.default) === JSON.stringify(value);
    return `  ${neutraliseLine(name).padEnd(width)}${text}${isDefault ? style.dim('  default') : ''}`;
  });
}

function renderBounds(workflow: Workflow, { repository, columns }: PlanOptions): readonly string[] {
  return [
    ...renderPairs(boundRows(workflow), columns),
    'not counted: what a person chooses to retry, and what a crash makes run again',
    ...(repository === undefined
      ? []
      : [`worktrees and branches omni/RUN/… of ${neutraliseLine(repository)}; your checkout is not written`]),
  ];
}
