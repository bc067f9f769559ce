/** The drawn machine: every step has its place, and the light of how it stands. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import type { Workflow } from '../../../engine/compile/workflow.ts';
import { drawMachine } from '../../../runs/server/machine/draw.ts';
import { type LaidBody, layOut } from '../../../runs/server/machine/layout.ts';
import { lightsOf } from '../../../runs/server/machine/lights.ts';
import { emptyView, foldView } from '../../../runs/view/index.ts';
import type { Spec } from '../../../schema/spec.ts';
import { workflowOf } from '../../engine/spec.ts';
import { cases } from '../../laws/cases.ts';
import { pollyHistory } from './desk.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });

function compiled(spec: Spec): Workflow {
  const result = compile(spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.workflow;
}

/** Everything that is wrong with where things stand. */
function misplaced({ width, height, boxes, arrows, start, end }: LaidBody): string[] {
  const outside = (x: number, y: number) => !(x >= 0 && y >= 0 && x <= width && y <= height);
  const wrong = boxes.flatMap((box, index) => {
    const found =
      outside(box.x, box.y) || outside(box.x + box.width, box.y + box.height) ? [`${box.state.name} outside`] : [];
    for (const other of boxes.slice(index + 1)) {
      const apart =
        box.x + box.width <= other.x ||
        other.x + other.width <= box.x ||
        box.y + box.height <= other.y ||
        other.y + other.height <= box.y;
      if (!apart) found.push(`${box.state.name} over ${other.state.name}`);
    }
    for (const [index, { at, body }] of box.inner.entries()) {
      const next = box.inner[index + 1]?.at.x ?? box.width;
      if (at.x < 0 || at.x + body.width > next || at.y + body.height > box.height)
        found.push(`${box.state.name} bursts`);
    }
    return [...found, ...box.inner.flatMap(({ body }) => misplaced(body))];
  });
  const points = [start, ...(end ? [end] : []), ...arrows.flatMap((arrow) => arrow.points)];
  return [...wrong, ...points.flatMap(({ x, y }) => (outside(x, y) ? [`a point outside: ${x} ${y}`] : []))];
}

test('no step stands over another or leaves its body, whatever the workflow', () => {
  fc.assert(
    fc.property(cases, ({ spec }) => {
      const body = layOut(compiled(spec));
      if (body !== undefined) expect(misplaced(body)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('every step is drawn once', () => {
  const workflow = workflowOf([
    {
      id: 'each',
      foreach: { item: '${{ [1] }}' },
      steps: [run('work'), { id: 'again', until: 'true', max: 2, steps: [run('inner')] }],
    },
    run('last', { on_error: [run('note')] }),
  ]);
  const svg = drawMachine('r1', layOut(workflow)!, new Map()).html;
  const names = [...svg.matchAll(/class="name"[^>]*>([^<]*)</g)].map(([, name]) => name);
  expect(names.sort()).toEqual(['again', 'each', 'inner', 'last', 'note', 'when last fails', 'work']);
});

test('branches stand side by side, each lit by its own frame', () => {
  const workflow = workflowOf([{ id: 'both', parallel: 'all', steps: [run('left'), run('right')] }]);
  const view = emptyView();
  const opened = (branch: string, index: number) =>
    ({ type: 'frame.opened', at: 1, frame: '', step: 'both', child: `both@1[${index}]`, index, branch }) as const;
  const events = [
    { type: 'run.created', at: 1, frame: '', run: 'r1', spec: '', inputs: {}, seed: '', engine: '', starter: '' },
    { type: 'step.started', at: 1, visit: 1, attempt: 1, frame: '', step: 'both' },
    opened('left', 0),
    opened('right', 1),
    { type: 'step.started', at: 1, visit: 1, attempt: 1, frame: 'both@1[0]', step: 'left' },
    { type: 'step.waiting', at: 1, visit: 1, frame: 'both@1[1]', step: 'right', until: 9 },
  ] as const;
  for (const [index, event] of events.entries())
    foldView(view, { run: 'r1', seq: index + 1, event, prevHash: '', hash: '' }, workflow);
  const svg = drawMachine('r1', layOut(workflow)!, lightsOf(view, workflow)).html;
  const drawn = [...svg.matchAll(/<title>([^<]*)</g)].map(([, title]) => title?.trim());
  expect(drawn).toEqual(['both: running', 'left: running', 'right: waiting']);
});

test('a body that always fails has no end', () => {
  const ends = (steps: readonly object[]) =>
    drawMachine('r1', layOut(workflowOf(steps))!, new Map()).html.match(/class="ring"/g);
  expect(ends([{ id: 'stop', fail: 'No.' }])).toBeNull();
  expect(ends([{ id: 'stop', if: 'true', fail: 'No.' }])).toHaveLength(1);
});

test('a workflow that is too large is not drawn', () => {
  expect(layOut(workflowOf(Array.from({ length: 121 }, (_, index) => run(`s${index}`))))).toBeUndefined();
});

test('a step is lit by what its frames do: the loudest counts, and how many are over', () => {
  const { spec, events } = pollyHistory();
  const workflow = compiled(spec as Spec);
  const view = emptyView();
  const seen = new Set<string>();
  for (const [index, event] of events.entries()) {
    foldView(view, { run: 'r1', seq: index + 1, event, prevHash: '', hash: '' }, workflow);
    for (const [key, { life, frames, over }] of lightsOf(view, workflow)) seen.add(`${key} ${life} ${over}/${frames}`);
  }
  const wanted = [
    'plan running 0/1',
    'plan done 1/1',
    'build/write running 0/3',
    'build/review pending 0/3',
    'build/review done 3/3',
    'merge_ok asking 0/1',
  ];
  for (const light of [...wanted, 'land done 1/1']) expect(seen).toContain(light);
  // A review that sent its writer back leaves the writer at work, not done.
  expect([...seen].some((light) => /^build\/write running [12]\/3$/.test(light))).toBe(true);
});

test('of the rounds of a loop only the last is lit', () => {
  const workflow = workflowOf([{ id: 'loop', until: 'true', max: 3, steps: [run('a'), run('b')] }]);
  const view = emptyView();
  const at = { at: 1, visit: 1, attempt: 1 };
  const round = (index: number) =>
    ({ type: 'frame.opened', at: 1, frame: '', step: 'loop', child: `loop@1[${index}]`, index }) as const;
  const ended = (frame: string, step: string) =>
    ({ type: 'step.finished', at: 1, frame, step, outcome: 'done' }) as const;
  const events = [
    { type: 'run.created', at: 1, frame: '', run: 'r1', spec: '', inputs: {}, seed: '', engine: '', starter: '' },
    { type: 'step.started', ...at, frame: '', step: 'loop' },
    round(0),
    ended('loop@1[0]', 'a'),
    ended('loop@1[0]', 'b'),
    { type: 'frame.closed', at: 1, frame: 'loop@1[0]', outcome: 'done' },
    round(1),
    { type: 'step.started', ...at, frame: 'loop@1[1]', step: 'a' },
  ] as const;
  for (const [index, event] of events.entries())
    foldView(view, { run: 'r1', seq: index + 1, event, prevHash: '', hash: '' }, workflow);
  const lights = lightsOf(view, workflow);
  expect(lights.get('loop/a')).toMatchObject({ life: 'running', frames: 1, over: 0 });
  expect(lights.get('loop/b')).toMatchObject({ life: 'pending', frames: 1, over: 0 });
});
