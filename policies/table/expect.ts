/** Whether what was decided is what a case expects, and how both are said. */
import type { Json } from '../../schema/json.ts';
import type { PolicyTestEvent } from '../../schema/policy-test.ts';
import { strictestOf } from '../strictest.ts';
import type { Reading } from '../words.ts';
import type { Told } from './words.ts';

type Expected = NonNullable<PolicyTestEvent['expect']>;
type Form = Exclude<Expected, string>;

interface Difference {
  readonly expected: string;
  readonly got: string;
}

/** Undefined: it is as expected. */
export function compareDecision(
  expected: Expected,
  told: readonly Told[],
  reading: Reading | undefined,
): Difference | undefined {
  const form = typeof expected === 'string' ? { decision: expected } : expected;
  const decided = strictestOf(told);
  const deciding = told.filter(({ decision }) => decision === decided);
  const kinds = [...new Set(reading?.opaque.map(({ kind }) => kind))];
  const asSaid = form.rule === undefined && form.reason === undefined;
  const met =
    (form.decision === undefined || form.decision === decided) &&
    (asSaid || deciding.some((one) => isMeant(form, one))) &&
    (form.opaque ?? []).every((kind) => kinds.includes(kind));
  if (met) return undefined;
  const by = deciding.map(({ policy, rule }) => `${policy}/${rule}`).join(', ');
  const why = reading?.opaque.map((one) => `${one.kind}: ${one.why}`).join('; ');
  const opaque = kinds.length === 0 ? '' : `, of a call that is opaque (${why})`;
  return {
    expected: describe(form),
    got: `${decided}${by === '' ? (decided === 'allow' ? ', as no rule matched' : '') : ` by ${by}`}${opaque}`,
  };
}

const isMeant = ({ rule, reason }: Form, told: Told): boolean =>
  (rule === undefined || rule === told.rule || rule === `${told.policy}/${told.rule}`) &&
  (reason === undefined || told.reason.includes(reason));

function describe({ decision, rule, reason, opaque }: Form): string {
  const parts = [
    decision ?? 'a decision',
    ...(rule === undefined ? [] : [`by ${rule}`]),
    ...(reason === undefined ? [] : [`with ${JSON.stringify(reason)} in its reason`]),
  ].join(' ');
  return opaque === undefined ? parts : `${parts}, of a call that is opaque (${opaque.join(', ')})`;
}

/** What of a state is not as expected. It belongs to the policies that know of it. */
export function compareState(
  expected: Readonly<Record<string, Json>>,
  states: Readonly<Record<string, Readonly<Record<string, Json>>>>,
): readonly Difference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const known = Object.values(states).flatMap((state) => (Object.hasOwn(state, name) ? [state[name]!] : []));
    const wanted = JSON.stringify(value);
    if (known.some((one) => JSON.stringify(one) === wanted)) return [];
    const got = known.length === 0 ? 'not known' : known.map((one) => JSON.stringify(one)).join(', ');
    return [{ expected: `state.${name} = ${wanted}`, got }];
  });
}
