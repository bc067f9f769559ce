/** A status page over a real journal: one connection writes, as the driver of a run does, another is read by the server. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { RunEvent } from '../../../engine/events.ts';
import { type OpenAccess, openAccess } from '../../../runs/access/index.ts';
import type { OpenJournal } from '../../../runs/journal/index.ts';
import {
  openStatusServer,
  type RunRecord,
  type StatusServer,
  type StatusServerOptions,
} from '../../../runs/server/index.ts';
import { afterwards, openTemporary, temporaryFolder } from '../journal/folder.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<{ [name: string]: string | readonly string[] | undefined }>;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  /** A form, or what else is sent with its own content type. */
  readonly body?: string | Readonly<Record<string, string>>;
}

export interface Desk {
  readonly folder: string;
  readonly journal: OpenJournal;
  readonly server: StatusServer;
  readonly access: OpenAccess;
  /** What the server logged. */
  readonly log: readonly string[];
  /** As a stranger. The path goes out as it is given. */
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** As the browser that followed the link. */
  get(path: string): Promise<Answer>;
  /** As that browser does when one of our forms is sent. */
  post(path: string, body?: Asked['body']): Promise<Answer>;
  /** The cookie of that browser. */
  cookie(): Promise<string>;
  /** The cookie of a browser that came with a token. */
  join(token: string): Promise<string>;
  /** What was refused, the newest first. */
  refused(): Promise<readonly string[]>;
}

export interface DeskOptions extends Partial<StatusServerOptions> {
  /** Of another desk, for two servers of the same runs. */
  readonly folder?: string;
  /** For tokens and browsers. */
  readonly clock?: () => number;
}

/** The owner is ada@example.com. */
export async function openDesk(
  over: (record: RunRecord) => RunRecord = (record) => record,
  options: DeskOptions = {},
): Promise<Desk> {
  const { folder = temporaryFolder(), clock = Date.now, ...others } = options;
  const journal = openTemporary(folder);
  const log: string[] = [];
  const box = openTemporary(folder);
  const access = openAccess({ folder, clock });
  afterwards(() => access.close());
  const ports = { record: over(box), box, access, owner: 'ada@example.com', port: 0 };
  const server = await openStatusServer({ ...ports, log: (line) => log.push(line), ...others });
  afterwards(() => void server.close().catch(() => {}));
  const ask: Desk['ask'] = (path, asked) => askServer(server.port, path, asked);
  let known: Promise<string> | undefined;
  const enter = async (path: string) => cookieIn((await ask(path)).headers);
  const cookie = (): Promise<string> => {
    known ??= enter(server.url.slice(server.url.indexOf('/?')));
    return known;
  };
  const get: Desk['get'] = async (path) => ask(path, { headers: { cookie: await cookie() } });
  return {
    folder,
    journal,
    server,
    access,
    log,
    ask,
    cookie,
    get,
    post: async (path, body = {}) => {
      const origin = `http://127.0.0.1:${server.port}`;
      return ask(path, { method: 'POST', headers: { cookie: await cookie(), origin }, body });
    },
    join: (token) => enter(`/join?token=${token}`),
    async refused() {
      // The page has what was noted until now.
      await get('/refusals');
      return access.refusals.list(1_000).map(({ why }) => why);
    },
  };
}

export function cookieIn({ 'set-cookie': set }: Answer['headers']): string {
  const [first] = [set].flat();
  if (first === undefined) throw new Error('no cookie was set');
  return first.slice(0, first.indexOf(';'));
}

function askServer(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  const form = typeof body === 'object' ? new URLSearchParams(body).toString() : undefined;
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method,
        headers: { ...type, ...headers },
        setHost: headers.host === undefined,
        agent: false,
      },
      (got) => {
        let text = '';
        got.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers, body: text }));
        got.on('error', reject);
      },
    );
    sent.on('error', reject).end(form ?? body);
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
