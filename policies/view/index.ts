/**
 * What the expressions of one policy read: a moment and the policy's state under the names of the language. Members
 * are getters, so only what an expression reads is worked out, and what is not known is a fault only where it is read.
 * The record is made once per policy and pointed at one moment after another; nothing of it may be kept.
 */
import type { Json } from '../../schema/json.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import { EvaluationFault } from '../expressions/fault.ts';
import { timestampOf } from '../expressions/time.ts';
import type { Moment, PolicyState } from '../words.ts';
import { costView, usd } from './cost.ts';
import { toolView } from './tool.ts';

/** What is looked at. */
export interface Sight {
  readonly moment: Moment;
  readonly state: PolicyState;
}

export interface View {
  /** The same record each time. A function, so that who prints or walks a policy does not walk into the getters. */
  values(): Readonly<Record<string, unknown>>;
  /** Looks at something else, or at nothing; gives what was looked at before, which is put back afterwards. */
  look(at: Sight | undefined): Sight | undefined;
}

const NOTHING = {};

export function createView(spec: PolicySpec): View {
  let sight: Sight | undefined;
  const seen = (): Sight => {
    if (sight) return sight;
    throw new EvaluationFault('nothing is judged now');
  };
  const moment = () => seen().moment;
  const tool = toolView(spec, () => moment().tool);
  const cost = costView(() => moment().cost);
  const run = runView(() => moment().run);
  const usage = usageView(() => moment().usage);
  const approval = approvalView(() => moment().approval);
  const values = {
    inputs: inputsOf(spec),
    state: stateView(spec, () => seen().state),
    run,
    cost,
    get now() {
      return timestampOf(moment().now);
    },
    get running() {
      return moment().running;
    },
    get agent() {
      return moment().agent ?? NOTHING;
    },
    get step() {
      return moment().step ?? NOTHING;
    },
    get session() {
      return moment().session ?? NOTHING;
    },
    get tool() {
      return moment().tool ? tool : NOTHING;
    },
    get turn() {
      return moment().turn ?? NOTHING;
    },
    get merge() {
      return moment().merge ?? NOTHING;
    },
    get verdict() {
      return moment().verdict ?? NOTHING;
    },
    get usage() {
      return moment().usage ? usage : NOTHING;
    },
    get message() {
      return moment().message ?? NOTHING;
    },
    get approval() {
      return moment().approval ? approval : NOTHING;
    },
    // Nothing feeds these points yet: a policy that stands before them is refused at plan.
    result: NOTHING,
    egress: NOTHING,
  };
  return {
    values: () => values,
    look(at) {
      const before = sight;
      sight = at;
      return before;
    },
  };
}

/** The values of a policy's inputs: those that it was given, else their defaults. */
export function inputsOf({ inputs = {}, with: given = {} }: PolicySpec): Readonly<Record<string, Json>> {
  const values = Object.entries(inputs).flatMap(([name, schema]): [string, Json][] => {
    const value = Object.hasOwn(given, name) ? given[name] : schema.default;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(values);
}

function stateView({ state = {} }: PolicySpec, held: () => PolicyState): object {
  const view = {};
  for (const [name, schema] of Object.entries(state)) {
    const get = () => {
      const all = held();
      const own = Object.hasOwn(all, name) ? all[name] : undefined;
      if (own && 'unknown' in own) throw new EvaluationFault(`\`state.${name}\` is not known: ${own.unknown}`);
      return own ? own.value : schema.default;
    };
    Object.defineProperty(view, name, { enumerable: true, get });
  }
  return view;
}

function runView(run: () => Moment['run']): object {
  return {
    get id() {
      return run().id;
    },
    get workflow() {
      return run().workflow;
    },
    get started_by() {
      return run().startedBy;
    },
    get started_at() {
      return timestampOf(run().startedAt);
    },
  };
}

function usageView(usage: () => Moment['usage']): object {
  return {
    get input() {
      return usage()?.input;
    },
    get output() {
      return usage()?.output;
    },
    get usd() {
      return usd(usage()?.microUsd, 'of this usage');
    },
    get known() {
      return Number.isFinite(usage()?.microUsd);
    },
  };
}

function approvalView(approval: () => Moment['approval']): object {
  const cost = costView(() => approval()?.cost);
  return {
    cost,
    get granted() {
      return approval()?.granted;
    },
    get by() {
      return approval()?.by;
    },
    get rule() {
      return approval()?.rule;
    },
    get state() {
      return approval()?.state;
    },
  };
}
