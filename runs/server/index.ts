/** The status page: a small server for people, that reads the journal and leaves facts and notes beside it. */
import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { OmniError } from '../../schema/error.ts';
import { asSentence, UnfitAct } from '../acts/index.ts';
import { addApi } from './api/index.ts';
import { addAssets } from './assets.ts';
import { addBodies } from './bodies.ts';
import { type Guard, guard } from './guard/index.ts';
import { type Limits, usualLimits } from './guard/limits.ts';
import { bracket, parseName } from './guard/names.ts';
import { answerRefusal } from './guard/refuse.ts';
import { fieldPrefix } from './html/fields.ts';
import { addPeople } from './pages/people/people.ts';
import { partsOf } from './parts.ts';
import type { ServerPorts } from './ports.ts';
import { addPages } from './routes.ts';
import { statusOf, unfitStatus } from './status.ts';
import { refuseAddress, refuseBytes } from './unread.ts';

export { parseName } from './guard/names.ts';
export type { Drivers, RunRecord, ServerPorts } from './ports.ts';

export interface StatusServer {
  readonly port: number;
  /** The link that lets one browser in. It holds a secret. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StatusServerOptions extends ServerPorts {
  /** What whoever opens the printed link is called in the journal. */
  readonly owner: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** The address to listen on; default this machine's own, 127.0.0.1, which nobody else reaches. */
  readonly host?: string;
  /** More names by which it may be called, such as `https://omni.example`: those of a proxy, of this machine in its network. */
  readonly allowHosts?: readonly string[];
  /** The version of omni, for programs that ask. */
  readonly engine?: string;
  /** Where not as usual. */
  readonly limits?: Partial<Limits>;
  /** Told of errors that nobody expected, as one line of JSON each. */
  readonly log: (line: string) => void;
}

/** Listens until it is closed. @throws OmniError OMNI7001 where the port cannot be had. */
export async function openStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const { port, owner, host = '127.0.0.1', allowHosts = [], access } = options;
  const limits = { ...usualLimits, ...options.limits };
  const server = makeServer(limits, options.log);
  let listening = port;
  // First, so that a refusal has its headers too.
  await server.register(helmet, headers);
  const guarding = await guard(server, { access, owner, allowHosts, limits, port: () => listening });
  await addBodies(server);
  answerErrors(server, guarding.audit);
  addAssets(server);
  const parts = partsOf(options);
  addPeople(addPages(server, parts), parts, guarding);
  addApi(server, { ...parts, audit: guarding.audit });
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw explain(error, port);
  }
  const address = server.server.address();
  if (address !== null && typeof address === 'object') listening = address.port;
  const base = baseOf(host, listening, allowHosts);
  const withdraw = await access.servers.announce(base);
  return {
    port: listening,
    url: `${base}/?token=${guarding.secret}`,
    async close() {
      await server.close();
      withdraw();
    },
  };
}

function makeServer({ bodyBytes, headersMs, requestMs }: Limits, log: (line: string) => void): FastifyInstance {
  return fastify({
    forceCloseConnections: true,
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    keepAliveTimeout: 10_000,
    // Whoever sends a request a byte at a time holds a connection, and no longer than this.
    http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(headersMs, 5_000) },
    routerOptions: { maxParamLength: 2_000 },
    logger: {
      level: 'error',
      stream: { write: (line: string) => log(line.trimEnd()) },
      serializers: { req: withoutQuery },
    },
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes,
  });
}

/** Where a browser finds it: by the first of its other names, else by its address, else on this machine. */
function baseOf(host: string, port: number, [name]: readonly string[]): string {
  if (name !== undefined) {
    const [known, scheme] = parseName(name);
    return `${scheme}://${known}`;
  }
  const everywhere = host === '0.0.0.0' || host === '::';
  return `http://${everywhere ? '127.0.0.1' : bracket(host)}:${port}`;
}

/** Nothing but our own files is run, shown or asked for, and nobody may put the page into theirs. */
const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // No other site learns where somebody came from. To our own it has to be said: with `no-referrer` a browser names no
  // origin for a form of ours either, and it could not be told from a stranger's.
  referrerPolicy: { policy: 'same-origin' },
  // There is no TLS on loopback to insist on, and where there is, it is a proxy's.
  strictTransportSecurity: false,
} as const;

/** Of a request that failed, what helps to find the fault; never its query, which may hold the token. */
const withoutQuery = ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?', 1)[0] });

/** What a person can act on is said to them; a fault of ours goes to the log and is no page's business. */
function answerErrors(server: FastifyInstance, audit: Guard['audit']): void {
  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const { statusCode: status = 500 } = error;
    if (error instanceof OmniError) {
      const { code, message: detail, help } = error;
      return answerRefusal(request, reply, {
        status: statusOf(error),
        title: code,
        detail,
        code,
        ...(help !== undefined && { help }),
      });
    }
    if (error instanceof UnfitAct) {
      const detail = asSentence(error.message);
      const [name] = error.instead?.do === 'fill' ? Object.keys(error.instead.problems ?? {}) : [];
      const field = name && fieldPrefix + name;
      const status = unfitStatus[error.kind];
      return answerRefusal(request, reply, { status, title: 'Not as things stand', detail, field });
    }
    if (status >= 500) request.log.error({ err: error, req: request }, error.message);
    else audit.note(request, `makes no sense: ${status}`);
    const detail = status < 500 ? 'The request makes no sense here.' : 'See where omni serve runs.';
    return answerRefusal(request, reply, { status, title: 'This went wrong', detail });
  });
}

function explain(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const why =
    code === 'EACCES' ? 'may not be used by you' : 'is taken: another program, or another omni serve, listens there';
  return new OmniError('OMNI7001', `Port ${port} ${why}.`, {
    cause: error,
    help: 'Choose another: omni serve --port 0 takes any that is free.',
  });
}
