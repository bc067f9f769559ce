/** An example in a project of its own, played by the built `omni`; a test changes the copy, never the example. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeProject, type Project, root } from '../e2e/omni.ts';

export interface Stage extends Pick<Project, 'folder' | 'env' | 'omni' | 'json' | 'write' | 'remove'> {
  /** A file of the example. */
  read(file: string): string;
  /** Replaces a text that has to stand in a file of the example. */
  edit(file: string, old: string, next: string): void;
  /** `apply` with the example's simulation, to its end. */
  play(...args: readonly string[]): Promise<Played>;
  /** `git` in the repository that the newest run worked on. */
  git(...args: readonly string[]): Promise<string>;
}

/** What `--json` tells of a run: where it stands, and every event on the way there. */
export interface Played {
  readonly code: number | undefined;
  readonly err: string;
  readonly run: string;
  readonly status: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly step?: string; readonly message: string };
  readonly steps: readonly StepPlayed[];
  readonly asks: readonly { readonly ask: { readonly id: string }; readonly grantedBy: readonly string[] }[];
  readonly events: readonly Event[];
}

interface StepPlayed {
  readonly address: string;
  readonly life: string;
  readonly agent?: string;
  readonly vendor?: string;
  readonly session?: string;
  readonly error?: { readonly message: string };
}

interface Event {
  readonly type: string;
  readonly step?: string;
  readonly plan?: { readonly prompt?: string; readonly session?: string };
  readonly [detail: string]: unknown;
}

export function stage(name: string): Stage {
  const project = makeProject();
  const { folder } = project;
  cpSync(join(root, 'examples', name), join(folder, name), { recursive: true });
  const read = (file: string): string => readFileSync(join(folder, name, file), 'utf8');
  return {
    ...project,
    read,
    edit(file, old, next) {
      const text = read(file);
      if (!text.includes(old)) throw new Error(`'${old}' does not stand in ${file}`);
      project.write({ [`${name}/${file}`]: text.replace(old, () => next) });
    },
    async play(...args) {
      const simulate = ['--simulate', `${name}/simulate.yaml`];
      return readPlayed(await project.omni('apply', name, ...simulate, '--yes', '--json', ...args));
    },
    git(...args) {
      const demos = join(folder, '.omni/demo');
      const copies = join(demos, ...readdirSync(demos));
      const newest = Math.max(...readdirSync(copies).map(Number));
      return project.git('-C', join(copies, String(newest)), ...args);
    },
  };
}

function readPlayed({ code, out, err }: Awaited<ReturnType<Project['omni']>>): Played {
  const lines = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const events = lines.flatMap(({ type, event }) => (type === 'event' ? [event] : []));
  return { ...lines.at(-1), code, err, events };
}

/** `work[1].write worker openai done`: who did what, of the steps that somebody did. */
export const cast = ({ steps }: Played): readonly string[] =>
  steps
    .filter(({ agent, life }) => agent !== undefined && life !== 'skipped')
    .map(({ address, ...who }) =>
      [address.replaceAll('@1', '').replaceAll('/', '.'), who.agent, who.vendor, who.life].join(' '),
    );

/** What the agent of a step was asked, each time that it was started. */
export const promptsOf = ({ events }: Played, step: string): readonly string[] =>
  events.flatMap((event) => (event.type === 'step.started' && event.step === step ? (event.plan?.prompt ?? []) : []));
