/** What `uses` names -> the one document that is meant: in a file, of the same file, or built in. */
import type { Finding } from '../check/finding.ts';
import { helpFor, suggest } from '../suggest.ts';
import type { Files, Mention, ReadDocument, Usable } from './files.ts';
import { targetOf } from './paths.ts';
import type { Report } from './report.ts';

const WORDS = {
  Agent: { one: 'an agent', plain: 'agent', many: 'Agents', folder: 'agents' },
  Policy: { one: 'a policy', plain: 'policy', many: 'Policies', folder: 'policies' },
} as const;

/** Undefined where something was reported. */
export function findUsed(
  kind: Usable,
  uses: string,
  mention: Mention,
  files: Files,
  report: Report,
): ReadDocument | undefined {
  const words = WORDS[kind];
  const names = files.builtins(kind);
  const target = targetOf(uses);
  if (target.kind === 'document') return findByName(uses);
  const file = target.kind === 'builtin' ? files.builtin(kind, target.name) : files.documents(target.name, mention);
  if (!file) {
    const help = helpFor(
      uses,
      names.map((name) => `omni/${name}`),
    );
    if (target.kind === 'builtin') tell('OMNI1038', `there is no built-in ${words.plain} \`${uses}\``, help);
    return undefined;
  }
  const found = file.documents.filter((document) => document.kind === kind);
  if (found.length === 1 || file.partial) return found[0];
  const what = found.length === 0 ? `holds no ${kind}` : `holds ${found.length} ${words.many}`;
  tell('OMNI1039', `${file.source.file} ${what}; \`uses\` of ${words.one} names a file with one`);
  return undefined;

  function findByName(name: string): ReadDocument | undefined {
    const file = files.fileOf(mention.document);
    const found = file.documents.find((document) => document.name === name);
    if (found?.kind === kind) return found;
    if (found?.kind) tell('OMNI1039', `\`${name}\` is a ${found.kind}, and ${words.one} is wanted here`);
    else if (!found && !file.partial) {
      const known = file.documents.flatMap((document) =>
        document.kind === kind && document.name ? [document.name] : [],
      );
      const builtin = names.includes(name) ? `did you mean \`omni/${name}\`?` : undefined;
      const near = suggest(name, known);
      const help = near === undefined ? builtin : `did you mean \`${near}\`?`;
      tell(
        'OMNI1038',
        `this file has no document called \`${name}\``,
        help ??
          `\`uses\` names a file (\`${words.folder}/${name}.yaml\`), a document of this file, or a built-in (\`omni/…\`)`,
      );
    }
    return undefined;
  }

  function tell(code: Finding['code'], message: string, help?: string): void {
    report.finding(mention.document, { code, path: mention.path, message, ...(help === undefined ? {} : { help }) });
  }
}
