/** What a run cost: over time, against its limits, by agent, and what of it is not known. */
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../engine/events.ts';
import { specOf } from '../../../engine/spec.ts';
import { created, run } from '../../events.ts';
import { journalRun, openDesk, pollyHistory } from '../desk.ts';
import { expectHarmless, hostileEvents, hostileSpec, sectionOf, textOf } from './hostile.ts';

const polly = pollyHistory();

test('the sum is that of the agents, and the chart ends at it', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  const { body } = await get('/runs/r1/costs');
  const text = textOf(body);
  const sum = /cost (\$[\d.]+)/.exec(text)![1]!;
  expect(textOf(sectionOf(body, 'agents'))).toContain('in all');
  expect(textOf(sectionOf(body, 'agents')).trimEnd()).toMatch(new RegExp(`\\${sum}$`));
  expect(sectionOf(body, 'over-time')).toContain(`aria-label="The cost over time: ${sum} after `);
  const marks = sectionOf(body, 'over-time').match(/<circle class="mark"/g)!;
  const reports = polly.events.filter(({ type }) => type === 'usage.reported');
  expect(marks).toHaveLength(reports.length);
  expect(text).not.toContain('not known');
});

test('a limit is told with its rule, how near it is, and what happens there', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, 'r1', polly.spec, polly.events);
  const { body } = await get('/runs/r1/costs');
  const budgets = textOf(sectionOf(body, 'budgets'));
  expect(budgets).toContain('each session of claude up to $5.00 then nothing more is let through · limits of claude');
});

test('what the run itself can tell is told with how near it is', async () => {
  const { journal, get } = await openDesk();
  const rule = (id: string, when: string) => ({ id, on: 'tool', when, decide: 'ask', reason: 'Money.' });
  await journalRun(journal, run, spec, [
    created,
    work('one', { type: 'step.started', visit: 1, plan: { agent: 'claude' } }),
    work('one', { type: 'usage.reported', usage: { input: 10, output: 5, costMicroUsd: 850_000 } }),
    {
      type: 'policy.added',
      at: 3_000,
      frame: '',
      by: 'ada',
      policy: { name: 'money', rules: [rule('dear', 'cost.run > 1')] },
    },
  ]);
  for (const path of [`/runs/${run}`, `/runs/${run}/costs`]) {
    const { body } = await get(path);
    expect(textOf(body)).toContain('this run $0.85 of $1.00 then somebody is asked · rule dear of live:1/money');
    expect(body).toMatch(/<svg class="meter is-near does-ask"[^>]*aria-hidden="true">.*width="85%"/);
  }
  expect((await get(`/runs/${run}/costs`)).body).toContain('; dear is reached at $1.00"');
});

const work = (step: string, more: object) => ({ at: 2_000, frame: '', step, attempt: 1, ...more }) as RunEvent;
const spec = specOf([
  { id: 'one', agent: 'claude', prompt: 'Go.' },
  { id: 'two', agent: 'codex', prompt: 'Go.' },
]);

test('a part that is not known is never told as nothing', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, spec, [
    created,
    work('one', { type: 'step.started', visit: 1, plan: { agent: 'claude' } }),
    work('one', { type: 'usage.reported', usage: { input: 10, output: 5, costMicroUsd: 250_000 } }),
    work('one', { type: 'step.finished', outcome: 'done' }),
    work('two', { type: 'step.started', visit: 1, plan: { agent: 'codex' } }),
    work('two', { type: 'usage.reported', at: 3_000, usage: { input: 10, output: 5 } }),
  ]);
  const { body } = await get(`/runs/${run}/costs`);
  const text = textOf(body);
  expect(text).toContain('cost $0.25 + ?');
  expect(text).toContain('A part of the cost is not known');
  expect(sectionOf(body, 'over-time')).toContain('from here a part is not known');
  expect(textOf(sectionOf(body, 'agents'))).toMatch(/codex openai 10 5 \$\?/);
  expect(textOf(sectionOf(body, 'reports'))).toContain('$0.25 + ?');
});

test('a run without agents costs nothing, and says so', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, specOf([{ id: 'work', run: 'true' }]), [created]);
  const { body } = await get(`/runs/${run}/costs`);
  expect(textOf(body)).toContain('cost $0.00');
  expect(body).not.toContain('id="over-time"');
});

test('nothing that is said becomes part of the page', async () => {
  const { journal, get } = await openDesk();
  await journalRun(journal, run, hostileSpec, hostileEvents);
  expectHarmless(await get(`/runs/${run}/costs`));
});
