/** The SQLite journal: see `open.ts`. */
export type { ListedRun, RunMeta } from './catalogue.ts';
export { journalFile } from './database.ts';
export { JournalFault } from './fault.ts';
export { leaseTtlMs } from './leases.ts';
export { type JournalOptions, type OpenJournal, openJournal } from './open.ts';
