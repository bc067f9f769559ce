/**
 * Restate: its server as a process beside this one, and a service of its SDK in this one. A step is a `ctx.run`; side by
 * side they are started all at once and awaited together.
 *
 * The server listens on loopback alone, on ports that were free a moment ago, sends no telemetry, and dies with this
 * process: `close` ends it, so does the end of this process, and whoever started this process kills the whole group. It
 * asks for the newest release of itself when it starts, which no option stops.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createEndpointHandler, RestatePromise, service } from '@restatedev/restate-sdk';

// The SDK expects Node 22 in this one function, and works on Node 20 with it.
Promise.withResolvers ??= function withResolvers() {
  const parts = {};
  parts.promise = new this((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};

const startWithinMs = 60_000;

/** @type {import('../system.ts').Open} */
export async function open({ folder, workload, give }) {
  let performed = 0;
  const work = async () => {
    await setImmediate();
    performed++;
    return give();
  };
  const handlers = {
    async sequential(ctx, steps) {
      for (let index = 0; index < steps; index++) await ctx.run(`s${index}`, work);
    },
    async fanOut(ctx, steps) {
      await RestatePromise.all(Array.from({ length: steps }, (_, index) => ctx.run(`s${index}`, work)));
    },
  };
  const [node, admin, ingress] = await findPorts(3);
  const services = [service({ name: 'bench', handlers })];
  const http2 = createHttp2Server(createEndpointHandler({ services }));
  await new Promise((resolve) => http2.listen(0, '127.0.0.1', resolve));
  const server = startServer(folder, { node, admin, ingress });
  process.once('exit', () => server.kill('SIGKILL'));
  await untilReady(server, `http://127.0.0.1:${admin}/health`);
  await untilReady(server, `http://127.0.0.1:${ingress}/restate/health`);
  await post(`http://127.0.0.1:${admin}/deployments`, { uri: `http://127.0.0.1:${http2.address().port}` });
  const handler = `http://127.0.0.1:${ingress}/bench/${workload === 'sequential' ? 'sequential' : 'fanOut'}`;
  return {
    async prepare(_name, steps) {
      return async () => {
        performed = 0;
        await post(handler, steps);
        return performed;
      };
    },
    servers: [server.pid],
    async close() {
      const exited = once(server, 'exit');
      server.kill('SIGTERM');
      const late = setTimeout(5_000, 'late', { ref: false });
      if ((await Promise.race([exited, late])) === 'late') server.kill('SIGKILL');
      await exited;
      http2.close();
    },
  };
}

function startServer(folder, { node, admin, ingress }) {
  const require = createRequire(import.meta.url);
  const binary = require.resolve(`@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`);
  return spawn(binary, ['--no-logo', '--base-dir', folder, '--node-name', 'bench'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      DO_NOT_TRACK: '1',
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_BIND_IP: '127.0.0.1',
      RESTATE_BIND_ADDRESS: `127.0.0.1:${node}`,
      RESTATE_ADVERTISED_ADDRESS: `http://127.0.0.1:${node}/`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_ADMIN__DISABLE_WEB_UI: 'true',
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_LOG_FILTER: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function untilReady(server, url) {
  const until = performance.now() + startWithinMs;
  while (performance.now() < until) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await setTimeout(50);
  }
  throw new Error(`the server did not answer within ${startWithinMs / 1000} s`);
}

async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

/** All are held until all are known, so that they differ. */
async function findPorts(count) {
  const held = Array.from({ length: count }, () => createServer());
  for (const one of held) await new Promise((resolve) => one.listen(0, '127.0.0.1', resolve));
  const ports = held.map((one) => one.address().port);
  for (const one of held) await new Promise((resolve) => one.close(resolve));
  return ports;
}
