/** What people do to a run. The command line, the page and the API come through here, so one rule holds for all. */
export type { Origin, Person } from './person.ts';
