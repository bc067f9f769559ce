/** What people do to runs. A write takes `Idempotency-Key`. */
import { Answer, Answered, Cancelled, Message, Resumed, Started, StartRun, Told, Workflows } from '../schemas/acts.ts';
import { closed } from '../schemas/parts.ts';
import { operations } from './operation.ts';
import { OfAsk, OfRun } from './params.ts';

const act = { method: 'POST', tag: 'Acts', status: 202, as: 'json' } as const;
const none = closed({});

export const actOperations = operations({
  listWorkflows: {
    method: 'GET',
    path: '/workflows',
    tag: 'Acts',
    summary: 'List the workflows that can be started',
    role: 'drive',
    query: none,
    status: 200,
    answer: Workflows,
    as: 'json',
    problems: [501],
  },
  startRun: {
    ...act,
    path: '/runs',
    summary: 'Start a run',
    description: 'It runs in a process of its own, and outlives the server. `Location` says where it is seen.',
    role: 'drive',
    body: StartRun,
    status: 201,
    answer: Started,
    problems: [422, 501],
  },
  answerAsk: {
    ...act,
    path: '/asks/:ask/answer',
    summary: 'Grant or refuse what a run waits for',
    role: 'answer',
    params: OfAsk,
    body: Answer,
    answer: Answered,
    keepsToRun: true,
    problems: [404, 409, 422],
  },
  sendMessage: {
    ...act,
    path: '/runs/:run/messages',
    summary: 'Say something to a run',
    description: 'It answers what the run asks; with `to` it reaches an agent that is at work.',
    role: 'answer',
    params: OfRun,
    body: Message,
    answer: Told,
    problems: [404, 409, 422],
  },
  cancelRun: {
    ...act,
    path: '/runs/:run/cancel',
    summary: 'End a run and everything that it has running',
    role: 'drive',
    params: OfRun,
    answer: Cancelled,
    problems: [404, 409],
  },
  resumeRun: {
    ...act,
    path: '/runs/:run/resume',
    summary: 'Continue a run that nobody drives',
    role: 'drive',
    params: OfRun,
    answer: Resumed,
    problems: [404, 409, 422, 501],
  },
});
