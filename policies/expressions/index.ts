/** The expressions of the language: CEL and `${{ }}` templates, checked before a run and evaluated during it. */
export type { Check, Checked, Evaluation, Fault, FaultCode, Field, Fields, Read, Scope, Type } from './types.ts';
