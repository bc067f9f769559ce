/** What the server knows of the journal: it reads, and has no way to write. */
import type { OpenJournal } from '../journal/index.ts';

export type RunRecord = Pick<OpenJournal, 'get' | 'head' | 'holder' | 'list' | 'meta' | 'read' | 'version'>;
