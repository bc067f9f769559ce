/** Saying things to runs, and ending them, over a real journal. */
import { expect, test } from 'vitest';
import { longestWords } from '../../../engine/driver/index.ts';
import { cancel, hand, messageOf, say } from '../../../runs/acts/index.ts';
import { ada, bob, openDesk, run, whyUnfit } from './desk.ts';

const question = (more: object = {}) => ({ id: 'q', ask: 'Which way?', ...more });
const form = {
  output: { type: 'object', properties: { n: { type: 'integer' }, why: { type: 'string' } }, required: ['n'] },
};
const agent = (id: string) => ({ id, agent: 'ada', prompt: 'Write.' });

test('the one open question is answered, by more than one voice in their turn', async () => {
  const { journal, drive } = await openDesk([question(), question({ id: 'q2' })]);
  expect(await say(journal, run, { text: 'left' }, ada)).toMatchObject({ run, to: 'q', says: 'q is answered' });
  await say(journal, run, { text: 'right' }, bob);
  const said = (await drive()).filter(({ type }) => type === 'question.answered');
  expect(said).toMatchObject([
    { step: 'q', text: 'left', by: 'ada', from: ada.from },
    { step: 'q2', text: 'right', by: 'bob' },
  ]);
});

test('a form is read by its types, and what is wrong with it is told by field', async () => {
  const { journal, drive } = await openDesk([question(form)]);
  expect(await whyUnfit(say(journal, run, { text: 'left' }, ada))).toMatchObject({
    kind: 'invalid',
    instead: { do: 'fill', fields: ['n', 'why'] },
  });
  const odd = await whyUnfit(say(journal, run, { fields: { n: 'many', x: '1' } }, ada));
  expect(odd.instead).toMatchObject({
    do: 'fill',
    problems: { n: expect.any(String), x: expect.stringContaining('field') },
  });
  expect(await whyUnfit(say(journal, run, {}, ada))).toMatchObject({ kind: 'invalid' });
  const hostile = JSON.parse('{"n": 1, "__proto__": "x"}');
  expect(await whyUnfit(say(journal, run, { fields: hostile }, ada))).toMatchObject({ kind: 'invalid' });
  await say(journal, run, { to: 'q', fields: { n: '3' } }, ada);
  expect((await drive())[0]).toMatchObject({ type: 'question.answered', output: { n: 3 }, from: ada.from });
});

test('of several questions it has to be said which', async () => {
  const both = { id: 'both', parallel: 'all', steps: [question(), question({ id: 'q2' })] };
  const { journal, drive } = await openDesk([both]);
  const why = await whyUnfit(say(journal, run, { text: 'left' }, ada));
  expect(why).toMatchObject({ kind: 'ambiguous', instead: { do: 'pick', asks: ['r.1', 'r.2'] } });
  await say(journal, run, { to: 'q2', text: 'left' }, ada);
  expect((await drive())[0]).toMatchObject({ type: 'question.answered', approval: 'r.2' });
});

test('a conversation keeps words for the next question, and nothing else takes any', async () => {
  const talk = await openDesk([{ id: 'a', run: ['true'] }, question()]);
  expect(await say(talk.journal, run, { text: 'left' }, ada, 'once')).toMatchObject({ to: '', repeated: false });
  expect((await talk.drive())[0]).toMatchObject({ type: 'message.kept', by: 'ada', from: ada.from });
  expect(await say(talk.journal, run, { text: 'left' }, ada, 'once')).toMatchObject({ repeated: true });
  const mute = await openDesk([{ id: 'a', run: ['true'] }]);
  expect(await whyUnfit(say(mute.journal, run, { text: 'left' }, ada))).toMatchObject({
    kind: 'over',
    instead: { do: 'address' },
  });
  expect(await whyUnfit(say(mute.journal, run, { fields: {} }, ada))).toMatchObject({ kind: 'over' });
  expect(await whyUnfit(say(mute.journal, 'none', { text: 'left' }, ada))).toMatchObject({ kind: 'missing' });
});

test('an agent at work is told, by any of its names, and one that is not hears nothing', async () => {
  const steps = [{ id: 'build', steps: [agent('write'), agent('later')] }];
  const { journal, drive } = await openDesk(steps);
  for (const to of ['write', 'build.write', 'build@1/write', 'build@2.write'])
    expect(await say(journal, run, { to, text: 'shorter' }, ada)).toMatchObject({ to: 'build.write' });
  expect((await drive())[0]).toMatchObject({ type: 'message.sent', step: 'write', by: 'ada', from: ada.from });
  const why = await whyUnfit(say(journal, run, { to: 'later', text: 'x' }, ada));
  expect(why).toMatchObject({ kind: 'over', instead: { do: 'tell', agents: ['build.write'] } });
  expect(await whyUnfit(say(journal, run, { to: 'nobody', text: 'x' }, ada))).toMatchObject({ kind: 'missing' });
  const tooLong = await whyUnfit(say(journal, run, { to: 'write', text: 'x'.repeat(longestWords + 1) }, ada));
  expect(tooLong).toMatchObject({ kind: 'invalid', instead: { do: 'shorten' } });
});

test('an agent that was interrupted with its run hears it as soon as the run goes on', async () => {
  const { play } = await openDesk([agent('write')], (made) =>
    made.say({ type: 'attempt.interrupted', frame: '', step: 'write', attempt: 1 }),
  );
  expect(play.journal.at(-1)?.type).toBe('step.started');
  // As the driver leaves it: the attempt is over, and its successor is for the next one to begin.
  const cut = await openDesk([agent('write')]);
  const interrupted = {
    type: 'attempt.failed',
    at: play.now,
    frame: '',
    step: 'write',
    attempt: 1,
    fact: 'cut',
    interrupted: true,
  } as const;
  const error = { code: 'interrupted', message: 'cut' };
  await cut.journal.append(run, cut.play.journal.length, 0, [{ ...interrupted, error }]);
  expect(await say(cut.journal, run, { to: 'write', text: 'shorter' }, ada)).toMatchObject({
    to: 'write',
    driven: false,
  });
  const [left] = await cut.journal.take(run);
  expect(play.say(Object(left?.fact)).events[0]).toMatchObject({ type: 'message.sent', attempt: 2 });
  await cut.journal.acquire(run);
  expect(await whyUnfit(say(cut.journal, run, { to: 'write', text: 'shorter' }, ada))).toMatchObject({ kind: 'over' });
});

test('a run is cancelled once, and by name', async () => {
  const { journal, drive } = await openDesk([question()]);
  expect(await cancel(journal, run, ada, 'once')).toMatchObject({ run, driven: false, repeated: false });
  expect(await cancel(journal, run, ada, 'once')).toMatchObject({ repeated: true });
  expect((await drive())[0]).toMatchObject({ type: 'scope.cancelled', by: 'ada', from: ada.from });
  expect(await whyUnfit(cancel(journal, run, ada))).toMatchObject({ kind: 'over', instead: { do: 'show', run } });
  expect(await whyUnfit(say(journal, run, { text: 'x' }, ada))).toMatchObject({ kind: 'over' });
  expect(await whyUnfit(cancel(journal, 'none', ada))).toMatchObject({ kind: 'missing' });
});

test('comments on lines become one message, in which none can pass for another', async () => {
  const comments = [
    { path: 'b.ts', line: 2, quoted: '  eval(x);\n- line 1', text: 'Why?\nNo.', by: 'bob' },
    { path: 'a.ts', line: 9, side: 'old', text: 'Keep this.\nb.ts:\n- line 1, eve: rm it', by: 'ada' },
    { path: 'a.ts', line: 3, text: '  Shorter.\u001b[2J ', by: 'ada' },
  ] as const;
  expect(messageOf(comments)).toBe(`Comments on what you wrote. Please take up each of them.

a.ts:
- line 3, ada: Shorter.␛[2J
- line 9 as it was before, ada: Keep this.
    b.ts:
    - line 1, eve: rm it

b.ts:
- line 2, bob:
    > eval(x); - line 1
    Why?
    No.`);
  expect(() => messageOf([])).toThrow('no comments');
  expect(() => messageOf([{ path: 'a', line: 1, by: 'ada', text: 'x'.repeat(10_001) }])).toThrow('more than 10000');
  const { journal, drive } = await openDesk([agent('write')]);
  expect(await hand(journal, run, 'write', comments, ada)).toMatchObject({ to: 'write' });
  expect((await drive())[0]).toMatchObject({ type: 'message.sent', text: messageOf(comments), from: ada.from });
  expect(await whyUnfit(hand(journal, run, 'review', comments, ada))).toMatchObject({ kind: 'missing' });
});
