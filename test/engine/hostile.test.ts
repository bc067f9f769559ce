/** Names that strangers choose: no call, answer or fact is lost or mixed up for what it is called. */
import { expect, test } from 'vitest';
import { allowAll, type Policies } from '../../engine/ports/policies.ts';
import { replay } from '../../engine/replay.ts';
import { canonicalJson } from '../../schema/json.ts';
import { effectsOf, Play } from './play.ts';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''];
const agent = { id: 'w', agent: 'ada', prompt: 'go' };
const tool = { kind: 'shell', name: 's', input: {} };
const asks: Policies = {
  judge: ({ point }) => (point === 'tool' ? [{ policy: 'p', rule: 'r', decision: 'ask' }] : []),
};
const request = (play: Play, call: string) =>
  play.say({ type: 'tool.requested', frame: '', step: 'w', attempt: 1, call, tool });

test.each(names)('a tool call named %j is asked about, let through, completed and forgotten', (call) => {
  const play = new Play([agent], { policies: asks });
  request(play, call);
  const came = play.answer('r.1', true);
  expect(effectsOf(came, 'answerTool')).toMatchObject([{ call, allow: true }]);
  expect(canonicalJson(replay(play.workflow, play.journal))).toBe(canonicalJson(play.state));
  play.say({ type: 'tool.completed', frame: '', step: 'w', attempt: 1, call, ok: true });
  expect(Object.keys(play.step('w')?.calls ?? {})).toEqual([]);
});

test.each(names)('an answer whose fact is named %j counts once', (id) => {
  const play = new Play([{ id: 'ok', approve: 'Go?', approvers: { at_least: 2 } }]);
  for (const _ of [1, 2]) play.say({ type: 'approval.answered', id, approval: 'r.1', granted: true, by: 'tia' });
  expect(play.journal.filter(({ type }) => type.startsWith('approval.'))).toHaveLength(1);
});

test('what a policy calls its ask is no way round it', () => {
  for (const key of names) {
    const policies: Policies = {
      judge: ({ point }) => (point === 'step' ? [{ policy: 'p', rule: 'r', decision: 'ask', key }] : []),
    };
    const play = new Play([{ id: 'a', run: ['true'] }], { policies });
    expect(play.step('a')?.life).toBe('asking');
    play.answer('r.1', true);
    expect(play.step('a')?.life).toBe('running');
  }
});

test('frames and steps that never were are nobody', () => {
  const play = new Play([agent], { policies: allowAll });
  for (const name of [...names, 'nothing']) {
    for (const at of [
      { frame: name, step: 'w' },
      { frame: '', step: name },
    ]) {
      if (at.frame === '' && at.step === 'w') continue;
      const came = play.say({ type: 'attempt.finished', ...at, attempt: 1, result: {} });
      expect(came).toEqual({ events: [], effects: [] });
    }
  }
});
