/** The expressions of the language: CEL and `${{ }}` templates, checked before a run and evaluated during it. */

export { checkCondition, evaluateCondition } from './condition.ts';
export { type Demand, demandsOf } from './demands.ts';
export { toProblems } from './problems.ts';
export { checkExpression, evaluateExpression } from './program.ts';
export { typeOfSchema } from './schema-type.ts';
export { checkTemplate, parseTemplate, renderTemplate } from './template.ts';
export type { Checked, Evaluation, Fault, Read, Scope, Type } from './types.ts';
