/** What the laws found under generated policies, each as small as it gets. */
import { expect, test } from 'vitest';
import { guards } from '../../../engine/guards/index.ts';
import { whatIf } from '../../../engine/what-if.ts';
import { answerOf, guarded, policy, shell } from './stage.ts';

const hold = policy({
  rules: [{ id: 'wait', before: 'step', when: 'has(agent.name)', decide: 'hold', reason: 'Later' }],
});
const branch = (id: string) => ({ id, agent: 'ada', prompt: 'Go.' });

test('branches that are held are cancelled together: the end of the first lets nobody start', () => {
  const play = guarded([{ id: 'both', parallel: 'all', steps: [branch('one'), branch('two')] }], [hold]);
  expect(play.all('step.asked')).toHaveLength(2);
  play.cancel();
  expect(play.all('step.asked')).toHaveLength(2);
  expect(play.all('step.started').map(({ step }) => step)).toEqual(['both']);
  expect(play.state.status).toBe('cancelled');
});

const checkpoint = policy({
  state: { approved: { type: 'number', default: 0 } },
  track: [{ after: 'approval', when: 'approval.granted', set: { approved: 'state.approved + 1' } }],
  rules: [{ id: 'ask', before: 'tool', when: 'state.approved == 0', decide: 'ask', reason: 'The first' }],
});

test('a what-if with the policies of the run waits for the answers that people gave', async () => {
  const play = guarded([branch('work')], [checkpoint]);
  play.call('a', shell('git push'));
  // Nobody has answered yet, so it waits as well.
  play.call('b', shell('git pull'));
  play.answer(play.open[0]!, true);
  expect(answerOf(play.call('c', shell('git fetch')))).toEqual({ allow: true });
  expect((await whatIf(play.workflow, play.journal, guards, () => [])).differences).toEqual([]);
});
