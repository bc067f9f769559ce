/** The conversation of a run, from its events: whoever was quicker, heads stand in the order of the workflow. */
import { expect, test } from 'vitest';
import type { TalkEntry } from '../../../runs/view/index.ts';
import { emptyTalk, emptyView, foldTalk, foldView } from '../../../runs/view/index.ts';
import { Play } from '../../engine/play.ts';

const at = (head: string) => `d@1[0]/heads@1:${head}`;

function talkOf(play: Play): readonly TalkEntry[] {
  const [view, talk] = [emptyView(), emptyTalk()];
  return play.journal.flatMap((event, index) => {
    foldView(view, { run: 'r', seq: index + 1, event, prevHash: '', hash: '' }, play.workflow);
    return foldTalk(talk, event, view);
  });
}

test('a round is told once, with all of its heads in order', () => {
  const play = new Play([{ id: 'd', debate: 'Why?', heads: ['ada', 'bob', 'cyd'], max_rounds: 0 }]);
  play.finish('cyd', 1, { result: { output: { answer: 'third' } } }, at('cyd'));
  play.fail('bob', 1, at('bob'));
  play.finish('ada', 1, { result: { output: { answer: 'first' } } }, at('ada'));
  expect(talkOf(play)).toEqual([
    {
      type: 'round',
      round: 0,
      answers: [
        { head: 'ada', vendor: 'anthropic', answer: 'first', objections: [] },
        { head: 'bob', vendor: 'openai', error: 'no', objections: [] },
        { head: 'cyd', vendor: 'google', answer: 'third', objections: [] },
      ],
    },
  ]);
});

test('what people say stands with who said it, commands as they are typed, and what does not count with the reason', () => {
  const play = new Play([{ id: 'q', ask: 'What?', commands: ['debate'] }]);
  play.say({ type: 'question.answered', approval: 'r.1', by: 'uma', text: '/dbate' });
  play.say({ type: 'question.answered', approval: 'r.1', by: 'vic', text: '/debate  2' });
  expect(talkOf(play)).toMatchObject([
    { type: 'ignored', by: 'uma', reason: expect.stringContaining('/debate') },
    { type: 'said', by: 'vic', text: '/debate 2' },
  ]);
});
