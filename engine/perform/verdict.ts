/** The one shape in which a reviewer answers, and what a verdict must be beside well-formed: not at odds with itself. */
import type { JsonObject } from '../../schema/json.ts';
import { type AnswerCheck, createAnswerCheck } from './answer-check.ts';

export const verdictSchema: JsonObject = {
  type: 'object',
  required: ['verdict', 'findings'],
  properties: {
    verdict: { enum: ['approve', 'request_changes', 'reject'] },
    findings: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['severity', 'text'],
        properties: {
          severity: { enum: ['blocking', 'major', 'minor', 'nit'] },
          file: { type: 'string' },
          line: { type: 'integer', minimum: 1 },
          text: { type: 'string', minLength: 1 },
        },
      },
    },
  },
};

interface Finding {
  readonly severity: string;
  readonly file?: string;
  readonly line?: number;
  readonly text: string;
}

/** Checks a verdict, and leaves nothing in it that the schema does not name. */
export function checkVerdict(): AnswerCheck {
  const checkShape = createAnswerCheck(verdictSchema);
  return (turn) => {
    const checked = checkShape(turn);
    if ('violation' in checked) return checked;
    const { verdict, findings } = checked.value as unknown as { verdict: string; findings: readonly Finding[] };
    if (verdict === 'request_changes' && findings.length === 0) {
      return { violation: 'request_changes needs at least one finding that says what to change' };
    }
    if (verdict === 'approve' && findings.some(({ severity }) => severity === 'blocking')) {
      return { violation: 'a change with a blocking finding can not be approved' };
    }
    return { value: { verdict, findings: findings.map(onlyNamed) } };
  };
}

const onlyNamed = ({ severity, file, line, text }: Finding): JsonObject => ({
  severity,
  ...(file !== undefined && { file }),
  ...(line !== undefined && { line }),
  text,
});
