/** One page a kind of document. */
import { readdirSync } from 'node:fs';
import { DOCUMENT_KINDS, shapes } from '../shapes.ts';
import { code, page } from './markdown.ts';
import { example, keys } from './parts.ts';
import { documentPage } from './rows.ts';

const HEADER_KEYS = ['apiVersion', 'kind'];

/** What stands below the table, where a kind has more to say than its keys do. */
const MORE: Readonly<Record<string, () => readonly string[]>> = {
  Agent: () => [
    "In a workflow's `agents` the same keys stand under a name, without `apiVersion`, `kind` and `name`.",
    `\`uses\` names a file beside this one (\`agents/lead.yaml\`), an Agent of the same file (\`lead\`), or one that is built in: ${builtIns()}. What has no \`harness\` of its own has to take one from there.`,
  ],
  Policy: () => [
    '`policies` of a project (`omni.yaml`), a workflow, an agent or a step is a list. Each item uses a policy that stands elsewhere, or is written there, with the keys above:',
    keys(shapes().UsedPolicy!),
    '`uses` names a file beside this one, a Policy of the same file, or one that is built in. All policies of all places apply, and none loosens another.',
    '`when`, and what stands under `set`, are expressions; a `reason` may hold `${{ }}`.',
  ],
  Project: () => [
    'The file is read whenever a workflow of the project is. It may be missing, and it may be empty: the folder that holds it is the root of the project. Policies that it uses may stand in it as well, after `---`.',
  ],
  Workflow: () => [
    '`omni apply` takes a file with one Workflow, or a folder: then it is `FOLDER/FOLDER.yaml`, or the only Workflow in it.',
  ],
};

export function emitDocuments(): Record<string, string> {
  return Object.fromEntries(DOCUMENT_KINDS.map((kind) => [`docs/reference/${documentPage(kind)}`, document(kind)]));
}

function document(kind: string): string {
  const shape = shapes()[kind]!;
  return page(
    `# ${kind}`,
    shape.description ?? '',
    example(`${kind.toLowerCase()}-document`),
    keys(shape, { without: HEADER_KEYS }),
    ...(MORE[kind]?.() ?? []),
    '[All of the reference](README.md)',
  );
}

function builtIns(): string {
  const files = readdirSync(new URL('../../../agents/library', import.meta.url)).sort();
  return files.map((file) => code(`omni/${file.replace('.yaml', '')}`)).join(', ');
}
