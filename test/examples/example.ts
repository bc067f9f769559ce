/** A copy of an example in a project of its own, run by the built command and played by its simulation. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { type Ended, main, makeProject, type Project, root } from '../e2e/omni.ts';

export interface Step {
  readonly address: string;
  readonly life: string;
  readonly agent?: string;
  readonly vendor?: string;
  readonly attempt: number;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Where a run stands, as `omni show --json` says it. */
export interface Run {
  readonly run: string;
  readonly status: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
  readonly steps: readonly Step[];
}

export interface Example extends Project {
  /** Changes a file of the copy; what is replaced has to stand there. */
  edit(path: string, from: string, to: string): void;
  apply(...args: readonly string[]): Promise<Ended>;
  /** What somebody else types. */
  as(person: string, ...args: readonly string[]): Promise<Ended>;
  /** The newest run. */
  show(): Promise<Run>;
  /** `git` in the newest copy of its demo. */
  gitInDemo(...args: readonly string[]): Promise<string>;
}

export function copyExample(name: string): Example {
  const project = makeProject();
  cpSync(join(root, 'examples', name), join(project.folder, name), { recursive: true });
  return {
    ...project,
    edit(path, from, to) {
      const file = join(project.folder, name, path);
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(from);
      writeFileSync(file, text.replaceAll(from, to));
    },
    apply: (...args) => project.omni('apply', name, '--simulate', `${name}/simulate.yaml`, '--yes', ...args),
    async as(person, ...args) {
      const env = { ...project.env, OMNI_USER: person };
      const options = { cwd: project.folder, env, extendEnv: false, reject: false, stdin: 'ignore' } as const;
      const { exitCode, stdout, stderr } = await execa(process.execPath, [main, ...args], options);
      return { code: exitCode, out: stdout, err: stderr };
    },
    async show() {
      const [newest] = await project.json('runs');
      const [shown] = await project.json('show', String(newest?.run));
      return shown as unknown as Run;
    },
    async gitInDemo(...args) {
      const demos = join(project.folder, '.omni/demo');
      const copies = readdirSync(demos).flatMap((demo) =>
        readdirSync(join(demos, demo)).map((copy) => join(demo, copy)),
      );
      return project.git('-C', join(demos, copies.sort().at(-1) ?? ''), ...args);
    },
  };
}

/** `tries[0].write`, on its last visit. */
export const stepOf = ({ steps }: Run, address: string): Step | undefined =>
  steps.findLast((step) => step.address.replaceAll(/@\d+/g, '').replaceAll('/', '.') === address);

/** The machine of a README is what `omni graph` draws. */
export async function expectDrawn(name: string, example: Example): Promise<void> {
  const readme = readFileSync(join(root, 'examples', name, 'README.md'), 'utf8');
  const { out } = await example.omni('graph', join(root, 'examples', name));
  expect(/```mermaid\n([\s\S]*?)```/.exec(readme)?.[1]?.trimEnd()).toBe(out.trimEnd());
}
