/**
 * What the fuzz begins with: every YAML file of the examples and of the reference as it stands, found by looking, so
 * that a new example is fuzzed from the day it comes. A file that is no Workflow is seen through one that uses it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { SourceReader } from '../../schema/load.ts';
import { findSites, type Site } from './sites.ts';

/** One file to change, and how omni comes upon it. */
export interface Seed {
  /** From the project's root. */
  readonly file: string;
  readonly text: string;
  readonly sites: readonly Site[];
  /** What `validate` is given, or the script that `--simulate` is given. */
  readonly as: { readonly entry: string } | 'simulation';
}

const folders = ['examples', 'schema/scripts/reference'];

const yamlFiles = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((file) => /\.ya?ml$/.test(file) && !file.includes('/demo/'))
    .sort(),
);

const texts: ReadonlyMap<string, string> = new Map(yamlFiles.map((file) => [file, readFileSync(file, 'utf8')]));

/** A workflow for a document that stands alone, beside it. What nothing uses is the project's own, see `projectOf`. */
const around = (file: string, text: string): string => `apiVersion: omni/v1
kind: Workflow
name: around
agents: { it: ${/^kind: Agent/m.test(text) ? `{ uses: ${nameOf(file)} }` : '{ harness: pi }'} }
policies: [${/^kind: Policy$/m.test(text) ? `{ uses: ${nameOf(file)} }` : ''}]
steps:
  - agent: it
    prompt: Say hello.
`;
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
/** Where a document is read from that holds for a whole project, whatever it is called in the corpus. */
export const projectOf = (file: string): string | undefined =>
  /^kind: Project/m.test(texts.get(file) ?? '') ? `${dirname(file)}/omni.yaml` : undefined;
const isWorkflow = (text: string): boolean => /^kind: Workflow/m.test(text);
const aroundOf = (file: string): string => `${dirname(file)}/around-it.yaml`;

function seedOf([file, text]: readonly [string, string]): Seed {
  const sites = findSites(text);
  if (/^turns:/m.test(text)) return { file, text, sites, as: 'simulation' };
  if (isWorkflow(text)) return { file, text, sites, as: { entry: file } };
  const user = [...texts].find(
    ([other, its]) => isWorkflow(its) && its.includes(`uses: ${relative(dirname(other), file)}`),
  );
  return { file, text, sites, as: { entry: user?.[0] ?? aroundOf(file) } };
}

export const seeds: readonly Seed[] = [...texts].map(seedOf);

/** Answers for the files of the corpus, with one of them changed, and for no other. */
export function readerWith(changed: { readonly file: string; readonly text: string }): SourceReader {
  return {
    read(path) {
      if (path === changed.file) return { text: changed.text };
      if (path === aroundOf(changed.file)) return { text: around(changed.file, texts.get(changed.file) ?? '') };
      if (path === projectOf(changed.file)) return { text: changed.text };
      const text = texts.get(path);
      return text === undefined ? { error: 'missing', message: `there is no ${path}` } : { text };
    },
  };
}
