/** A status page over a real journal: one connection writes, as the driver of a run does, another is read by the server. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { RunEvent } from '../../../engine/events.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import { openStatusServer, type RunRecord, type StatusServer } from '../../../runs/server/index.ts';
import { afterwards, openTemporary, temporaryFolder } from '../journal/folder.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<{ [name: string]: string | readonly string[] | undefined }>;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
}

export interface Desk {
  readonly folder: string;
  readonly journal: OpenJournal;
  readonly server: StatusServer;
  /** What the server logged. */
  readonly log: readonly string[];
  /** As a stranger. The path goes out as it is given. */
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** As the browser that followed the link. */
  get(path: string): Promise<Answer>;
  /** The cookie of that browser. */
  cookie(): Promise<string>;
}

export async function openDesk(over: (record: RunRecord) => RunRecord = (record) => record): Promise<Desk> {
  const folder = temporaryFolder();
  const journal = openTemporary(folder);
  const log: string[] = [];
  const record = over(openTemporary(folder));
  const server = await openStatusServer({ record, port: 0, log: (line) => log.push(line) });
  afterwards(() => void server.close());
  const ask: Desk['ask'] = (path, asked) => askServer(server.port, path, asked);
  let known: Promise<string> | undefined;
  const cookie = (): Promise<string> => {
    known ??= ask(server.url.slice(server.url.indexOf('/?'))).then(({ headers }) => cookieIn(headers));
    return known;
  };
  return {
    folder,
    journal,
    server,
    log,
    ask,
    cookie,
    get: async (path) => ask(path, { headers: { cookie: await cookie() } }),
  };
}

export function cookieIn({ 'set-cookie': set }: Answer['headers']): string {
  const [first] = [set].flat();
  if (first === undefined) throw new Error('no cookie was set');
  return first.slice(0, first.indexOf(';'));
}

function askServer(port: number, path: string, { method = 'GET', headers = {} }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path, method, headers, setHost: headers.host === undefined },
      (got) => {
        let body = '';
        got.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers, body }));
        got.on('error', reject);
      },
    );
    sent.on('error', reject).end();
  });
}

/** Journals a run as its driver would. */
export async function journalRun(
  journal: OpenJournal,
  run: string,
  spec: object,
  events: readonly RunEvent[],
): Promise<void> {
  const meta = { key: run, workflow: 'polly', file: '/home/ada/polly.yaml', repo: '/home/ada' };
  journal.createRun({ run, ...meta, createdAt: events[0]?.at ?? 0 });
  const hash = await journal.put(JSON.stringify(spec));
  const whole = events.map((event) => (event.type === 'run.created' ? { ...event, run, spec: hash } : event));
  if (whole.length > 0) await journal.append(run, 0, 0, whole);
}

/** What a real run of polly journaled, and what it pins. */
export function pollyHistory(): { readonly spec: object; readonly events: readonly RunEvent[] } {
  const file = join(import.meta.dirname, '../../fixtures/histories/polly.jsonl');
  const [first, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return { spec: JSON.parse(first!).spec, events: lines.slice(0, -1).map((line) => JSON.parse(line)) };
}
