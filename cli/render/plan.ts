/** What would run, before it does: the steps, who carries them out and where that is said, and how much at most. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Path } from '../../schema/problem.ts';
import { plural } from './amounts.ts';
import { type PlannedStep, planSteps, reviewsOf } from './plan-steps.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { neutraliseLine, truncate, widthOf, wrap } from './text.ts';

export interface Origin {
  readonly file: string;
  readonly line: number;
}

export interface PlanOptions {
  readonly style: Style;
  readonly columns: number;
  readonly file: string;
  /** Absent: the workflow is looked at without being started. */
  readonly inputs?: JsonObject;
  readonly repository?: string;
  /** The script that plays every agent. */
  readonly simulate?: string;
  readonly origin: (path: Path) => Origin | undefined;
}

/** One value of an agent, and where it comes from. */
interface AgentValue {
  readonly agent: string;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
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
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${truncate(line, columns - 2)}`)];
  return [
    `${style.bold(neutraliseLine(workflow.name))}  ${style.dim(neutraliseLine(options.file))}`,
    ...about,
    ...(Object.keys(options.inputs ?? {}).length === 0
      ? []
      : [...heading('Inputs'), ...renderInputs(workflow, options)]),
    ...heading('Agents'),
    ...renderTable(agentColumns, agentValues(workflow, options), columns, style),
    ...(options.simulate === undefined
      ? []
      : [`  ${style.yellow(`all played by ${neutraliseLine(options.simulate)}: no model is called`)}`]),
    ...heading('Steps'),
    ...renderTable(stepColumns, planSteps(workflow, options.inputs), columns, style),
    ...section(style.bold('Reviews'), reviewsOf(workflow)),
    ...section(style.bold('At most'), renderBounds(workflow, options)),
  ];
}

const agentColumns = [
  { heading: 'agent', cell: (value: AgentValue) => value.agent },
  { heading: '', cell: (value: AgentValue) => value.key },
  { heading: 'value', cell: (value: AgentValue) => value.value },
  { heading: 'said in', cell: (value: AgentValue) => value.origin },
];

function agentValues(workflow: Workflow, options: PlanOptions): readonly AgentValue[] {
  return Object.entries(workflow.agents).flatMap(([name, agent]) => {
    const from = (key: string): string => {
      const origin = options.origin(['agents', name, key]);
      return origin === undefined ? '' : `${origin.file}:${origin.line}`;
    };
    const vendor = workflow.vendors[name] ?? 'unknown';
    return [
      { agent: name, key: 'harness', value: agent.harness, origin: from('harness') },
      {
        agent: '',
        key: 'model',
        value: agent.model ?? "the harness's own",
        origin: agent.model === undefined ? '' : from('model'),
      },
      { agent: '', key: 'vendor', value: vendor, origin: vendorOrigin(agent, vendor, from('vendor')) },
    ];
  });
}

function vendorOrigin(
  agent: { readonly vendor?: string; readonly model?: string },
  vendor: string,
  said: string,
): string {
  if (agent.vendor !== undefined) return said;
  if (vendor === 'unknown') return "say it with 'vendor:'";
  return agent.model === undefined ? 'of the harness' : 'of the model';
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

function renderBounds({ bounds }: Workflow, { repository }: PlanOptions): readonly string[] {
  const sessions =
    bounds.sessions === undefined ? 'agent sessions: no number bounds them' : plural(bounds.sessions, 'agent session');
  const parallel = bounds.parallel === undefined ? '' : `, ${bounds.parallel} side by side`;
  return [
    `${sessions}${parallel}`,
    ...(repository === undefined
      ? []
      : [`worktrees and branches omni/RUN/… of ${neutraliseLine(repository)}; your checkout is not written`]),
  ];
}
