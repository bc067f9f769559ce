/** A run as a view would hold it in the middle of polly: written out, so that the drawing alone is under test. */
import type { FrameRow, RunView, StepRow } from '../../../runs/view/index.ts';

export const start = 1_800_000_000_000;

export function stepRow(frame: string, step: string, rest: Partial<StepRow> = {}): StepRow {
  return {
    address: frame === '' ? step : `${frame}/${step}`,
    frame,
    step,
    life: 'pending',
    visit: 0,
    attempt: 0,
    cost: { known: true, microUsd: 0 },
    toolCalls: 0,
    lines: [],
    frames: [],
    openFrames: 0,
    reported: false,
    asks: [],
    ...rest,
  };
}

export function makeView(steps: readonly StepRow[], frames: readonly FrameRow[], rest: Partial<RunView> = {}): RunView {
  return {
    run: '20270115-k3v9',
    workflow: 'polly',
    starter: 'ada@example.com',
    engine: '0.1.0',
    status: 'running',
    inputs: {},
    startedAt: start,
    cost: { known: true, microUsd: 0 },
    tokens: { input: 0, output: 0 },
    toolCalls: 0,
    active: 0,
    waits: 0,
    steps: new Map(steps.map((step) => [step.address, step])),
    frames: new Map(frames.map((frame) => [frame.frame, frame])),
    asks: new Map(),
    timeline: [],
    seq: 0,
    hash: '',
    ...rest,
  };
}

const usd = (amount: number) => ({ known: true, microUsd: Math.round(amount * 1_000_000) });
const done = (fromMs: number, toMs: number) =>
  ({ life: 'done', visit: 1, attempt: 1, startedAt: start + fromMs, endedAt: start + toMs }) as const;

/** The lead has planned; item 0 is finished after a second round, item 1 is being written, item 2 was just opened. */
export function pollyAtWork(): RunView {
  const items = ['build@1[0]', 'build@1[1]', 'build@1[2]'];
  return makeView(
    [
      stepRow('', 'plan', { ...done(0, 2_100), kind: 'agent', agent: 'lead', vendor: 'anthropic', cost: usd(0.024) }),
      stepRow('', 'build', {
        life: 'running',
        visit: 1,
        attempt: 1,
        startedAt: start + 2_200,
        kind: 'steps',
        frames: items,
        cost: usd(0.031),
      }),
      stepRow('', 'merge_ok', { kind: 'approve' }),
      stepRow('', 'land', { kind: 'merge' }),
      stepRow(items[0]!, 'write', {
        ...done(2_300, 6_000),
        kind: 'agent',
        agent: 'codex',
        vendor: 'openai',
        title: 'Slugify',
        cost: usd(0.018),
        visit: 2,
        attempt: 2,
      }),
      stepRow(items[0]!, 'check', { ...done(6_000, 6_900), kind: 'run', title: 'sh -c "$VERIFY"', exitCode: 0 }),
      stepRow(items[0]!, 'review', {
        ...done(6_900, 8_000),
        kind: 'review',
        agent: 'claude',
        vendor: 'anthropic',
        cost: usd(0.013),
        review: { reviewer: { name: 'claude', vendor: 'anthropic' }, round: 2, verdict: 'approve', findings: [] },
      }),
      stepRow(items[1]!, 'write', {
        life: 'running',
        visit: 1,
        attempt: 1,
        startedAt: start + 2_300,
        kind: 'agent',
        agent: 'claude',
        vendor: 'anthropic',
        title: 'Command line',
        lines: [{ type: 'tool', at: start + 7_000, text: 'edit bin/slugify.js', call: 'c1' }],
      }),
      stepRow(items[1]!, 'check', { kind: 'run' }),
      stepRow(items[1]!, 'review', { kind: 'review' }),
      stepRow(items[2]!, 'write', {
        life: 'backoff',
        visit: 1,
        attempt: 1,
        startedAt: start + 2_300,
        kind: 'agent',
        agent: 'pi',
        vendor: 'google',
        title: 'Documentation',
        error: { code: 'failed', message: 'connection reset' },
      }),
      stepRow(items[2]!, 'check', { kind: 'run' }),
      stepRow(items[2]!, 'review', { kind: 'review' }),
    ],
    [
      { frame: '', openedAt: start, steps: ['plan', 'build', 'merge_ok', 'land'] },
      ...items.map((frame, index) => ({
        frame,
        parent: 'build',
        index,
        openedAt: start + 2_250,
        steps: ['write', 'check', 'review'].map((step) => `${frame}/${step}`),
        ...(index === 0 ? { closedAt: start + 8_000, outcome: 'done' as const } : {}),
      })),
    ],
    { cost: usd(0.055) },
  );
}
