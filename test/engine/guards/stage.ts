/** A play with real policies over it, and the facts that they are about. */
import { guards } from '../../../engine/guards/index.ts';
import type { Reading } from '../../../policies/words.ts';
import type { PolicySpec } from '../../../schema/policy.ts';
import type { Spec } from '../../../schema/spec.ts';
import { type Came, effectsOf, Play } from '../play.ts';

interface Levels {
  readonly project?: readonly object[];
  readonly workflow?: readonly object[];
  readonly agent?: readonly object[];
  readonly roles?: Record<string, string[]>;
  readonly limits?: object;
}

/** Agents ada, bob and cyd of three vendors; policies of an agent stand over ada. */
export function guarded(steps: readonly object[], levels: Levels | readonly object[]): Guarded {
  const { project, workflow, agent, roles, limits } = 'length' in levels ? ({ workflow: levels } as Levels) : levels;
  const simulated = (name: string, vendor: string) => ({
    name,
    harness: 'simulate',
    vendor,
    ...(limits && { limits }),
  });
  const spec = {
    workflow: { name: 'play', steps, ...(workflow && { policies: workflow }) },
    agents: {
      ada: { ...simulated('ada', 'anthropic'), ...(agent && { policies: agent }) },
      bob: simulated('bob', 'openai'),
      cyd: simulated('cyd', 'google'),
    },
    ...(project && { policies: project }),
    ...(roles && { roles }),
  };
  return new Guarded(spec as unknown as Spec);
}

export class Guarded extends Play {
  constructor(spec: Spec) {
    super(spec, { policies: guards });
  }

  /** A call of the first attempt of a step. */
  call(call: string, tool: object, step = 'work', frame = ''): Came {
    return this.say({ type: 'tool.requested', frame, step, attempt: this.step(step, frame)?.attempt, call, tool });
  }

  completed(call: string, ok = true, step = 'work', frame = ''): Came {
    return this.say({ type: 'tool.completed', frame, step, attempt: this.step(step, frame)?.attempt, call, ok });
  }

  spends(index: number, usd: number | undefined, step = 'work', frame = ''): Came {
    const cost = usd === undefined ? {} : { costMicroUsd: Math.round(usd * 1e6) };
    const usage = { input: 1, output: 1, ...cost };
    return this.say({ type: 'usage.reported', frame, step, attempt: this.step(step, frame)?.attempt, index, usage });
  }

  get open(): readonly string[] {
    return Object.keys(this.state.asks);
  }
}

const nothing: Reading = { files: [], commands: [], installs: [], hosts: [], opaque: [] };

export const tool = (kind: string, reading: Partial<Reading> = {}, input: object = {}): object => {
  const whole = { ...nothing, ...reading };
  return { kind, name: kind, input, digest: JSON.stringify([kind, input, whole]), reading: whole };
};

/** `git push`, and whatever else is said in plain words. */
export const shell = (command: string, more: Partial<Reading> = {}): object => {
  const [program = '', subcommand = '', ...args] = command.split(' ');
  return tool('shell', { commands: [{ program, subcommand, args, flags: [] }], ...more }, { command });
};
export const install = (name: string): object => shell(`npm install ${name}`, { installs: [name] });

/** The last answer to a call. */
export function answerOf(came: Came): { readonly allow: boolean; readonly reason?: string } | undefined {
  const [answer] = effectsOf(came, 'answerTool').slice(-1);
  return answer && { allow: answer.allow, ...(answer.reason !== undefined && { reason: answer.reason }) };
}

export const policy = (given: Omit<PolicySpec, 'name'> & { name?: string }): PolicySpec => ({
  name: 'rules',
  ...given,
});
