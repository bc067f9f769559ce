/** The shape of a turn and of its tool calls in YAML, and what each becomes. */
import { isScalar } from 'yaml';
import { parseDurationMs } from '../../schema/duration.ts';
import { amount, json, listOf, mapOf, oneOf, type Reader, refine, text, wholeNumber } from './read-yaml.ts';
import type { Action, ToolScript, Turn } from './simulation.ts';

const duration = refine(text, 'a duration such as 300ms or 2s', parseDurationMs);

/** `read: src/a.js` says the same as `read: { path: src/a.js }`. */
const orText = <T>(shape: Reader<T>, expand: (value: string) => T): Reader<T> => {
  return (node, note) => (isScalar(node) && typeof node.value === 'string' ? expand(node.value) : shape(node, note));
};
const onPath = orText(mapOf({ path: text }, 'path'), (path) => ({ path }));
const does = <const D extends Action['does'], T>(verb: D, shape: Reader<T>): Reader<{ readonly does: D } & T> =>
  refine(shape, 'a tool call', (value) => ({ does: verb, ...value }));

const usage = refine(
  mapOf({ input: wholeNumber(0), output: wholeNumber(0), cost_usd: amount }, 'input', 'output'),
  'usage',
  ({ input, output, cost_usd }) => ({
    input,
    output,
    ...(cost_usd !== undefined && { costMicroUsd: Math.round(cost_usd * 1e6) }),
  }),
);

/** `- write: {…}`, with `on_deny`, `delay` and `usage` beside it. */
const tool: Reader<ToolScript> = refine(
  mapOf({
    read: does('read', onPath),
    list: does('list', onPath),
    search: does('search', mapOf({ text, path: text }, 'text', 'path')),
    write: does('write', mapOf({ path: text, content: text }, 'path', 'content')),
    edit: does('edit', mapOf({ path: text, old: text, new: text }, 'path', 'old', 'new')),
    delete: does('delete', onPath),
    shell: does(
      'shell',
      orText(mapOf({ script: text }, 'script'), (script) => ({ script })),
    ),
    on_deny: oneOf('continue', 'stop'),
    delay: duration,
    usage,
  }),
  'exactly one of read, list, search, write, edit, delete, shell',
  ({ on_deny, delay, usage, ...verbs }) => {
    const [action, second] = Object.values(verbs);
    if (action === undefined || second !== undefined) return undefined;
    return {
      action,
      onDeny: on_deny ?? 'continue',
      ...(delay !== undefined && { delayMs: delay }),
      ...(usage !== undefined && { usage }),
    };
  },
);

const finding = mapOf(
  { severity: oneOf('blocking', 'major', 'minor', 'nit'), file: text, line: wholeNumber(1), text },
  'severity',
  'text',
);
const verdict = refine(
  mapOf({ verdict: oneOf('approve', 'request_changes', 'reject'), findings: listOf(finding) }, 'verdict'),
  'a verdict',
  (given) => ({ findings: [], ...given }),
);

/** A turn; `then` holds turns of its own. */
const turn: Reader<Turn> = refine(
  mapOf({
    attempt: wholeNumber(1),
    round: wholeNumber(1),
    delay: duration,
    messages: listOf(text),
    tools: listOf(tool),
    text,
    output: json,
    verdict,
    usage,
    failure: oneOf('error', 'crash', 'hang', 'garbage'),
    // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
    then: (node, note): readonly Turn[] | undefined => turns(node, note),
  }),
  'an output or a verdict, not both',
  ({ delay, verdict, ...rest }) => {
    if (verdict !== undefined && rest.output !== undefined) return undefined;
    return {
      ...rest,
      ...(delay !== undefined && { delayMs: delay }),
      ...(verdict !== undefined && { output: verdict }),
    };
  },
);

export const turns: Reader<readonly Turn[]> = listOf(turn);
