/**
 * What people do to a run. The command line, the page and the API come through here, so one rule holds for all. Nothing
 * is written but a fact in the inbox: whoever drives the run decides what comes of it.
 */
export { type ActJournal, type Done, longestComment } from './act.ts';
export { type Answered, type AnswerGiven, answer, type Bench, whyNotAnswer } from './answer.ts';
export { cancel } from './cancel.ts';
export { hand, type LineComment, messageOf } from './comments.ts';
export { fieldsOf, requiredOf } from './form.ts';
export { hearersOf, hears } from './hearers.ts';
export { beginningOf, isConversation, workflowOf } from './known.ts';
export type { Origin, Person } from './person.ts';
export { type Said, type Saying, say } from './say.ts';
export { asSentence, type Fields, type Instead, UnfitAct, type UnfitKind } from './unfit.ts';
