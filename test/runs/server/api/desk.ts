/** The API over a real journal, behind the real guard, asked over a real socket by people with tokens. */
import { openAccess, type Role } from '../../../../runs/access/index.ts';
import type { OpenJournal } from '../../../../runs/journal/index.ts';
import { openStatusServer, type StatusServerOptions } from '../../../../runs/server/index.ts';
import { afterwards, openTemporary, temporaryFolder } from '../../journal/folder.ts';
import { journalRun, pollyHistory } from '../desk.ts';

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on whatever came
  readonly json: any;
}

export interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose token; null: none. Default `ada`, who may drive. */
  readonly as?: string | null;
}

export interface ApiDesk {
  readonly folder: string;
  readonly journal: OpenJournal;
  readonly url: string;
  readonly log: readonly string[];
  readonly access: ReturnType<typeof openAccess>;
  /** The text of a token, made when it is first asked for. */
  token(name: string, role?: Exclude<Role, 'own'>, run?: string): string;
  /** A path below `/api/v1`. */
  api(path: string, sent?: Sent): Promise<Got>;
  /** The same server again, over the same journal and at the same port. */
  restart(): Promise<void>;
}

export async function openApiDesk(ports: Partial<StatusServerOptions> = {}): Promise<ApiDesk> {
  const folder = temporaryFolder();
  const journal = openTemporary(folder);
  const box = openTemporary(folder);
  const access = openAccess({ folder });
  afterwards(() => access.close());
  const log: string[] = [];
  const open = (port: number) =>
    openStatusServer({
      record: box,
      box,
      access,
      owner: 'olga@example.com',
      port,
      log: (line) => log.push(line),
      limits: { writesPer10s: 10_000, readsPer10s: 100_000, streamsOfOne: 1_000, streams: 2_000 },
      ...ports,
    });
  let server = await open(0);
  afterwards(() => void server.close().catch(() => {}));
  const tokens = new Map<string, string>();
  const owner = { name: 'olga@example.com', from: { way: 'cli' } } as const;
  const url = `http://127.0.0.1:${server.port}`;
  const token: ApiDesk['token'] = (name, role = 'drive', run) => {
    const key = [name, role, run].join(' ');
    const text =
      tokens.get(key) ??
      access.tokens.create({ name, role, expiresInMs: 3_600_000, ...(run !== undefined && { run }) }, owner).text;
    tokens.set(key, text);
    return text;
  };
  return {
    folder,
    journal,
    url,
    log,
    access,
    token,
    async api(path, { method = 'GET', body, headers = {}, as = token('ada@example.com') } = {}) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          ...(as !== null && { authorization: `Bearer ${as}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = text !== '' && /[/+]json/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
    },
    async restart() {
      await server.close();
      server = await open(server.port);
    },
  };
}

/** The id that the recorded run of polly has, and its asks begin with. */
export const pollyRun = '1123-kbb43x';

/** A run of polly that waits for leave to merge, without an end to its patience; `ask` changes what is asked. */
export async function journalWaiting(journal: OpenJournal, ask: object = {}, run = pollyRun): Promise<string> {
  const { spec, events } = pollyHistory();
  const asked = events.findIndex(({ type }) => type === 'step.asked');
  const waiting = events.slice(0, asked + 1).map((event) => {
    if (event.type !== 'step.asked') return event;
    const asks = event.asks?.map(({ expiresAt: _, ...rest }) => ({ ...rest, id: `${run}.1`, ...ask }));
    return { ...event, ...(asks && { asks }) };
  });
  await journalRun(journal, run, spec, waiting);
  return `${run}.1`;
}
