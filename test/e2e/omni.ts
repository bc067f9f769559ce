/** Runs the built `omni` as a person does: as a process, in a folder of its own, with a home and a name of its own. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const main = join(root, 'dist/cli/main.js');
if (!existsSync(main)) throw new Error('dist/ is missing: npm run build');

export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Project {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  write(files: Readonly<Record<string, string>>): void;
  /** To its end. */
  omni(...args: readonly string[]): Promise<Ended>;
  /** In the background. */
  start(...args: readonly string[]): ReturnType<typeof spawnOmni>;
  /** `--json`: each line parsed. */
  json(...args: readonly string[]): Promise<readonly Record<string, unknown>[]>;
  git(...args: readonly string[]): Promise<string>;
  remove(): void;
}

export const spawnOmni = (cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]) =>
  execa(process.execPath, [main, ...args], { cwd, env, extendEnv: false, reject: false, stdin: 'ignore' });

export function makeProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'omni-e2e-')));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    OMNI_USER: 'ada@example.com',
    OMNI_HOME: join(folder, '.omni'),
    GIT_CONFIG_NOSYSTEM: '1',
    LANG: 'C.UTF-8',
  };
  const start = (...args: readonly string[]) => spawnOmni(folder, env, args);
  const omni = async (...args: readonly string[]): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await start(...args);
    return { code: exitCode, out: stdout, err: stderr };
  };
  return {
    folder,
    env,
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    },
    omni,
    start,
    json: async (...args) =>
      (await omni(...args, '--json')).out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    git: async (...args) => (await execa('git', args, { cwd: folder, env, extendEnv: false })).stdout,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A workflow of two agents and a gate, and the script that plays it; `delay` is the writer's. */
export const gate = (delay = '0ms'): Readonly<Record<string, string>> => ({
  'gate/gate.yaml': `apiVersion: omni/v1
kind: Workflow
name: gate
inputs:
  goal: { type: string, default: Greet }
agents:
  claude: { harness: claude-code }
  codex: { harness: codex }
steps:
  - id: work
    worktree: true
    steps:
      - { id: write, agent: claude, prompt: "\${{ inputs.goal }}" }
      - { id: review, review: write, reviewer: { from: [claude, codex] } }
  - { id: ok, approve: Land it? }
  - { id: land, merge: work, into: main }
outputs:
  commits: \${{ steps.land.commits }}
`,
  'gate/simulate.yaml': `repo: demo/
turns:
  work.write:
    - delay: ${delay}
      tools: [ { write: { path: greeting.txt, content: "Hello\\n" } } ]
      text: "done \\e[2J\\e]0;owned\\a"
      usage: { input: 10, output: 5, cost_usd: 0.001 }
  work.review:
    - verdict: { verdict: approve, findings: [] }
      usage: { input: 10, output: 5, cost_usd: 0.001 }
`,
  'gate/demo/README.md': 'A demo.\n',
});

export const applyGate = ['apply', 'gate', '--simulate', 'gate/simulate.yaml', '--yes'] as const;

/** Asks again until there is an answer. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('it never came to that');
}

/** The newest run, once it is as wanted. */
export function runThat(
  project: Pick<Project, 'json'>,
  is: (run: Record<string, unknown>) => boolean,
): Promise<string> {
  return eventually(async () => {
    const [newest] = await project.json('runs');
    return newest?.type === 'run' && is(newest) ? String(newest.run) : undefined;
  });
}
