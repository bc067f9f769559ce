/** The expressions of the language: CEL and `${{ }}` templates, checked before a run and evaluated during it. */

export { checkCondition, evaluateCondition } from './condition.ts';
export { checkExpression, evaluateExpression } from './program.ts';
export { typeOfSchema } from './schema-type.ts';
export { checkTemplate, parseTemplate, renderTemplate, type Template, type TemplateExpression } from './template.ts';
export type { Check, Checked, Evaluation, Fault, FaultCode, Field, Fields, Read, Scope, Type } from './types.ts';
