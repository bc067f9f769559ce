/** What the shape of a PolicyTest cannot say: that an event is one thing. */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Finding } from './finding.ts';

/** What an event can be. `step` beside another of them says where that belongs. */
export const EVENTS = ['tool', 'turn', 'usage', 'verdict', 'merge', 'approval', 'message', 'answer', 'step'] as const;

export function checkPolicyTest(test: JsonObject): Finding[] {
  return list(test.cases).flatMap((one, index) =>
    isJsonObject(one) ? list(one.events).flatMap((event, at) => checkEvent(event, ['cases', index, 'events', at])) : [],
  );
}

function checkEvent(event: Json, path: Path): Finding[] {
  if (!isJsonObject(event)) return [];
  const [kind, ...others] = EVENTS.filter((key) => Object.hasOwn(event, key));
  if (kind === undefined)
    return [
      {
        code: 'OMNI4007',
        path,
        message: 'this event says nothing that happens',
        help: `an event has exactly one of: ${EVENTS.join(', ')}`,
      },
    ];
  return others
    .filter((other) => other !== 'step')
    .map((other) => ({
      code: 'OMNI4007',
      path: [...path, other],
      atKey: true,
      message: `this event is two: \`${kind}\` and \`${other}\``,
      help: 'make two events of it',
    }));
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
