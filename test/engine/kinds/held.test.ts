/** The kinds of steps that wait for people, where policies make them wait as well. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../engine/events.ts';
import type { Policies, Question } from '../../../engine/ports/policies.ts';
import { Play } from '../play.ts';

/** A policy that says what it says about some steps, while it does. */
function policy(about: (question: Question) => boolean, ...said: Decision['decision'][]) {
  const stands = { until: true };
  const decisions = said.map((decision) => ({ policy: 'p', rule: decision, decision }));
  const policies: Policies = { judge: (question) => (stands.until && about(question) ? decisions : []) };
  return { policies, lift: () => (stands.until = false) };
}

test('a person is asked about the judge of a debate when it is to sit, not in the rounds before', () => {
  const { policies } = policy(({ kind, point }) => kind === 'judge' && point === 'step', 'ask');
  const play = new Play([{ id: 'd', debate: 'Tabs?', heads: ['ada', 'bob'], judge: 'cyd', max_rounds: 1 }], {
    policies,
  });
  const speak = (round: number) => {
    for (const head of ['ada', 'bob']) {
      play.finish(head, 1, { result: { output: { answer: 'yes', agrees: true } } }, `d@1[${round}]/heads@1:${head}`);
    }
  };
  speak(0);
  expect(play.state.asks).toEqual({});
  speak(1);
  play.answer('r.1', true);
  expect(play.step('judge', 'd@1[1]')?.life).toBe('running');
});

const question = (id: string) => ({ id, ask: 'What now?' });
const run = (id: string) => ({ id, run: ['true'] });
const isQuestion = ({ step }: Question) => step.startsWith('q');

test('of two questions that are put at once, one takes the one word that was said before', () => {
  const { policies, lift } = policy(isQuestion, 'hold');
  const play = new Play([{ id: 'g', parallel: 'all', steps: [question('q1'), question('q2'), run('w')] }], {
    policies,
  });
  play.say({ type: 'message.submitted', text: 'go on', by: 'uma' });
  lift();
  play.finish('w', 1, {}, 'g@1:w');
  expect(play.all('question.answered')).toMatchObject([{ step: 'q1', kept: true }]);
  expect(Object.values(play.state.asks)).toMatchObject([{ step: 'q2' }]);
});

test('a question is put once, whatever a policy asked before', () => {
  const { policies, lift } = policy(isQuestion, 'ask', 'hold');
  const play = new Play([{ id: 'g', parallel: 'all', steps: [question('q'), run('w')] }], { policies });
  lift();
  play.finish('w', 1, {}, 'g@1:w');
  expect(Object.keys(play.state.asks)).toEqual(['r.2']);
  play.answer('r.1', true);
  expect(play.all('step.asked')).toHaveLength(2);
});
