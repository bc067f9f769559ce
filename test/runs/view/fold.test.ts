import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import type { EventOf, RunEvent } from '../../../engine/events.ts';
import { emptyView, foldView, type KnownWorkflow, type RunView } from '../../../runs/view/index.ts';
import type { Spec } from '../../../schema/spec.ts';
import { created } from '../events.ts';

const spec: Spec = {
  workflow: {
    name: 'polly',
    steps: [
      { id: 'write', agent: 'claude', prompt: 'Write it' },
      { id: 'check', run: 'npm test\nnpm run lint' },
      { id: 'review', review: 'write', reviewer: { from: ['codex'] }, max_rounds: 2 },
      { id: 'each', foreach: { n: [1, 2] }, steps: [{ id: 'inner', run: ['echo', 'hi'] }] },
      { id: 'merge_ok', approve: 'Merge?' },
    ],
  },
  agents: {
    claude: { name: 'claude', harness: 'claude-code' },
    codex: { name: 'codex', harness: 'codex' },
  },
};

function compiled(): KnownWorkflow {
  const result = compile(spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.workflow;
}

function viewOf(events: readonly RunEvent[], workflow?: KnownWorkflow): RunView {
  const view = emptyView();
  for (const [index, event] of [created, ...events].entries()) {
    foldView(view, { run: 'run-1', seq: index + 1, event, prevHash: '', hash: `hash ${index + 1}` }, workflow);
  }
  return view;
}

const at = (atMs: number, step: string, frame = '') => ({ at: atMs, frame, step });
const plan = { agent: 'claude', title: 'Write it' };
const started: RunEvent = { type: 'step.started', ...at(2_000, 'write'), visit: 1, attempt: 1, plan };
const usage: EventOf<'usage.reported'> = {
  type: 'usage.reported',
  ...at(2_500, 'write'),
  attempt: 1,
  usage: { input: 10, output: 5, costMicroUsd: 1_200 },
};

describe('a run view', () => {
  test('shows every step of the workflow from the beginning', () => {
    const view = viewOf([], compiled());
    expect(view).toMatchObject({
      run: 'run-1',
      workflow: 'polly',
      starter: 'ada@example.org',
      status: 'running',
      seq: 1,
    });
    expect(view.hash).toBe('hash 1');
    expect(view.frames.get('')?.steps).toEqual(['write', 'check', 'review', 'each', 'merge_ok']);
    expect([...view.steps.values()].map(({ kind, life, title }) => [kind, life, title])).toEqual([
      ['agent', 'pending', undefined],
      ['run', 'pending', 'npm test'],
      ['review', 'pending', undefined],
      ['steps', 'pending', undefined],
      ['approve', 'pending', 'Merge?'],
    ]);
  });

  test('says which costs were worked out by the price table', () => {
    const priced: RunEvent = { ...usage, usage: { ...usage.usage, priced: 'table' } };
    const view = viewOf([started, usage, { ...started, ...at(3_000, 'other') }, { ...priced, ...at(3_000, 'other') }]);
    expect(view.cost).toEqual({ known: true, microUsd: 2_400, byTable: true });
    expect(view.steps.get('write')?.cost).toEqual({ known: true, microUsd: 1_200 });
    expect(view.steps.get('other')?.cost).toEqual({ known: true, microUsd: 1_200, byTable: true });
  });

  test('does without the workflow', () => {
    const view = viewOf([started]);
    expect([...view.steps.keys()]).toEqual(['write']);
    expect(view.steps.get('write')).toMatchObject({
      life: 'running',
      agent: 'claude',
      title: 'Write it',
      startedAt: 2_000,
    });
    expect(view.workflow).toBeUndefined();
  });

  test('follows an agent: who, what it said and did, what it cost', () => {
    const call = (id: string, command: string): RunEvent => ({
      type: 'tool.requested',
      ...at(2_100, 'write'),
      attempt: 1,
      call: id,
      tool: { kind: 'shell', name: 'bash', input: { command } },
    });
    const deny = { policy: 'p', rule: 'r', decision: 'deny', reason: 'no' } as const;
    const view = viewOf(
      [
        started,
        { type: 'session.opened', ...at(2_050, 'write'), attempt: 1, session: 's-1' },
        call('a', 'ls -la'),
        { type: 'tool.completed', ...at(2_200, 'write'), attempt: 1, call: 'a', ok: true },
        call('b', 'rm -rf /'),
        { type: 'tool.judged', ...at(2_200, 'write'), attempt: 1, call: 'b', decisions: [deny] },
        { type: 'message.received', ...at(2_300, 'write'), attempt: 1, text: '\nDone.\nAll of it.' },
        usage,
      ],
      compiled(),
    );
    expect(view.steps.get('write')).toMatchObject({
      vendor: 'anthropic',
      session: 's-1',
      toolCalls: 2,
      cost: { known: true, microUsd: 1_200 },
      lines: [
        { type: 'tool', text: 'shell ls -la', outcome: 'ok' },
        { type: 'tool', text: 'shell rm -rf /', outcome: 'refused' },
        { type: 'message', text: 'Done.' },
      ],
    });
    expect(view).toMatchObject({
      toolCalls: 2,
      active: 1,
      cost: { microUsd: 1_200 },
      tokens: { input: 10, output: 5 },
    });
  });

  test('calls a cost unknown when a session ended without a word about it', () => {
    const finish: RunEvent = { type: 'step.finished', ...at(3_000, 'write'), attempt: 1, outcome: 'done', result: {} };
    expect(viewOf([started, usage, finish]).cost).toEqual({ known: true, microUsd: 1_200 });
    expect(viewOf([started, finish]).cost).toEqual({ known: false, microUsd: 0 });
    const lost: RunEvent = {
      type: 'attempt.failed',
      ...at(3_000, 'write'),
      attempt: 1,
      error: { code: 'lost', message: 'gone' },
      lost: true,
    };
    expect(viewOf([started, lost]).steps.get('write')).toMatchObject({ life: 'pending', cost: { known: false } });
    const free: RunEvent = { ...usage, usage: { input: 1, output: 1 } };
    expect(viewOf([started, free]).cost.known).toBe(false);
  });

  test('tells of a review: the verdict, what was found, what is done again', () => {
    const finding = { severity: 'blocking', file: 'src/a.js', line: 3, text: 'Unicode is lost\nsee above' };
    const result = {
      verdict: 'request_changes',
      findings: [finding],
      rounds: 1,
      reviewer: { name: 'codex', vendor: 'openai' },
    };
    const reviewing = { agent: 'codex', writer: 'claude', round: 1, prompt: '' };
    const view = viewOf(
      [
        started,
        { type: 'step.finished', ...at(3_000, 'write'), attempt: 1, outcome: 'done', result: { branch: 'omni/run-1' } },
        { type: 'step.started', ...at(3_000, 'check'), visit: 1, attempt: 1 },
        { type: 'step.finished', ...at(3_500, 'check'), attempt: 1, outcome: 'done', result: { exit_code: 0 } },
        { type: 'step.started', ...at(3_500, 'review'), visit: 1, attempt: 1, plan: reviewing },
        { type: 'review.reworked', ...at(4_000, 'review'), attempt: 1, round: 1, findings: [finding], result },
      ],
      compiled(),
    );
    const lives = ['write', 'check', 'review'].map((step) => view.steps.get(step)?.life);
    expect(lives).toEqual(['pending', 'pending', 'pending']);
    expect(view.steps.get('check')).toMatchObject({ exitCode: 0 });
    expect(view.steps.get('write')).toMatchObject({ branch: 'omni/run-1' });
    expect(view.steps.get('review')?.review).toEqual({
      reviewer: { name: 'codex', vendor: 'openai' },
      round: 1,
      verdict: 'request_changes',
      findings: ['src/a.js:3 Unicode is lost (blocking)'],
    });
  });

  test('waits for a person only when nothing else is at work', () => {
    const ask = { id: 'run-1.1', kind: 'approve', text: 'Merge?', expiresAt: 90_000 } as const;
    const asked: RunEvent = { type: 'step.asked', ...at(4_000, 'merge_ok'), visit: 1, asks: [ask] };
    expect(viewOf([started, asked]).status).toBe('running');
    const waiting = viewOf([asked]);
    expect(waiting).toMatchObject({ status: 'waiting', active: 0 });
    expect(waiting.asks.get('run-1.1')).toMatchObject({ ask, frame: '', step: 'merge_ok', askedAt: 4_000 });
    expect(waiting.steps.get('merge_ok')).toMatchObject({ life: 'asking', asks: ['run-1.1'] });
    const granted: RunEvent = { type: 'approval.granted', ...at(5_000, 'merge_ok'), approval: 'run-1.1', by: 'bo' };
    const view = viewOf([asked, granted]);
    expect(view).toMatchObject({ status: 'running', asks: new Map() });
    expect(view.steps.get('merge_ok')?.asks).toEqual([]);
  });

  test('counts the people whom an approval needs', () => {
    const ask = { id: 'run-1.1', kind: 'approve', text: 'Merge?', atLeast: 2 } as const;
    const asked: RunEvent = { type: 'step.asked', ...at(4_000, 'merge_ok'), visit: 1, asks: [ask] };
    const granted = (by: string): RunEvent => ({
      type: 'approval.granted',
      ...at(5_000, 'merge_ok'),
      approval: 'run-1.1',
      by,
    });
    expect(viewOf([asked, granted('bo'), granted('bo')]).asks.get('run-1.1')?.grantedBy).toEqual(['bo']);
    expect(viewOf([asked, granted('bo'), granted('cy')]).asks.size).toBe(0);
  });

  test('keeps the tree of frames and cancels it from above', () => {
    const open = (index: number): RunEvent => ({
      type: 'frame.opened',
      ...at(2_000, 'each'),
      child: `each@1[${index}]`,
      index,
    });
    const begun: RunEvent[] = [
      { type: 'step.started', ...at(2_000, 'each'), visit: 1, attempt: 1, plan: {} },
      open(0),
      open(1),
      { type: 'step.started', ...at(2_100, 'inner', 'each@1[0]'), visit: 1, attempt: 1, plan: { run: ['echo', 'ho'] } },
      { type: 'step.started', ...at(2_100, 'inner', 'each@1[1]'), visit: 1, attempt: 1 },
      { type: 'step.finished', ...at(2_200, 'inner', 'each@1[0]'), attempt: 1, outcome: 'done' },
      { type: 'frame.closed', at: 2_200, frame: 'each@1[0]', outcome: 'done' },
    ];
    const view = viewOf(begun, compiled());
    expect(view.steps.get('each')).toMatchObject({ frames: ['each@1[0]', 'each@1[1]'], openFrames: 1 });
    expect(view.frames.get('each@1[0]')).toMatchObject({ parent: 'each', index: 0, outcome: 'done', closedAt: 2_200 });
    expect(view.frames.get('each@1[1]')).toMatchObject({ index: 1, steps: ['each@1[1]/inner'] });
    expect(view.steps.get('each@1[0]/inner')?.title).toBe('echo ho');
    expect(view.active).toBe(1);

    const cancelled = viewOf([
      ...begun,
      { type: 'scope.cancelled', at: 3_000, frame: '', why: 'cancelled', by: 'ada' },
    ]);
    expect(cancelled.steps.get('each@1[0]/inner')?.life).toBe('done');
    expect(cancelled.steps.get('each@1[1]/inner')?.life).toBe('stopping');
    expect(cancelled.steps.get('each')?.life).toBe('stopping');
  });

  test('tells the story and how it ended', () => {
    const error = { code: 'failed', message: 'exit code 1', step: 'check' };
    const view = viewOf([
      started,
      { type: 'attempt.failed', ...at(3_000, 'write'), attempt: 1, error, retryAt: 9_000 },
      { type: 'backoff.elapsed', ...at(9_000, 'write') },
      { type: 'step.started', ...at(9_000, 'write'), visit: 1, attempt: 2, plan },
      { type: 'step.finished', ...at(9_500, 'write'), attempt: 2, outcome: 'failed', error, continued: true },
      { type: 'run.finished', at: 9_600, frame: '', outcome: 'failed', error, outputs: { n: 1 } },
    ]);
    expect(view).toMatchObject({ status: 'failed', outcome: 'failed', finishedAt: 9_600, outputs: { n: 1 }, error });
    expect(view.steps.get('write')).toMatchObject({
      attempt: 2,
      startedAt: 2_000,
      endedAt: 9_500,
      continued: true,
      error,
    });
    expect(view.timeline.map(({ address, type, text }) => [address, type, text])).toEqual([
      ['', 'run.created', 'by ada@example.org'],
      ['write', 'step.started', undefined],
      ['write', 'attempt.failed', 'exit code 1'],
      ['write', 'step.started', 'attempt 2'],
      ['write', 'step.finished', 'failed: exit code 1'],
      ['', 'run.finished', 'failed: exit code 1'],
    ]);
  });

  test('names who came another way than by the command line', () => {
    const by = { by: 'ada', from: { way: 'page', token: 'phone' } } as const;
    const view = viewOf([
      { type: 'message.kept', at: 2_000, frame: '', text: 'hello', by: 'bob', from: { way: 'cli' } },
      { type: 'message.sent', ...at(2_100, 'write'), attempt: 1, text: 'shorter', ...by },
      { type: 'approval.granted', ...at(2_200, 'ok'), approval: 'r.1', comment: 'fine', ...by },
      { type: 'approval.refused', ...at(2_300, 'ok'), approval: 'r.2', ...by },
      { type: 'scope.cancelled', at: 2_400, frame: '', why: 'cancelled', ...by },
    ]);
    expect(view.timeline.map(({ text }) => text)).toEqual([
      'by ada@example.org',
      'bob, for the next question: hello',
      'ada (page): shorter',
      'by ada (page), fine',
      'by ada (page)',
      'cancelled by ada (page)',
    ]);
  });
});
