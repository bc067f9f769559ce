/** The lists of pages: every kind of document and of step, with what its shape says of it. */
import { shapeName } from '../../check/step.ts';
import { STEP_KINDS } from '../../steps/index.ts';
import { DOCUMENT_KINDS, shapes } from '../shapes.ts';

type Row = readonly [link: string, description: string];

export const documentPage = (kind: string): string => `${kind.toLowerCase()}.md`;

export const documentRows = (): readonly Row[] =>
  DOCUMENT_KINDS.map((kind) => [`[${kind}](${documentPage(kind)})`, shapes()[kind]?.description ?? '']);

/** `folder`: from the page that the list stands on to those of the steps. */
export const stepRows = (folder = ''): readonly Row[] =>
  STEP_KINDS.map((kind) => [`[\`${kind}\`](${folder}${kind}.md)`, shapes()[shapeName(kind)]?.description ?? '']);
