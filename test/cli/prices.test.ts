/** The prices of a run: what it pins when it begins, by what it is priced to its end, and that nobody else loads them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { pinPrices, pricesOf } from '../../cli/prices.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import { main } from '../e2e/omni.ts';
import { Play } from '../engine/play.ts';
import { openTemporary } from '../runs/journal/folder.ts';

const at = Date.UTC(2026, 0, 15);
const usage = { input: 1_000_000, output: 0 };
const agent = (more: Partial<AgentSpec>): AgentSpec => ({ name: 'x', harness: 'pi', ...more });

const workflowOf = (agents: Record<string, AgentSpec>) =>
  Play.of({ workflow: { name: 'w', steps: [{ id: 'a', run: ['true'] }] as never }, agents }).workflow;

test('a run pins the prices of its models, and is priced by them', async () => {
  const journal = openTemporary();
  const opus = agent({ model: 'claude-opus-4-5' });
  const odd = agent({ model: 'mine', vendor: 'me' });
  const hash = await pinPrices(workflowOf({ opus, odd, bare: agent({}) }), journal);
  const pinned = JSON.parse((await journal.get(hash!))!);
  expect(pinned.rows).toMatchObject([{ model: 'claude-opus-4-5', vendor: 'anthropic', provider: 'anthropic' }]);
  const price = await pricesOf(hash!, journal);
  expect(price(opus, usage, at)).toBe(pinned.rows[0].prices[0].prices.input_mtok * 1e6);
  expect([odd, agent({}), agent({ model: 'gpt-5' })].map((other) => price(other, usage, at))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('the same models pin the same', async () => {
  const journal = openTemporary();
  const [one, other] = [agent({ model: 'gpt-5' }), agent({ model: 'claude-opus-4-5' })];
  const hash = await pinPrices(workflowOf({ one, other }), journal);
  expect(await pinPrices(workflowOf({ a: other, b: one, c: one }), journal)).toBe(hash);
});

test('a run whose prices are not known pins none', async () => {
  const journal = openTemporary();
  expect(await pinPrices(workflowOf({}), journal)).toBeUndefined();
  expect(await pinPrices(workflowOf({ bare: agent({}) }), journal)).toBeUndefined();
  expect(await pinPrices(workflowOf({ odd: agent({ model: 'mine' }) }), journal)).toBeUndefined();
});

test('prices that are gone or are none stop the run', async () => {
  const journal = openTemporary();
  await expect(pricesOf('a'.repeat(64), journal)).rejects.toMatchObject({ code: 'OMNI6009' });
  const other = await journal.put('{"no":"prices"}');
  await expect(pricesOf(other, journal)).rejects.toMatchObject({ code: 'OMNI6009' });
});

/** The sources of a built file and of what it imports; `lazily`: also of what it may import later. */
function sourcesOf(file: string, lazily: boolean, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const source = readFileSync(file, 'utf8');
  found.set(file, source);
  const imports = lazily ? /\b(?:from|import)\s*\(?\s*"(\.\/[^"]+)"/g : /\b(?:from|import)\s*"(\.\/[^"]+)"/g;
  for (const [, path] of source.matchAll(imports)) sourcesOf(join(dirname(file), path!), lazily, found);
  return found;
}

test('the command loads its price table only when it is wanted', () => {
  const holdsTable = (sources: Map<string, string>) =>
    [...sources.values()].some((source) => source.includes('genai-prices'));
  expect(holdsTable(sourcesOf(main, false))).toBe(false);
  expect(holdsTable(sourcesOf(main, true))).toBe(true);
});
