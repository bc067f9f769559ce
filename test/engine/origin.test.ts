/** Where an act of a person came from stands on its event, and changes nothing else. */
import { expect, test } from 'vitest';
import { readInboxFact } from '../../engine/driver/inbox-fact.ts';
import type { Origin } from '../../engine/events.ts';
import { guards } from '../../engine/guards/index.ts';
import { replay } from '../../engine/replay.ts';
import { verify } from '../../engine/verify.ts';
import { policy } from './guards/stage.ts';
import { Play } from './play.ts';

const from: Origin = { way: 'page', token: 'phone', address: '192.0.2.7' };
const steps = [
  { id: 'ok', approve: 'Go?', approvers: { at_least: 2 } },
  { id: 'q', ask: 'Which way?' },
  { id: 'w', agent: 'ada', prompt: 'Write.' },
];

/** Every kind of act once, each followed by what comes of it. */
function act(more: object): Play {
  const play = new Play(steps, { from: 'from' in more ? from : undefined });
  const say = (fact: object) => play.say({ by: 'tia', ...more, ...fact });
  say({ type: 'message.submitted', text: 'early' });
  say({ type: 'approval.answered', approval: 'r.1', granted: true });
  say({ type: 'approval.answered', approval: 'r.1', granted: true });
  say({ type: 'approval.answered', approval: 'r.1', granted: true, by: 'uma' });
  say({ type: 'question.answered', approval: 'none', text: 'late' });
  say({ type: 'message.submitted', step: 'w', text: 'shorter' });
  say({
    type: 'policy.added',
    policy: policy({ name: 'p', rules: [{ id: 'r', before: 'tool', decide: 'ask', reason: 'Careful' }] }),
  });
  say({ type: 'cancel.requested' });
  return play;
}

test('it stands on every event that comes of it, and the state and a verifying replay are the same', async () => {
  const [with_, without] = [act({ from }), act({})];
  const noted = with_.journal.filter((event) => 'from' in event).map(({ type }) => type);
  expect(new Set(noted)).toEqual(
    new Set([
      'run.created',
      'message.kept',
      'approval.granted',
      'approval.ignored',
      'message.sent',
      'policy.added',
      'scope.cancelled',
    ]),
  );
  expect(with_.journal.map((event) => ({ ...event, from: undefined }))).toEqual(
    without.journal.map((event) => ({ ...event, from: undefined })),
  );
  expect(with_.state).toEqual(without.state);
  expect(replay(with_.workflow, with_.journal)).toEqual(with_.state);
  expect((await verify(with_.workflow, with_.journal, guards)).differences).toEqual([]);
});

test('a refusal and an answer in words carry it too', () => {
  const refused = new Play([steps[0]!]).answer('r.1', false, { from });
  expect(refused.events[0]).toMatchObject({ type: 'approval.refused', from });
  const play = new Play([steps[1]!]);
  const said = play.say({ type: 'question.answered', approval: 'r.1', text: 'left', by: 'tia', from });
  expect(said.events[0]).toMatchObject({ type: 'question.answered', from });
});

const left = { type: 'cancel.requested', id: 'x', at: 1, by: 'tia' };

test.each<[string, unknown]>([
  ['no object', 'page'],
  ['nothing', null],
  ['a list', []],
  ['no way', {}],
  ['an unknown way', { way: 'fax' }],
  ['more than belongs in it', { way: 'page', secret: 'x' }],
  ['a token that is none', { way: 'page', token: 7 }],
  ['a huge token', { way: 'page', token: 'x'.repeat(201) }],
  ['a huge address', { way: 'page', address: 'x'.repeat(1_000_000) }],
])('an origin that is %s is left out of what the inbox holds, and the rest counts', (_, odd) => {
  expect(readInboxFact({ ...left, from: odd }, 7)).toEqual({ ...left, id: 'inbox:x', at: 7 });
});

test('an origin that fits is kept', () => {
  expect(readInboxFact({ ...left, from }, 7)).toMatchObject({ from });
  expect(readInboxFact({ ...left, by: 7, from }, 7)).toBeUndefined();
});
