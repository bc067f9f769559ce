/** Granting and refusing over a real journal: what is left for the run, and what is refused at once. */
import { expect, test } from 'vitest';
import { answer, longestComment } from '../../../runs/acts/index.ts';
import { specOf } from '../../engine/spec.ts';
import { ada, bob, openDesk, run, whyUnfit } from './desk.ts';

const gate = (more: object = {}) => [
  { id: 'ok', approve: 'Land it?', ...more },
  { id: 'after', run: ['true'] },
];

test('an answer is journaled with who gave it and from where', async () => {
  const { journal, drive } = await openDesk(gate());
  const done = await answer(journal, 'r.1', { granted: true, comment: 'fine by me' }, ada);
  expect(done).toMatchObject({ run, ask: 'r.1', driven: false, repeated: false, asked: { text: 'Land it?' } });
  const [granted] = await drive();
  expect(granted).toMatchObject({ type: 'approval.granted', by: 'ada', comment: 'fine by me', from: ada.from });
});

test('with one key it counts once, whenever it is sent again', async () => {
  const { journal, drive } = await openDesk(gate());
  const send = (who = ada) => answer(journal, 'r.1', { granted: true }, who, 'once');
  expect((await send()).repeated).toBe(false);
  expect((await send()).repeated).toBe(true);
  expect(await journal.take(run)).toHaveLength(1);
  const [granted] = await drive();
  expect(granted?.fact).toMatch(/^inbox:key-[0-9a-f]{64}$/);
  expect(granted?.fact).not.toContain('once');
  // Nothing waits for it any more, and it is no error.
  expect(await send()).toMatchObject({ repeated: true, ask: 'r.1', run });
  expect(await journal.take(run)).toEqual([]);
  // Of another person it is another key.
  expect(await whyUnfit(send(bob))).toMatchObject({ kind: 'over' });
});

test('what is not open is told from what there never was', async () => {
  const { journal, drive } = await openDesk(gate());
  await answer(journal, 'r.1', { granted: true }, ada);
  await drive();
  const kinds = await Promise.all(
    ['r.1', 'r.2', 'elsewhere.1', '', '.'].map(
      async (id) => (await whyUnfit(answer(journal, id, { granted: true }, ada))).kind,
    ),
  );
  expect(kinds).toEqual(['over', 'missing', 'missing', 'missing', 'missing']);
});

test('a failure wants one of its choices, and an approval none', async () => {
  const { journal, drive } = await openDesk([{ id: 'a', run: ['false'], on_error: 'ask' }], (play) => play.fail('a'));
  const why = await whyUnfit(answer(journal, 'r.1', { granted: true }, ada));
  expect(why).toMatchObject({ kind: 'invalid', instead: { do: 'choose', options: ['retry', 'continue', 'fail'] } });
  expect(await whyUnfit(answer(journal, 'r.1', { granted: true, choice: 'x' }, ada))).toMatchObject({
    kind: 'invalid',
  });
  expect(await journal.take(run)).toEqual([]);
  await answer(journal, 'r.1', { granted: true, choice: 'continue' }, ada);
  expect((await drive())[0]).toMatchObject({ type: 'approval.granted', choice: 'continue' });

  const other = await openDesk(gate());
  const chosen = await whyUnfit(answer(other.journal, 'r.1', { granted: true, choice: 'retry' }, ada));
  expect(chosen).toMatchObject({ kind: 'invalid', instead: { do: 'approve', ask: 'r.1' } });
});

test('an answer that is not theirs is refused, and the run notes who tried', async () => {
  const { journal, drive } = await openDesk(gate({ approvers: { not: ['starter'] } }));
  const sam = { name: 'sam', from: ada.from };
  const why = await whyUnfit(answer(journal, 'r.1', { granted: true }, sam));
  expect(why).toMatchObject({ kind: 'notYours', instead: { do: 'leave' } });
  expect(why.message).toContain('somebody else has to answer');
  expect((await drive())[0]).toMatchObject({ type: 'approval.ignored', by: 'sam', from: ada.from });
  // A refusal by nobody would count, so a person of that name leaves none.
  const other = await openDesk({ ...specOf(gate({ approvers: { roles: ['lead'] } })), roles: { lead: ['bob'] } });
  const nobody = { ...ada, name: 'nobody' };
  expect(await whyUnfit(answer(other.journal, 'r.1', { granted: false }, nobody))).toMatchObject({ kind: 'notYours' });
  expect(await other.journal.take(run)).toEqual([]);
  await answer(other.journal, 'r.1', { granted: false }, bob);
  expect((await other.drive())[0]).toMatchObject({ type: 'approval.refused', by: 'bob', from: bob.from });
});

test('one person does not count for two', async () => {
  const { journal, drive } = await openDesk(gate({ approvers: { at_least: 2 } }));
  await answer(journal, 'r.1', { granted: true }, ada);
  await drive();
  expect(await whyUnfit(answer(journal, 'r.1', { granted: true }, ada))).toMatchObject({ kind: 'notYours' });
  expect(await journal.take(run)).toEqual([]);
  await answer(journal, 'r.1', { granted: true }, bob);
  expect((await drive()).map(({ type }) => type)).toContain('step.finished');
});

test('a question wants more than a yes, and a comment has an end', async () => {
  const { journal } = await openDesk([{ id: 'q', ask: 'Which way?' }]);
  const why = await whyUnfit(answer(journal, 'r.1', { granted: true }, ada));
  expect(why).toMatchObject({ kind: 'invalid', instead: { do: 'write', run } });
  const comment = 'x'.repeat(longestComment + 1);
  expect(await whyUnfit(answer(journal, 'r.1', { granted: false, comment }, ada))).toMatchObject({
    kind: 'invalid',
    instead: { do: 'shorten', most: longestComment },
  });
  expect(await journal.take(run)).toEqual([]);
});

test('what has expired is over, though nobody has said so yet', async () => {
  const { journal } = await openDesk(gate(), undefined, 1_000_000);
  expect(await whyUnfit(answer(journal, 'r.1', { granted: true }, ada))).toMatchObject({ kind: 'over' });
});
