/**
 * A repository with an origin, a workflow with policies and scripted agents, played by the built `omni`. What agents call
 * really happens: in worktrees of the repository, and at the origin. Only the package managers are small scripts.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { type Ended, eventually, makeProject, spawnOmni } from '../e2e/omni.ts';
import { type Call, callsOf, type Event, mergesOf } from './calls.ts';

export interface Flow {
  readonly policies: readonly object[];
  readonly agents?: object;
  readonly steps: readonly object[];
  readonly turns: Readonly<Record<string, readonly object[]>>;
  readonly [key: string]: unknown;
}

export interface Stage {
  /** Outside of the repository, and in no worktree. */
  readonly home: string;
  /** The repository. */
  readonly folder: string;
  /** Files of the repository, not committed. */
  write(files: Readonly<Record<string, string>>): void;
  /** The workflow and the script of its agents; several can stand side by side. */
  flow(flow: Flow, name?: string): Promise<void>;
  /** `apply` with the script, to its end. */
  apply(...args: readonly string[]): Promise<Ended>;
  start(...args: readonly string[]): ReturnType<typeof spawnOmni>;
  omni(...args: readonly string[]): Promise<Ended>;
  /** Another login of this machine. */
  as(name: string, ...args: readonly string[]): Promise<Ended>;
  /** The newest run as `show --json` says it. */
  show(): Promise<Shown>;
  /** The journal of the newest run, from a replay that came to the same. */
  told(): Promise<Told>;
  /** The newest run once so many asks are open. */
  asking(count?: number): Promise<Shown>;
  git(...args: readonly string[]): Promise<string>;
  /** Branches of the origin: what was pushed. */
  pushed(): Promise<readonly string[]>;
  /** What the package managers were told. */
  installed(): readonly string[];
  /** What a command waits for, and what it says in turn. */
  touch(file: string): void;
  until(file: string): Promise<void>;
  remove(): void;
}

export interface Ask {
  readonly id: string;
  readonly text: string;
  readonly policy: string;
  readonly rule: string;
  readonly about: { readonly tool?: { readonly input: { readonly command?: string } }; readonly merge?: object };
  readonly facts: Readonly<Record<string, unknown>>;
  readonly expiresAt: number;
}

export interface Shown {
  readonly run: string;
  readonly status: string;
  readonly asks: readonly { readonly step: string; readonly ask: Ask; readonly waiters: readonly object[] }[];
  readonly steps: readonly { readonly address: string; readonly life: string; readonly error?: { message: string } }[];
  readonly error?: { readonly message: string };
}

export interface Told {
  readonly events: readonly Event[];
  readonly calls: readonly Call[];
  /** What the rules said of each merge of a step `land_NAME`, by that name: `merge-unreviewed: deny`. */
  readonly merges: Readonly<Record<string, readonly string[]>>;
  of(type: string): readonly Event[];
}

/** A package manager that writes down what it was told; `npm run` runs the script. */
const manager = `#!/bin/sh
echo "$(basename "$0") $*" >> "$HOME/installed"
if [ "$1" = run ]; then exec sh -c "$(node -p "require('./package.json').scripts['$2']")"; fi
`;

export async function stage(files: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const project = makeProject();
  const { folder } = project;
  const repo = join(folder, 'repo');
  const origin = join(folder, 'origin.git');
  const bin = join(folder, 'bin');
  const env = { ...project.env, PATH: `${bin}:${project.env.PATH}` };
  const git = async (...args: readonly string[]): Promise<string> =>
    (await execa('git', args, { cwd: repo, env, extendEnv: false })).stdout;
  const write = (contents: Readonly<Record<string, string>>): void => {
    for (const [path, content] of Object.entries(contents)) {
      mkdirSync(dirname(join(repo, path)), { recursive: true });
      writeFileSync(join(repo, path), content);
    }
  };
  const commit = async (message: string): Promise<void> => {
    await git('add', '--all');
    await git('commit', '--quiet', '-m', message);
  };

  mkdirSync(bin);
  for (const name of ['npm', 'npx', 'pnpm', 'yarn', 'pip']) {
    writeFileSync(join(bin, name), manager);
    chmodSync(join(bin, name), 0o755);
  }
  write({ 'README.md': 'A project.\n', ...files });
  await execa('git', ['init', '--quiet', '--bare', origin], { env, extendEnv: false });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', origin);
  await git('config', 'user.email', 'ada@example.com');
  await git('config', 'user.name', 'Ada');
  await commit('Start');

  const ended = async (running: ReturnType<typeof spawnOmni>): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await running;
    return { code: exitCode, out: stdout, err: stderr };
  };
  const begin = (args: readonly string[], who: Readonly<Record<string, string>> = env) => spawnOmni(repo, who, args);
  const lines = async (...args: readonly string[]): Promise<readonly Record<string, unknown>[]> =>
    (await ended(begin([...args, '--json']))).out
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  let played: string | undefined;
  const play = async (...args: readonly string[]): Promise<Ended> => {
    const came = await ended(begin([...words, ...args]));
    played = /run (\S+) of flow/.exec(came.err)?.[1];
    return came;
  };
  /** The run that was played last, or was begun last. */
  const newest = async (): Promise<string | undefined> => {
    if (played !== undefined) return played;
    const [run] = await lines('runs');
    return run?.type === 'run' ? String(run.run) : undefined;
  };
  const words = ['apply', 'flow.yaml', '--simulate', 'simulate.yaml', '--yes'] as const;

  return {
    home: folder,
    folder: repo,
    write,
    async flow({ turns, ...flow }, name = 'flow') {
      const workflow = { apiVersion: 'omni/v1', kind: 'Workflow', name, agents: defaultAgents, ...flow };
      write({
        'flow.yaml': stringify(workflow, yaml),
        'simulate.yaml': stringify({ turns }, yaml),
      });
      await commit(`Flow ${name}`);
    },
    apply: play,
    start: (...args) => begin([...words, ...args]),
    omni: (...args) => ended(begin(args)),
    as: (name, ...args) => ended(begin(args, { ...env, OMNI_USER: `${name}@example.com` })),
    async show() {
      const [shown] = await lines('show', String(await newest()));
      return shown as unknown as Shown;
    },
    async told() {
      const told = await lines('replay', String(await newest()));
      const last = told.at(-1);
      if (last?.type !== 'replay' || (last.differences as readonly object[]).length > 0)
        throw new Error(`it does not replay: ${JSON.stringify(last)}`);
      const events = told.flatMap(({ type, event }) => (type === 'event' ? [event as Event] : []));
      return {
        events,
        calls: callsOf(events),
        merges: mergesOf(events),
        of: (type) => events.filter((event) => event.type === type),
      };
    },
    asking(count = 1) {
      return eventually(async () => {
        const run = await newest();
        if (run === undefined) return undefined;
        const [shown] = (await lines('show', run)) as unknown as readonly Shown[];
        return shown?.asks.length === count ? shown : undefined;
      });
    },
    git,
    pushed: async () =>
      (await git('ls-remote', '--heads', 'origin')).split('\n').flatMap((line) => line.split('\t')[1] ?? []),
    installed() {
      const file = join(folder, 'installed');
      return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
    },
    async until(file) {
      await eventually(async () => (existsSync(join(folder, file)) ? true : undefined));
    },
    touch: (file) => writeFileSync(join(folder, file), ''),
    remove: project.remove,
  };
}

/** Nothing is folded, and nothing is an alias. */
const yaml = { lineWidth: 0, aliasDuplicateObjects: false };

/** Three agents of three vendors. */
const defaultAgents = {
  ada: { harness: 'claude-code', model: 'claude-opus-4-5' },
  bob: { harness: 'codex' },
  cyd: { harness: 'gemini' },
};

export const shell = (script: string): object => ({ shell: { script } });

/** One answer of an agent, or of a step, that costs a cent. */
export const turn = (who: string, tools: readonly object[], more: object = {}): Record<string, readonly object[]> => ({
  [who]: [{ tools, text: 'Done.', usage: { input: 10, output: 5, cost_usd: 0.01 }, ...more }],
});

/**
 * A branch for each name, made side by side by its own steps; then one after the other is merged into main by
 * `land_NAME`, and the run goes on where that is refused.
 */
export function landEach(bodies: Readonly<Record<string, readonly object[]>>): readonly object[] {
  const all = Object.entries(bodies).map(([id, steps]) => ({ id, worktree: true, steps }));
  const land = Object.keys(bodies).map((id) => ({
    id: `land_${id}`,
    merge: [`\${{ steps.all.steps.${id}.branch }}`],
    into: 'main',
    on_error: 'continue',
  }));
  return [{ id: 'all', parallel: 'all', steps: all }, ...land];
}
