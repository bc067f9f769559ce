/** What people do to a run: start, answer, say, cancel, resume, and comment. */
import { Type } from 'typebox';
import { Any, closed, Flag, list, Moment, Origin, oneOf, optional, RunId, Text } from './parts.ts';

const Comment = Type.String({ minLength: 1, maxLength: 10_000, description: 'Recorded with the answer.' });
const driven = {
  driven: Type.Boolean({ description: 'Somebody drives the run now, so it is heard at once.' }),
  problem: optional(Type.String({ description: 'Why nobody could be got to drive the run; what was said is kept.' })),
};

export const StartRun = closed(
  {
    workflow: Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: 'The `path` of a workflow, as `GET /workflows` lists it.',
    }),
    inputs: optional(Type.Record(Text, Any, { description: 'Its inputs, by name.' })),
    simulation: optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: 'One of its `simulations`: scripted agents, no model, no key.',
      }),
    ),
  },
  'A workflow to start.',
);
export const Started = closed({ run: RunId }, 'The run that was started.');

export const Answer = closed(
  {
    granted: Type.Boolean({ description: 'Whether what is asked may be.' }),
    comment: optional(Comment),
    choice: optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'One of the `options` of an ask that has some.' }),
    ),
  },
  'An answer to an ask.',
);
export const Answered = closed(
  { run: RunId, ask: Text, granted: Flag, by: Text, choice: optional(Text), ...driven },
  'The answer was left with the run, as this person’s.',
);

export const Message = closed(
  {
    text: optional(
      Type.String({ minLength: 1, maxLength: 100_000, description: 'Words; a form wants `fields` instead.' }),
    ),
    to: optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'Of several questions, or of the agents at work: its step, or the id of the ask.',
      }),
    ),
    fields: optional(Type.Record(Text, Any, { description: 'The fields of a form.' })),
  },
  'Something said to a run: it answers its question, or reaches an agent that is at work.',
);
export const Told = closed(
  { run: RunId, to: Type.String({ description: 'Who hears it; empty: whoever asks next.' }), by: Text, ...driven },
  'The message was left with the run.',
);

export const Cancelled = closed({ run: RunId, by: Text, ...driven }, 'The run was told to end.');
export const Resumed = closed({ run: RunId, driven: Flag }, 'Somebody drives the run.');

const place = {
  workspace: Type.String({ minLength: 1, maxLength: 500, description: 'The `key` of a workspace.' }),
  path: Type.String({ minLength: 1, maxLength: 4_096 }),
  side: oneOf(['old', 'new'], 'Of a diff: the line as it was, or as it is. A file has only `new`.'),
  line: Type.Integer({ minimum: 1 }),
  quoted: Type.String({ maxLength: 10_000, description: 'The line as it was when it was commented on.' }),
  text: Type.String({ minLength: 1, maxLength: 4_000 }),
};
export const NewComment = closed(place, 'A comment on a line.');
export const RunComment = closed(
  {
    ...place,
    run: RunId,
    id: Text,
    at: Moment,
    by: Text,
    from: Origin,
    handedAt: optional(Type.Integer({ minimum: 0, description: 'When it went to the writer.' })),
  },
  'A comment on a line of what an agent wrote.',
);
export const Comments = closed({ comments: list(RunComment) }, 'Comments, in the order of their writing.');
export const Removed = closed({ id: Text, removed: Type.Literal(true) }, 'It was removed.');
export const HandOver = closed(
  {
    ids: list(Text, {
      minItems: 1,
      maxItems: 200,
      uniqueItems: true,
      description: 'The comments that go to the writer.',
    }),
    to: optional(
      Type.String({ minLength: 1, maxLength: 2_000, description: 'The step of the agent; else the one that wrote.' }),
    ),
  },
  'Comments for the writer, as one message.',
);
export const HandedOver = closed(
  { run: RunId, to: Text, by: Text, handed: Type.Integer({ minimum: 0, description: 'How many went.' }), ...driven },
  'The comments went to the writer.',
);

export const Workflows = closed(
  {
    workflows: list(
      closed({
        path: Type.String({ description: 'What `POST /runs` takes.' }),
        name: Text,
        description: optional(Text),
        inputs: Type.Record(Text, Any, { description: 'As the document declares them.' }),
        simulations: list(Text),
        problem: optional(Type.String({ description: 'Why it cannot be started.' })),
      }),
    ),
  },
  'What can be started here.',
);
