/** An example in a project of its own, played by the built `omni`; a test changes the copy, never the example. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, makeProject, type Project, root, spawnOmni } from '../e2e/omni.ts';

export interface Stage extends Project {
  /** A file of the example. */
  read(file: string): string;
  /** Replaces a text that has to stand in a file of the example, once. */
  edit(file: string, old: string, next: string): void;
  /** `apply` with the example's simulation, to its end, as people see it. */
  apply(...args: readonly string[]): Promise<Ended>;
  /** The same, told in JSON. */
  play(...args: readonly string[]): Promise<Played>;
  /** Another login of this machine: a home of its own with its own `user.email`, and the same record of runs. */
  as(name: string, ...args: readonly string[]): Promise<Ended>;
  /** The newest run. */
  show(): Promise<Run>;
  /** `git` in the repository that the newest run worked on, a copy of the example's demo. */
  gitInDemo(...args: readonly string[]): Promise<string>;
}

/** Where a run stands, as `--json` says it. */
export interface Run {
  readonly run: string;
  readonly status: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly step?: string; readonly message: string };
  readonly steps: readonly Step[];
  readonly asks: readonly { readonly ask: { readonly id: string }; readonly grantedBy: readonly string[] }[];
}

/** And every event on the way there. */
export interface Played extends Run {
  readonly code: number | undefined;
  readonly err: string;
  readonly events: readonly Event[];
}

interface Step {
  readonly address: string;
  readonly life: string;
  readonly attempt: number;
  readonly agent?: string;
  readonly vendor?: string;
  readonly session?: string;
  readonly error?: { readonly code: string; readonly message: string };
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
  const apply = (...args: readonly string[]): Promise<Ended> =>
    project.omni('apply', name, '--simulate', `${name}/simulate.yaml`, '--yes', ...args);
  return {
    ...project,
    read,
    edit(file, old, next) {
      const text = read(file);
      if (!text.includes(old)) throw new Error(`'${old}' does not stand in ${file}`);
      project.write({ [`${name}/${file}`]: text.replace(old, () => next) });
    },
    apply,
    play: async (...args) => readPlayed(await apply('--json', ...args)),
    async as(person, ...args) {
      const home = join(folder, 'home', person);
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, '.gitconfig'), `[user]\n\temail = ${person}@example.com\n`);
      const ended = await spawnOmni(folder, { ...project.env, HOME: home, OMNI_USER: '' }, args);
      return { code: ended.exitCode, out: ended.stdout, err: ended.stderr };
    },
    async show() {
      const [newest] = await project.json('runs');
      const [shown] = await project.json('show', String(newest?.run));
      return shown as unknown as Run;
    },
    gitInDemo(...args) {
      const demos = join(folder, '.omni/demo');
      const copies = join(demos, ...readdirSync(demos));
      const newest = Math.max(...readdirSync(copies).map(Number));
      return project.git('-C', join(copies, String(newest)), ...args);
    },
  };
}

function readPlayed({ code, out, err }: Ended): Played {
  const lines = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const events = lines.flatMap(({ type, event }) => (type === 'event' ? [event] : []));
  return { ...lines.at(-1), code, err, events };
}

/** `build.write`, without visits. */
const named = (address: string): string => address.replaceAll(/@\d+/g, '').replaceAll('/', '.');

/** `tries[0].write`, on its last visit. */
export const stepOf = ({ steps }: Run, address: string): Step | undefined =>
  steps.findLast((step) => named(step.address) === address);

/** `work[1].write worker openai done`: who did what, of the steps that somebody did. */
export const cast = ({ steps }: Run): readonly string[] =>
  steps
    .filter(({ agent, life }) => agent !== undefined && life !== 'skipped')
    .map(({ address, agent, vendor, life }) => [named(address), agent, vendor, life].join(' '));

/** What the agent of a step was asked, each time that it was started. */
export const promptsOf = ({ events }: Played, step: string): readonly string[] =>
  events.flatMap((event) => (event.type === 'step.started' && event.step === step ? (event.plan?.prompt ?? []) : []));
