/** What fails is the same in HTTP on a page and in the API: whose fault it is does not depend on who asks. */
import { expect, test } from 'vitest';
import { OmniError } from '../../../schema/error.ts';
import { journalRun, openDesk, pollyHistory } from './desk.ts';

const failures = [
  ['OMNI7021', 422, 'nobody can drive it, and what was said counts'],
  ['OMNI2001', 422, 'what stands in a document'],
  ['OMNI6005', 409, 'somebody else drives it'],
  ['OMNI7022', 409, 'it is over'],
  ['OMNI6006', 404, 'it is not there'],
  ['OMNI6003', 503, 'there is no room now'],
  ['OMNI6014', 500, 'a fault of this machine'],
] as const;

test.each(failures)('%s is %d: %s', async (code, status, words) => {
  const fail = async (): Promise<never> => {
    throw new OmniError(code, words);
  };
  const desk = await openDesk(undefined, { drivers: { workflows: fail, start: fail, resume: fail } });
  const { spec, events } = pollyHistory();
  await journalRun(desk.journal, 'r1', spec, events.slice(0, 5));
  const owner = { name: 'olga', from: { way: 'cli' } } as const;
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'drive', expiresInMs: 3_600_000 }, owner);
  const authorization = `Bearer ${text}`;

  const page = await desk.post('/runs/r1/cancel');
  expect([page.status, page.body]).toEqual([status, expect.stringContaining(words)]);
  const api = await desk.ask('/api/v1/runs/r1/resume', { method: 'POST', headers: { authorization } });
  expect([api.status, JSON.parse(api.body)]).toEqual([
    status,
    expect.objectContaining({ code, detail: words, status }),
  ]);
});
