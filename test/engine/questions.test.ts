/** What policies are asked: about the attempt that is to begin, or the one that calls. */
import { expect, test } from 'vitest';
import type { Policies, Question } from '../../engine/ports/policies.ts';
import { Play } from './play.ts';

test('a step is asked about with the attempt that would begin, its tool call with the one that runs', () => {
  const asked: Question[] = [];
  const policies: Policies = {
    judge(question) {
      asked.push(question);
      return [];
    },
  };
  const play = new Play([{ id: 'w', agent: 'ada', prompt: 'Write.', retry: { attempts: 2 } }], { policies });
  const call = (attempt: number) =>
    play.say({
      type: 'tool.requested',
      frame: '',
      step: 'w',
      attempt,
      call: `call-${attempt}`,
      tool: { kind: 'read', name: 'read', input: { path: 'a' } },
    });
  call(1);
  play.fail('w');
  call(2);
  expect(asked.map(({ point, attempt }) => `${point} ${attempt}`)).toEqual([
    'step 1',
    // A session that begins is a turn.
    'turn 1',
    'tool 1',
    'step 2',
    'turn 2',
    'tool 2',
  ]);
});
