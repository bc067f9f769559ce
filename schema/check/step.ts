/** Which kind a step is: by the one kind key that it has, so that a mistake is told about that kind alone. */
import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Shape, Shapes } from '../shape.ts';
import { STEP_KINDS, type StepKind } from '../steps/index.ts';
import { suggest } from '../suggest.ts';
import { elsewhere } from './elsewhere.ts';
import type { Finding } from './finding.ts';

type Chosen = { readonly shape: Shape } | { readonly findings: Finding[] };

export function chooseStep(shapes: Shapes, value: Json, path: Path): Chosen {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { shape: shapes.FailStep! };
  const step = value as JsonObject;
  const [kind, ...others] = STEP_KINDS.filter((key) => Object.hasOwn(step, key));
  if (kind === undefined) return { findings: [missingKind(step, path)] };
  if (others.length > 0) return { findings: others.map((other) => severalKinds(kind, other, path)) };
  return { shape: shapes[shapeName(kind)]! };
}

/** The name of a kind's shape. */
export const shapeName = (kind: StepKind): string => `${kind[0]!.toUpperCase()}${kind.slice(1)}Step`;

function missingKind(step: JsonObject, path: Path): Finding {
  for (const key of Object.keys(step)) {
    const near = suggest(key, STEP_KINDS);
    const meant = elsewhere(key) ?? (near && `did you mean \`${near}\`?`);
    if (meant)
      return {
        code: 'OMNI1008',
        path: [...path, key],
        atKey: true,
        message: `this step has no kind: ${JSON.stringify(key)} is none`,
        help: meant,
      };
  }
  return {
    code: 'OMNI1008',
    path,
    message: 'this step has no kind',
    help: `a step has exactly one of: ${STEP_KINDS.join(', ')}`,
  };
}

const severalKinds = (kind: StepKind, other: StepKind, path: Path): Finding => ({
  code: 'OMNI1009',
  path: [...path, other],
  atKey: true,
  message: `this step is of two kinds: \`${kind}\` and \`${other}\``,
  help: 'make two steps of it',
});
