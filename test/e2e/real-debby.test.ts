/** Debby, unchanged, with Claude Code and Codex for its heads and Pi for its pen: a chat that is led by `omni send`. */
import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Seen, Wire } from '../fixtures/models/words.ts';
import { whyNotAny } from '../harnesses/installed.ts';
import { cast, type Part } from './cast.ts';
import { commitAll, keys, useService } from './service.ts';

/** Milliseconds: nine sessions of programs that take seconds to start, on machines that are busy. */
const longestMs = 240_000;
const reason = whyNotAny('claude', 'codex', 'pi');
/** What each answer of a model used, in tokens. */
const usage = { input: 1000, output: 100 };
const models = { claude: 'claude-sonnet-4-5', gpt: 'gpt-5.5', pen: 'gemini-2.5-pro' };

const question = 'Tabs or spaces?';
const followUp = 'What of Makefiles?';

/** What a head says first, then to the other's words, then again; each time it is known by what it said before. */
const head = (wire: Wire, first: string, second: string, third: string): readonly Part[] => {
  const after = (own: string) => `Your last answer was:\n${own}`;
  return [
    { says: question, wire, acts: [{ shell: `touch by-${wire}` }], answer: { answer: first } },
    { says: after(first), wire, answer: { answer: second, agrees: false, changed: true, objections: ['Not yet.'] } },
    { says: after(second), wire, answer: { answer: third, agrees: true, changed: true, objections: [] } },
  ];
};
const parts: readonly Part[] = [
  ...head('anthropic', 'Tabs: the reader decides.', 'Tabs, aligned by spaces.', 'A formatter.'),
  ...head('responses', 'Spaces: what you see.', 'Spaces, by a formatter.', 'Any formatter.'),
  { says: followUp, wire: 'anthropic', answer: { answer: 'There only tabs work.' } },
  { says: followUp, wire: 'responses', answer: { answer: 'Tabs, as make wants it.' } },
  { says: 'Several partners debated', answer: { synthesis: 'Take a formatter.', agreed: ['It ends it.'], differ: [] } },
];

type Event = Readonly<Record<string, unknown>>;
const of = (events: readonly Event[], type: string, step: string) =>
  events.filter((event) => event.type === type && event.step === step) as unknown as readonly {
    readonly plan: { readonly prompt: string; readonly session?: string };
    readonly result: { readonly output: unknown; readonly session: string; readonly cost_usd: number };
  }[];

describe.skipIf(reason !== undefined)(`debby${reason === undefined ? '' : ` (${reason})`}`, () => {
  const service = useService(() => ({}));
  const heard = (wire: Wire, from: readonly Seen[] = service.model.seen): string =>
    JSON.stringify(from.filter((seen) => seen.wire === wire).map(({ body }) => body));

  test(
    'two heads answer blind, criticise each other until they agree, are summed up, and remember it',
    async () => {
      const { project, model, at, omni } = service;
      cpSync(resolve('examples/debby'), join(project.folder, 'debby'), { recursive: true });
      await commitAll(project);
      model.play(cast(parts, usage));
      const printed: string[] = [];
      /** @returns the events that came of it. */
      const send = async (text: string, code = 3): Promise<readonly Event[]> => {
        const { exitCode, stdout, stderr } = await omni('send', run, text, '--resume', '--json');
        expect(exitCode, stdout + stderr).toBe(code);
        printed.push(stdout, stderr);
        const lines = stdout.split('\n').map((line) => JSON.parse(line) as { readonly event?: Event });
        return lines.flatMap(({ event }) => (event === undefined ? [] : [event]));
      };
      const swap = Object.entries({ 'pen.harness': 'pi', ...models }).flatMap(([name, value]) => [
        '--agent',
        `${name.includes('.') ? name : `${name}.model`}=${value}`,
      ]);
      const gateways = [...at('claude', 'anthropic'), ...at('gpt', 'responses'), ...at('pen', 'gemini')];
      const begun = await omni('apply', 'debby', '--yes', '--json', ...swap, ...gateways);
      expect(begun.exitCode, begun.stdout + begun.stderr).toBe(3);
      const run = String(JSON.parse(begun.stdout.split('\n').at(-1)!).run);

      const blind = await send(question);
      expect(of(blind, 'step.finished', 'claude')[0]?.result.output).toEqual({ answer: 'Tabs: the reader decides.' });
      expect(of(blind, 'step.finished', 'gpt')[0]?.result.output).toEqual({ answer: 'Spaces: what you see.' });
      expect(heard('anthropic')).not.toContain('what you see');
      expect(heard('responses')).not.toContain('the reader decides');
      for (const wire of ['anthropic', 'responses'] as const) {
        expect(heard(wire)).toContain('In a debate an agent may only read, search and fetch');
        expect(existsSync(join(project.folder, `by-${wire}`))).toBe(false);
      }

      // Of five rounds that it may take, two are enough: then both agree.
      const debate = await send('/debate 5');
      const sessions = ['claude', 'gpt'].map((name) => of(blind, 'step.finished', name)[0]?.result.session);
      for (const [nth, other] of ['Spaces: what you see.', 'Tabs: the reader decides.'].entries()) {
        const rounds = of(debate, 'step.started', ['claude', 'gpt'][nth]!);
        expect(rounds).toHaveLength(2);
        expect(rounds[0]?.plan.prompt).toContain(other);
        expect(rounds[1]?.plan.prompt).toContain('- objects: Not yet.');
        for (const { plan } of rounds) expect(plan.session).toBe(sessions[nth]);
      }
      const synthesis = { synthesis: 'Take a formatter.', agreed: ['It ends it.'], differ: [] };
      expect(of(debate, 'step.finished', 'judge')[0]?.result.output).toEqual(synthesis);
      for (const told of ['A formatter.', 'Any formatter.']) expect(heard('gemini')).toContain(told);

      // What follows is asked of the same heads: each reads what it said, and nothing that the other did not tell it.
      const before = model.seen.length;
      const followed = await send(followUp);
      const since = model.seen.slice(before);
      expect(heard('anthropic', since)).toMatch(/Tabs: the reader decides.*What of Makefiles/);
      expect(heard('responses', since)).toMatch(/Spaces: what you see.*What of Makefiles/);
      expect(of(followed, 'step.finished', 'gpt')[0]?.result.output).toEqual({ answer: 'Tabs, as make wants it.' });
      await send('/quit', 0);

      // Every answer is paid for once: as Claude Code and Pi say, and for Codex by the table of prices.
      const micros: Readonly<Record<string, number>> = { anthropic: 4500, responses: 8000, gemini: 2250 };
      const spent = model.seen.reduce((sum, { wire }) => sum + micros[wire]!, 0);
      const [shown] = await project.json('show', run);
      expect(shown).toMatchObject({ status: 'done', cost: { known: true, microUsd: spent } });
      for (const key of Object.values(keys))
        for (const text of [service.journal(), ...printed]) expect(text).not.toContain(key);
    },
    longestMs,
  );
});
