/** The status page: a small server on this machine, for people, that reads the journal and changes nothing. */
import helmet from '@fastify/helmet';
import { type FastifyInstance, fastify } from 'fastify';
import { OmniError } from '../../schema/error.ts';
import { guard } from './access.ts';
import { addAssets } from './assets.ts';
import { renderNotice } from './html/notice-page.ts';
import type { RunRecord } from './ports.ts';
import { addPages } from './routes.ts';
import { sendPage } from './send.ts';

export type { RunRecord } from './ports.ts';

export interface StatusServer {
  readonly port: number;
  /** The link that lets one browser in. It holds a secret. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StatusServerOptions {
  readonly record: RunRecord;
  /** 0 for any that is free. */
  readonly port: number;
  /** Told of errors that nobody expected, as one line of JSON each. */
  readonly log: (line: string) => void;
}

/** Listens on loopback, and on nothing else. @throws OmniError OMNI7001 where the port cannot be had. */
export async function openStatusServer({ record, port, log }: StatusServerOptions): Promise<StatusServer> {
  const server = fastify({
    forceCloseConnections: true,
    logger: {
      level: 'error',
      stream: { write: (line: string) => log(line.trimEnd()) },
      serializers: { req: withoutQuery },
    },
    frameworkErrors: (_error, _request, { raw }) => void raw.writeHead(400).end('This is no address.\n'),
  });
  let listening = port;
  // First, so that a refusal has its headers too.
  await server.register(helmet, headers);
  const { token } = guard(server, () => listening);
  answerErrors(server);
  addAssets(server);
  addPages(server, record);
  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await server.close();
    throw explain(error, port);
  }
  const address = server.server.address();
  if (address !== null && typeof address === 'object') listening = address.port;
  return {
    port: listening,
    url: `http://127.0.0.1:${listening}/?token=${token}`,
    close: () => server.close(),
  };
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
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // There is no TLS on loopback to insist on.
  strictTransportSecurity: false,
};

/** Of a request that failed, what helps to find the fault; never its query, which may hold the token. */
const withoutQuery = ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?', 1)[0] });

/** What a person can act on is said to them; a fault of ours goes to the log and is no page's business. */
function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const { statusCode = 500 } = error;
    const known = error instanceof OmniError;
    if (!known && statusCode >= 500) request.log.error({ err: error, req: request }, error.message);
    const page = known
      ? renderNotice(error.code, error.message, error.help)
      : renderNotice(
          'This went wrong',
          statusCode < 500 ? 'The request makes no sense here.' : 'See where omni serve runs.',
        );
    return sendPage(reply.code(statusCode), page);
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
