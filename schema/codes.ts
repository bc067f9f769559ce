/** The one table of codes. Each has a page in docs/errors and a test that provokes it. Loaded only to explain one. */
import { accessCodes } from './codes/access.ts';
import type { Code, Codes } from './codes/code.ts';
import { documentCodes } from './codes/documents.ts';
import { journalCodes } from './codes/journal.ts';
import { placeCodes } from './codes/places.ts';
import { policyCodes } from './codes/policies.ts';
import { referenceCodes } from './codes/references.ts';
import { remoteCodes } from './codes/remote.ts';
import { serverCodes } from './codes/server.ts';
import { workflowCodes } from './codes/workflow.ts';
import { yamlCodes } from './codes/yaml.ts';

export const codes: Codes = {
  ...yamlCodes,
  ...documentCodes,
  ...referenceCodes,
  ...workflowCodes,
  ...policyCodes,
  ...placeCodes,
  ...journalCodes,
  ...serverCodes,
  ...accessCodes,
  ...remoteCodes,
};

/** The entry of a code, however it is cased and with or without `OMNI`; undefined: there is none. */
export function findCode(text: string): { readonly code: string; readonly entry: Code } | undefined {
  const digits = /^(?:omni)?([0-9]{4})$/i.exec(text.trim())?.[1];
  const code = `OMNI${Number(digits)}` as const;
  const entry = codes[code];
  return entry && { code, entry };
}

/** What `omni explain` prints; undefined: there is no such code. */
export function explain(text: string): string | undefined {
  const found = findCode(text);
  if (!found) return undefined;
  const { code, entry } = found;
  const indent = (example: string) => example.trimEnd().replace(/^/gm, '    ');
  return `${code}: ${entry.title}\n\n${entry.explanation}\n\nWrong:\n\n${indent(entry.bad)}\n\nRight:\n\n${indent(entry.good)}`;
}
