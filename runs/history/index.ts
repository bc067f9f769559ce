/** What is read of a run beyond its view: any event's state, transcripts, calls, costs, diffs, attempts. No HTTP. */
export { type History, openHistory } from './history.ts';
export type { Page, Window } from './page.ts';
export type { HistoryRecord } from './record.ts';
export type * from './types.ts';
