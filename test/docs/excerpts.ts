/** Makes a workflow of the part of one that a page shows, with what such parts take for granted. */
import { workflow } from '../schema/project.ts';

const AGENTS = `agents:
  writer: { harness: codex }
  reader: { harness: claude-code }
  claude: { harness: claude-code }
  codex: { harness: codex }
  pi: { harness: pi, model: gemini-3-pro }
  third: { harness: gemini }
`;
const INPUTS = `inputs:
  base: { type: string, default: main }
  goal: { type: string, default: Greet }
  number: { type: integer, default: 1 }
  check: { type: boolean, default: true }
`;

/** What a lead of polly's kind answers. */
const PLAN = `steps:
  - id: plan
    agent: claude
    prompt: Plan it.
    output:
      type: object
      required: [subtasks]
      properties:
        subtasks:
          type: array
          items:
            type: object
            required: [title, contract, verify, writer]
            properties:
              title: { type: string }
              contract: { type: string }
              verify: { type: string }
              writer: { enum: [claude, codex, pi] }
`;

/** A list of steps, or some keys of a workflow. What they define themselves is not defined for them. */
export function completeExcerpt(excerpt: string): string {
  const whole = workflow(excerpt.trimEnd());
  const has = (key: string) => new RegExp(`^${key}:`, 'm').test(whole);
  const given = (has('agents') ? '' : AGENTS) + (has('inputs') ? '' : INPUTS);
  const planned = /steps\.plan\b/.test(whole) && !/id: plan\b/.test(whole);
  return whole.replace('name: hello\n', `name: hello\n${given}`).replace(/^steps:\n/m, planned ? PLAN : 'steps:\n');
}
