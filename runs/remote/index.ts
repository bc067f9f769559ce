/** Another machine's runs, over its API. A server is a stranger: what it answers is checked before it is believed. */
export { readServerAddress } from './address.ts';
export { type Client, openClient } from './client.ts';
export { Refused } from './failure.ts';
export { openRemoteRuns, type RemoteRuns } from './runs.ts';
export type { Server } from './transport.ts';
