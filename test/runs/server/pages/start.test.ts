/** The form that starts a run: what does not fit is told with the field that it is about. */
import { expect, test } from 'vitest';
import type { Drivers } from '../../../../runs/server/index.ts';
import { openDesk } from '../desk.ts';

const inputs = { goal: { type: 'string' }, version: { type: 'string', pattern: '^\\d+$' } };
const drivers: Drivers = {
  workflows: async () => [{ path: 'a.yaml', name: 'a', inputs, simulations: [] }],
  start: () => Promise.reject(new Error('nothing is to be started')),
  resume: () => Promise.reject(new Error('nothing is to go on')),
};

test('an input that does not fit is told with its field, and nothing is started', async () => {
  const { post } = await openDesk(undefined, { drivers });
  const sent = { workflow: 'a.yaml', 'field.goal': 'x', 'field.version': 'one' };
  const { status, body } = await post('/start', sent);
  expect(status).toBe(422);
  expect(body).toContain('<section id="notice" class="notice" data-field="field.version">');
  expect(body).toContain(String.raw`does not match &quot;^\d+$&quot;`);
});
