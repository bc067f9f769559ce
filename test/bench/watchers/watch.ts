/** Those who watch: connections of their own, all in one process that does no more than note what came when. */
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, get as request } from 'node:http';
import { setPriority } from 'node:os';
import { answerAsks } from './helper.ts';

/** `page`: a page of the run as the browser follows it. `events`: the stream of the API. */
export type Stream = 'page' | 'journal' | 'events';

export interface Watched {
  readonly port: number;
  readonly tokens: readonly string[];
  readonly run: string;
  readonly stream: Stream;
  readonly watchers: number;
}

/** When a message came, and the newest event that it tells; 0 where it says of none. */
export type Arrival = readonly [atMs: number, seq: number];

export interface Seen {
  /** Of each watcher, in order. */
  readonly arrivals: readonly (readonly Arrival[])[];
  readonly bytes: number;
}

const paths: Readonly<Record<Stream, (run: string) => string>> = {
  page: (run) => `/live/runs/${run}`,
  journal: (run) => `/live/runs/${run}/journal`,
  events: (run) => `/api/v1/runs/${run}/events`,
};

/** The rows of the journal's page have the newest event first; the API's messages are an event each. */
const newest: Readonly<Record<Stream, (messages: string) => number>> = {
  page: () => 0,
  journal: (messages) =>
    Number(/data-key=\\"(\d+)/.exec(messages.slice(messages.lastIndexOf('event: page')))?.[1] ?? 0),
  events: (messages) => Number(/^id: (\d+)/.exec(messages.slice(messages.lastIndexOf('\nid: ') + 1))?.[1] ?? 0),
};

export function watch(): void {
  stepBack();
  let open: ClientRequest[] = [];
  let arrivals: Arrival[][] = [];
  let bytes = 0;

  const listen = async ({ port, tokens, run, stream }: Watched, nth: number): Promise<void> => {
    const headers = { authorization: `Bearer ${tokens[nth % tokens.length]}`, accept: 'text/event-stream' };
    const sent = request({ host: '127.0.0.1', port, path: paths[stream](run), headers, agent: false });
    open.push(sent);
    const [got] = (await once(sent, 'response')) as [IncomingMessage];
    if (got.statusCode !== 200) throw new Error(`watcher ${nth} is answered ${got.statusCode}`);
    const own: Arrival[] = [];
    arrivals.push(own);
    let rest = '';
    got.setEncoding('latin1').on('data', (chunk: string) => {
      bytes += chunk.length;
      rest += chunk;
      const end = rest.lastIndexOf('\n\n');
      if (end < 0) return;
      own.push([Date.now(), newest[stream](rest.slice(0, end))]);
      rest = rest.slice(end + 2);
    });
    // It is closed by us, or cut when the server ends.
    got.on('error', () => {});
    await once(got, 'data');
  };

  answerAsks<Watched>({
    async open(watched) {
      [open, arrivals, bytes] = [[], [], 0];
      await Promise.all(Array.from({ length: watched.watchers }, (_, nth) => listen(watched, nth)));
    },
    seen: (): Seen => ({ arrivals, bytes }),
    close() {
      for (const sent of open) sent.destroy();
    },
  });
}

/** Watchers sit at other machines. Here they take what the engine and the server leave of this one. */
function stepBack(): void {
  const least = 19;
  setPriority(least);
  // Linux shares out a machine by sessions first.
  if (existsSync('/proc/self/autogroup')) writeFileSync('/proc/self/autogroup', String(least));
}
