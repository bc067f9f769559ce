/** What fails is the same in HTTP on a page and in the API: whose fault it is does not depend on who asks. */
import { expect, test } from 'vitest';
import { OmniError } from '../../../schema/error.ts';
import { journalRun, openDesk, pollyHistory } from './desk.ts';

const failures = [
  ['OMNI7021', 422, 'nobody can drive it'],
  ['OMNI2001', 422, 'what stands in a document'],
  ['OMNI6005', 409, 'somebody else drives it'],
  ['OMNI7022', 409, 'it is over'],
  ['OMNI6006', 404, 'it is not there'],
  ['OMNI6003', 503, 'there is no room now'],
  ['OMNI6014', 500, 'a fault of this machine'],
] as const;

/** Run r1, which nobody drives, before a server whose every attempt to drive one fails so. */
async function undriven(code: `OMNI${number}`, words: string) {
  const fail = async (): Promise<never> => {
    throw new OmniError(code, words);
  };
  const desk = await openDesk(undefined, { drivers: { workflows: fail, start: fail, resume: fail } });
  const { spec, events } = pollyHistory();
  await journalRun(desk.journal, 'r1', spec, events.slice(0, 5));
  const owner = { name: 'olga', from: { way: 'cli' } } as const;
  const { text } = desk.access.tokens.create({ name: 'bob', role: 'drive', expiresInMs: 3_600_000 }, owner);
  const headers = { authorization: `Bearer ${text}` };
  return { desk, post: (path: string) => desk.ask(`/api/v1/runs/r1/${path}`, { method: 'POST', headers }) };
}

test.each(failures)('%s is %d: %s', async (code, status, words) => {
  const { desk, post } = await undriven(code, words);
  const page = await desk.post('/runs/r1/resume');
  expect([page.status, page.body]).toEqual([status, expect.stringContaining(words)]);
  expect(page.body).toContain(`<a href="/errors/${code}">What ${code} means</a>`);
  const api = await post('resume');
  expect([api.status, JSON.parse(api.body)]).toEqual([
    status,
    expect.objectContaining({ code, detail: words, status }),
  ]);
});

test('what was said is kept where nobody can go on with the run, and that is told as no refusal', async () => {
  const { desk, post } = await undriven('OMNI7021', 'there is no room for <it>');
  const page = await desk.post('/runs/r1/cancel');
  expect(page.status).toBe(200);
  expect(page.body).toContain('OMNI7021: there is no room for &lt;it&gt;');
  expect(page.body).toContain('Kept');
  expect(page.body).toContain('<a href="/runs/r1">Back to where you were</a>');
  expect(await desk.journal.take('r1')).toMatchObject([{ fact: { type: 'cancel.requested' } }]);
  const api = await post('cancel');
  expect([api.status, JSON.parse(api.body)]).toEqual([
    202,
    { run: 'r1', by: 'bob', driven: false, problem: 'OMNI7021: there is no room for <it>' },
  ]);
});
