/**
 * The answer to `session/request_permission`: the engine decides, and the agent gets leave for this one call.
 *
 * Invariant: a call is let through only as it was judged, and never for longer. What has another content when it is asked
 * about again, or could only be allowed for good, is refused.
 */
import type { Permission } from '../../engine/ports/harness.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import { type Calls, type OpenCall, objectsOf } from './calls.ts';
import type { Folders } from './paths.ts';
import type { Preset } from './preset.ts';

export interface Gate {
  answer(params: JsonObject): Promise<JsonObject>;
  /** The reasons of calls that were refused since the last time. */
  refusals(): readonly string[];
}

export function createGate(preset: Preset, stage: Stage, calls: Calls, folders: Folders): Gate {
  let refused: string[] = [];
  const judge = (call: OpenCall): Promise<Permission> => {
    const tool = preset.wordsOf(call, folders, stage.request);
    const words = canonicalJson(tool);
    if (call.judged === undefined) call.judged = { words, permission: stage.decide(call.name, tool) };
    return call.judged.words === words ? call.judged.permission : Promise.resolve(twice);
  };
  return {
    async answer({ toolCall, options }) {
      const call = isJsonObject(toolCall) ? calls.asked(toolCall) : undefined;
      if (call === undefined) return cancelled;
      while (preset.isPartial?.(call) === true) await calls.more(call);
      const { allow, reason = 'This call is not allowed.' } = await judge(call);
      const leave = allow ? optionOf(options, ['allow_once']) : undefined;
      if (leave !== undefined) return leave;
      call.refusal = allow ? 'It cannot be allowed for once.' : reason;
      refused.push(call.refusal);
      return optionOf(options, ['reject_once']) ?? cancelled;
    },
    refusals() {
      const reasons = refused;
      refused = [];
      return reasons;
    },
  };
}

const cancelled: JsonObject = { outcome: { outcome: 'cancelled' } };

/** Ids are made up by the model's service: one that comes again with something else is no second leave. */
const twice: Permission = { allow: false, reason: 'Another call had the same id.' };

/** Options are chosen by what they mean: their ids are each agent's own. */
function optionOf(options: Json | undefined, kinds: readonly string[]): JsonObject | undefined {
  const option = objectsOf(options).find(({ kind }) => typeof kind === 'string' && kinds.includes(kind));
  return option?.optionId === undefined ? undefined : { outcome: { outcome: 'selected', optionId: option.optionId } };
}
