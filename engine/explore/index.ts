/** Reasoning about all paths of a workflow before one of them is taken. Pure, and no part of compile or replay. */
export {
  type Assertion,
  assertionsOf,
  assertionText,
  checkAssertions,
  type Judged,
  judgeAssertion,
} from './assertions.ts';
export { branchesOf } from './branches.ts';
export { outcomeText, type Said } from './path.ts';
export { addressOf, allSteps } from './steps.ts';
