/** The few files that a page needs, read once: no path of a request ever becomes a path on the disk. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const types = {
  'style.css': 'text/css; charset=utf-8',
  'run.css': 'text/css; charset=utf-8',
  'work.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'morph.js': 'text/javascript; charset=utf-8',
  'forms.js': 'text/javascript; charset=utf-8',
  'kept.js': 'text/javascript; charset=utf-8',
  'notify.js': 'text/javascript; charset=utf-8',
  'more.js': 'text/javascript; charset=utf-8',
  'past.js': 'text/javascript; charset=utf-8',
  'grow.js': 'text/javascript; charset=utf-8',
  'switch.js': 'text/javascript; charset=utf-8',
  'worker.js': 'text/javascript; charset=utf-8',
  'manifest.webmanifest': 'application/manifest+json',
  'icon.svg': 'image/svg+xml',
  'icon-180.png': 'image/png',
  'icon-192.png': 'image/png',
  'icon-512.png': 'image/png',
  'icon-maskable.png': 'image/png',
} as const;

export function addAssets(server: FastifyInstance): void {
  for (const [name, type] of Object.entries(types)) {
    const content = readFileSync(new URL(`./assets/${name}`, import.meta.url));
    server.get(`/assets/${name}`, { config: { open: true } }, (_request, reply) =>
      reply.type(type).header('cache-control', 'no-cache').send(content),
    );
  }
}
