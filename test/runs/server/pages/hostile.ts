/** A run in which everybody says what a page must never become. */
import { expect } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created, run } from '../../events.ts';

export const nasty = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>\u001b[2J\u202e\u0007`;

export const hostileSpec = specOf(
  [
    { id: 'write', agent: 'claude', prompt: 'Go.' },
    { id: 'ok', approve: nasty },
  ],
  { name: nasty },
);

const place = { at: 2_000, frame: '', step: 'write', attempt: 1 };
const error = { code: 'failed', message: nasty };

export const hostileEvents: readonly RunEvent[] = [
  { ...created, run, starter: nasty, inputs: { [nasty]: nasty, list: [nasty] } },
  { type: 'step.started', ...place, visit: 1, plan: { agent: nasty, title: nasty, prompt: nasty } },
  { type: 'message.received', ...place, text: nasty },
  { type: 'tool.requested', ...place, call: nasty, tool: { kind: 'other', name: nasty, input: nasty } },
  { type: 'tool.completed', ...place, call: nasty, ok: false, output: nasty },
  { type: 'usage.reported', ...place, usage: { input: 1, output: 2, costMicroUsd: 30_000 } },
  {
    type: 'step.asked',
    at: 2_500,
    frame: '',
    step: 'ok',
    visit: 1,
    asks: [{ id: nasty, kind: 'approve', text: nasty }],
  },
  { type: 'attempt.failed', ...place, at: 3_000, error },
  { type: 'step.finished', ...place, at: 3_000, outcome: 'failed', error, result: { branch: nasty } },
  { type: 'run.finished', at: 4_000, frame: '', outcome: 'failed', error, outputs: { [nasty]: { [nasty]: nasty } } },
];

/** What was said is there, as text and nothing else. */
export function expectHarmless({ status, body }: { readonly status: number; readonly body: string }): void {
  expect(status).toBe(200);
  expect(body).toContain('&lt;script&gt;alert(1)');
  expect(body.match(/<script/g)).toHaveLength(1);
  expect(body).not.toContain('<img src=x');
  expect(body.replace(/"[^"]*"/g, '""').match(/<[^>]*\s(on\w+|style)=[^>]*>/g)).toBeNull();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  expect(body).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
}

export const textOf = (body: string): string =>
  body
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

/** A section of a page, by its id. */
export function sectionOf(body: string, id: string): string {
  const from = body.indexOf(`<section id="${id}"`);
  if (from === -1) throw new Error(`there is no section ${id}`);
  return body.slice(from, body.indexOf('</section>', from));
}
