import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createRegistry, playAll } from '../../agents/registry.ts';
import { createSimulateHarness } from '../../agents/simulate/index.ts';
import { realClock, simulationOf } from './simulate/scripted.ts';

const simulate = createSimulateHarness({ simulation: simulationOf({}), clock: realClock });

describe('the registry', () => {
  test('finds the harness that an agent names, and no other in its place', () => {
    const registry = createRegistry([simulate]);
    expect(registry.find({ name: 'a', harness: 'simulate' })).toBe(simulate);
    expect(registry.find({ name: 'a', harness: 'codex' })).toEqual({
      missing: "This version has no adapter for harness 'codex'. Try the workflow with --simulate FILE.",
    });
    expect(createRegistry([]).find({ name: 'a', harness: 'simulate' })).toHaveProperty('missing');
  });

  test('an agent that cannot run here is missing with its reason, beside others of its harness', () => {
    const ada = { name: 'ada', harness: 'simulate' } as const;
    const registry = createRegistry([simulate], new Map([[ada, 'It is not well.']]));
    expect(registry.find(ada)).toEqual({ missing: 'It is not well.' });
    expect(registry.find({ ...ada, name: 'bob' })).toBe(simulate);
  });

  test('lets a simulation play every agent', () => {
    expect(playAll(simulate).find({ name: 'a', harness: 'codex' })).toBe(simulate);
  });
});

test('the ready-made agents are what their files are called', () => {
  const folder = new URL('../../agents/library/', import.meta.url);
  const files = readdirSync(folder).sort();
  expect(files).toEqual(['claude.yaml', 'codex.yaml', 'copilot.yaml', 'gemini.yaml', 'opencode.yaml', 'pi.yaml']);
  for (const file of files) {
    const agent = parse(readFileSync(new URL(file, folder), 'utf8'));
    expect(agent).toMatchObject({ apiVersion: 'omni/v1', kind: 'Agent', name: file.replace('.yaml', '') });
  }
});
