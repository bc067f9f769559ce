/**
 * One line of YAML swaps a harness, and the journal tells the same story: for every pair of those that are installed.
 *
 * A story is every event in its order, by what happened, where, and what was asked and decided. Left out of the order
 * are the events whose number and moment are a harness's own affair by its declared capabilities: usage comes at the
 * end or with each answer (`usage`), an answer that is no `structuredOutput` comes as a message, and a session is opened
 * when its program says so. Of these it is compared which step had any.
 */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../agents/catalogue.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { Wire } from '../fixtures/models/words.ts';
import { whyNot } from '../harnesses/installed.ts';
import { cast } from './cast.ts';
import { commitAll, useService } from './service.ts';

/** Milliseconds: a run with two sessions of programs that take seconds to start, on machines that are busy. */
const longestMs = 240_000;

interface Swapped {
  readonly program?: string;
  readonly model: string;
  readonly wire: Wire;
}

/** Every harness that a document can name alone; `acp` takes a `command` as well. */
const harnesses: Readonly<Record<string, Swapped>> = {
  'claude-code': { program: 'claude', model: 'claude-sonnet-4-5', wire: 'anthropic' },
  codex: { program: 'codex', model: 'gpt-5.5', wire: 'responses' },
  pi: { program: 'pi', model: 'claude-sonnet-4-5', wire: 'anthropic' },
  model: { model: 'claude-sonnet-4-5', wire: 'anthropic' },
  gemini: { program: 'gemini', model: 'gemini-2.5-pro', wire: 'gemini' },
  opencode: { program: 'opencode', model: 'claude-sonnet-4-5', wire: 'chat' },
  copilot: { program: 'copilot', model: 'claude-sonnet-4-5', wire: 'chat' },
};
const names = Object.keys(harnesses);
const models = Object.fromEntries(names.map((name) => [name, harnesses[name]!.model]));

/** No budget: who tells what it has spent at the end of a turn is refused one before a run (OMNI5007). */
const flow = (harness: string): string => `apiVersion: omni/v1
kind: Workflow
name: flow
agents:
  ada:
    harness: ${harness}
    model: frontier
    instructions: You write one file.
    limits: { timeout: 10m, turns: 20 }
  bob: { harness: model, model: grok-4 }
policies:
  - uses: omni/no-force-push
steps:
  - id: work
    worktree: true
    steps:
      - { id: write, agent: ada, prompt: Write a greeting., output: { type: object, required: [file], properties: { file: { type: string } } } }
      - { id: review, review: write, reviewer: { from: [bob], vendor: different } }
  - { id: land, merge: work, into: main }
outputs:
  file: \${{ steps.work.steps.write.output.file }}
`;

/** Events whose number and moment are the harness's own affair. */
const uneven = new Set(['usage.reported', 'message.received', 'session.opened']);

interface Shape {
  readonly story: readonly string[];
  readonly besides: readonly string[];
}

function shapeOf(journal: string): Shape {
  const events = journal.split('\n').flatMap((line) => {
    const { event } = JSON.parse(line) as { readonly event?: Readonly<Record<string, Json>> };
    return event === undefined ? [] : [event];
  });
  const told = ({ type, frame = '', step = '', tool, allow, outcome }: Readonly<Record<string, Json>>): string =>
    [type, frame, step, isJsonObject(tool) ? tool.kind : '', allow ?? '', outcome ?? ''].join(' ').trim();
  const isUneven = ({ type }: Readonly<Record<string, Json>>) => uneven.has(String(type));
  const besides = events.filter((event) => isUneven(event) && event.type !== 'message.received').map(told);
  return { story: events.filter((event) => !isUneven(event)).map(told), besides: [...new Set(besides)].sort() };
}

describe('a harness is swapped in one line', () => {
  const service = useService(() => ({
    'omni.yaml': `apiVersion: omni/v1\nkind: Project\nmodels:\n  frontier: ${JSON.stringify(models)}\n`,
  }));
  const shapes = new Map<string, Shape>();

  test('which is the only one that changes, and there is no other harness', () => {
    for (const harness of names) {
      const [before, after] = [flow('claude-code').split('\n'), flow(harness).split('\n')];
      expect(after.filter((line, at) => line !== before[at])).toHaveLength(harness === 'claude-code' ? 0 : 1);
    }
    expect([...names, 'acp'].sort()).toEqual(Object.keys(catalogue).sort());
  });

  for (const harness of names) {
    const { program, wire } = harnesses[harness]!;
    const reason = program && whyNot(program);
    const title = `${harness} tells the story of those before it${reason === undefined ? '' : ` (${reason})`}`;
    test.skipIf(reason !== undefined)(
      title,
      async () => {
        const { model, project, omni, at } = service;
        project.write({ 'flow.yaml': flow(harness) });
        await commitAll(project);
        model.play(
          cast([
            {
              says: 'Write a greeting.',
              acts: [
                { write: { path: 'greeting.txt', content: 'Hello\n' } },
                { shell: 'git push --force origin main' },
              ],
              answer: { file: 'greeting.txt' },
            },
            { says: 'You review a change', answer: { verdict: 'approve', findings: [] } },
          ]),
        );
        const { exitCode, stdout, stderr } = await omni(
          ...['apply', 'flow.yaml', '--yes', ...at('ada', wire), ...at('bob', 'chat')],
        );
        expect(exitCode, stdout + stderr).toBe(0);
        expect(await project.git('show', 'main:greeting.txt')).toBe('Hello');
        const journal = await omni('replay', '--json', stdout.match(/\d{4}-[a-z0-9]{6}/)?.[0] ?? '');
        const shape = shapeOf(journal.stdout);
        expect(shape.story).toContain('tool.requested work@1 write shell');
        for (const [other, its] of shapes) expect(shape, `${other} and ${harness}`).toEqual(its);
        shapes.set(harness, shape);
      },
      longestMs,
    );
  }
});
