/**
 * A real stage for the performer: a repository in a temporary folder, real worktrees and processes, and agents that
 * are simulated. Facts are collected, and questions are answered as the test says.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { stringify } from 'yaml';
import { createReaper } from '../../../agents/places/reaper.ts';
import { playAll } from '../../../agents/registry.ts';
import { createSimulateHarness, loadSimulation } from '../../../agents/simulate/index.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import type { AttemptPlan } from '../../../engine/effects.ts';
import type { Tool } from '../../../engine/events.ts';
import type { Fact } from '../../../engine/facts.ts';
import { createPerformer, type Delta, type PerformerDeps } from '../../../engine/perform/index.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { Harness } from '../../../engine/ports/harness.ts';
import type { Performer } from '../../../engine/ports/performer.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import { useTempFolder } from '../../agents/temp.ts';
import { sha256 } from '../../agents/workspaces/repository.ts';

export interface Stage {
  readonly repo: string;
  readonly facts: Fact[];
  readonly deltas: Delta[];
  readonly performer: Performer;
  readonly clock: Clock & { pass(ms: number): void };
  git(...args: string[]): string;
  /** Starts an attempt; resolves with the fact that it ended. */
  play(plan: AttemptPlan, at?: Partial<Place>): Promise<Ended>;
  of<T extends Fact['type']>(type: T): Extract<Fact, { type: T }>[];
}
interface Place {
  readonly frame: string;
  readonly step: string;
  readonly attempt: number;
}
type Ended = Extract<Fact, { type: 'attempt.finished' | 'attempt.stopped' }>;

export interface Setting extends Partial<Omit<PerformerDeps, 'agents'>> {
  readonly turns?: Record<string, readonly object[]>;
  readonly agents?: Record<string, Partial<AgentSpec>>;
  /** By agent: what runs it instead of the simulation. */
  readonly adapters?: Record<string, Harness>;
  readonly files?: Record<string, string>;
  /** Undefined: nobody answers. */
  readonly decide?: (tool: Tool) => { allow: boolean; reason?: string } | undefined;
}

export const workspace = { key: 'build@1[0]', branch: 'omni/r1/build-0' };

/** Time that stands until it is told to pass. */
function createVirtualClock(): Stage['clock'] {
  let now = 1_000;
  const waiting = new Set<{ deadlineMs: number; call: () => void }>();
  return {
    now: () => now,
    after(deadlineMs, call) {
      const entry = { deadlineMs, call };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    pass(ms) {
      now += ms;
      for (const entry of [...waiting]) {
        if (entry.deadlineMs > now) continue;
        waiting.delete(entry);
        entry.call();
      }
    },
  };
}

/** Makes stages below one temporary folder; everything of them ends with the test file. */
export function useStages(): (setting?: Setting) => Promise<Stage> {
  const folder = useTempFolder();
  const reaper = createReaper();
  const performers: Performer[] = [];
  afterAll(async () => {
    await Promise.all(performers.map((performer) => performer.dispose()));
    reaper.dispose();
  });
  let count = 0;

  return async ({
    turns = {},
    agents = { writer: {} },
    adapters = {},
    files = {},
    decide = () => ({ allow: true }),
    ...deps
  } = {}) => {
    count += 1;
    const repo = join(folder, `repo-${count}`);
    const git = (...args: string[]): string => execFileSync('git', args, { cwd: repo, encoding: 'utf8' }).trim();
    write(repo, { 'README.md': '# A repository\n', ...files });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('-c', 'user.name=test', '-c', 'user.email=test@omni.invalid', 'commit', '--quiet', '--message=Begin');

    const { simulation, issues } = loadSimulation(
      stringify({ turns }, { aliasDuplicateObjects: false }),
      'simulate.yaml',
    );
    if (simulation === undefined) throw new Error(JSON.stringify(issues));
    const clock = createVirtualClock();
    const simulated = playAll(createSimulateHarness({ simulation, clock }));
    const facts: Fact[] = [];
    const deltas: Delta[] = [];
    const named = Object.entries(agents).map(([name, spec]) => [
      name,
      { name, harness: 'simulate', ...spec } as AgentSpec,
    ]);
    const performer = createPerformer({
      harnesses: { find: (agent) => adapters[agent.name] ?? simulated.find(agent) },
      workspaces: await createWorkspaces({ repo, home: join(folder, `home-${count}`), reaper, env: process.env }),
      agents: Object.fromEntries(named),
      run: 'r1',
      clock,
      secrets: () => undefined,
      baseEnv: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
      sha256,
      onDelta: (delta) => deltas.push(delta),
      ...deps,
    });
    performers.push(performer);

    const play: Stage['play'] = (plan, at) => {
      const place = { frame: 'build@1[0]', step: 'write', attempt: 1, ...at };
      return new Promise((resolve) => {
        performer.start({ type: 'startAttempt', ...place, plan }, (fact) => {
          facts.push(fact);
          if (fact.type === 'attempt.finished' || fact.type === 'attempt.stopped') resolve(fact);
          if (fact.type !== 'tool.requested') return;
          const answer = decide(fact.tool);
          if (answer) performer.answer({ type: 'answerTool', ...place, call: fact.call, ...answer });
        });
      });
    };
    return {
      repo,
      facts,
      deltas,
      performer,
      clock,
      git,
      play,
      of: <T extends Fact['type']>(type: T) =>
        facts.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type),
    };
  };
}

function write(folder: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
