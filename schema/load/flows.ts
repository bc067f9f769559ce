/**
 * A Workflow document -> the spec: its steps with their files read in, its agents resolved, and the same for every
 * workflow that its steps use. A workflow that is used twice is resolved once; one that uses itself is refused.
 */
import type { Finding } from '../check/finding.ts';
import { isJsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Flow, Spec } from '../spec.ts';
import { resolveAgents } from './agents.ts';
import type { Mention, ReadDocument } from './files.ts';
import { type Inlining, makeInliner } from './inline.ts';
import { itemsOf } from './mentions.ts';
import { relativePath, targetOf } from './paths.ts';
import { reportUnknownSubAgents } from './sub-agents.ts';

/** Undefined where the document is none. Every document is checked against its shape elsewhere. */
export function resolveSpec(document: ReadDocument, loading: Inlining): Spec | undefined {
  // A file may be called anything, `__proto__` too.
  const workflows = Object.create(null) as Record<string, Flow>;
  const main = resolveFlow(document, [], [document], workflows, loading);
  return main && { ...main, ...(Object.keys(workflows).length > 0 && { workflows: { ...workflows } }) };
}

function resolveFlow(
  document: ReadDocument,
  at: Path,
  way: readonly ReadDocument[],
  workflows: Record<string, Flow>,
  loading: Inlining,
): Flow | undefined {
  const { origins, report, policies } = loading;
  const { value } = document;
  if (!isJsonObject(value)) return undefined;
  const find = (uses: string, mention: Mention) => followWorkflow(uses, mention, way, workflows, loading);
  const inliner = makeInliner(loading, find);
  origins.set([...at, 'workflow'], { document, path: [] });
  const { apiVersion: _, kind: __, agents: references = {}, ...workflow } = value;
  const target = [...at, 'workflow', 'steps'];
  const steps = inliner.body({ document, path: ['steps'] }, workflow.steps ?? [], target);

  const standing = workflow.policies && {
    policies: policies.standing(itemsOf({ document, path: [] }, 'policies'), [...at, 'workflow', 'policies']),
  };
  const agents = resolveAgents({ document, path: ['agents'] }, references, [...at, 'agents'], loading, inliner);
  reportUnknownSubAgents(agents, at, origins, report);
  // Every document was checked against its shape; where one did not fit, the caller gives no spec.
  return { workflow: { ...workflow, ...standing, steps }, agents } as unknown as Flow;
}

/** Resolves the workflow that a step uses, the first time; its key in the spec is its file. */
function followWorkflow(
  uses: string,
  mention: Mention,
  way: readonly ReadDocument[],
  workflows: Record<string, Flow>,
  loading: Inlining,
): string | undefined {
  const tell = (code: Finding['code'], message: string, help: string): undefined => {
    loading.report.finding(mention.document, { code, path: mention.path, message, help });
    return undefined;
  };
  if (targetOf(uses).kind !== 'file') {
    return tell(
      'OMNI1039',
      `\`${uses}\` is no file, and a step uses the workflow of one`,
      'for example `uses: flows/release.yaml`',
    );
  }
  const file = loading.files.documents(uses, mention);
  if (!file) return undefined;
  const [document, another] = file.documents.filter(({ kind }) => kind === 'Workflow');
  // From the entry's own folder: a pinned spec says nothing of the machine that it was written on.
  const key = relativePath(way[0]!.source.file, file.source.file);
  if (!document || another) {
    if (file.partial) return undefined;
    const many = document ? 'holds more than one Workflow' : 'holds no Workflow';
    return tell(
      'OMNI1039',
      `${key} ${many}; \`uses\` of a step names a file with one`,
      'give the workflow a file of its own',
    );
  }
  const from = way.indexOf(document);
  if (from !== -1) {
    const cycle = [...way.slice(from), document].map(({ name, source }) => name ?? source.file);
    return tell(
      'OMNI1037',
      `\`uses\` leads back to where it began: ${cycle.join(' → ')}`,
      'a loop is written with `until` and `max`',
    );
  }
  if (!Object.hasOwn(workflows, key)) {
    const flow = resolveFlow(document, ['workflows', key], [...way, document], workflows, loading);
    if (flow) workflows[key] = flow;
  }
  return key;
}
