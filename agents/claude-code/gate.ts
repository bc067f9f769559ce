/**
 * The gate over every tool call. Claude Code asks once by its hook, before all rules of its own, and a second time where
 * its own rules would ask a person: both get the one decision that was made about the call.
 *
 * Invariant: a call is let through only as it was judged. What has no decision, or another input by then, is refused.
 */
import type { Permission } from '../../engine/ports/harness.ts';
import { canonicalJson, isJsonObject, type JsonObject } from '../../schema/json.ts';
import { inputFor } from './tools.ts';

/** A call as the hook tells of it. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

export interface Gate {
  /** The answer to a `hook_callback`. */
  hook(call: Call, judge: () => Promise<Permission>): Promise<JsonObject>;
  /** The answer to a `can_use_tool`. */
  ask(request: JsonObject): Promise<JsonObject>;
  /** Whether the hook has asked about the call. */
  has(id: string): boolean;
}

export function createGate(): Gate {
  const asked = new Map<string, { readonly call: Call; readonly decision: Promise<Permission> }>();
  return {
    async hook(call, judge) {
      const before = asked.get(call.id);
      if (before !== undefined && canonicalJson(before.call) !== canonicalJson(call)) return twice;
      const decision = before?.decision ?? judge().then((permission) => inWordsOf(call, permission));
      asked.set(call.id, { call, decision });
      const { allow, reason = 'This call is not allowed.', input } = await decision;
      if (!allow) return refuse(reason);
      const isChanged = canonicalJson(input) !== canonicalJson(call.input);
      return hookAnswer({ permissionDecision: 'allow', ...(isChanged && input && { updatedInput: input }) });
    },
    async ask({ tool_use_id: id, input }) {
      const decision = typeof id === 'string' ? await asked.get(id)?.decision : undefined;
      const isSame = canonicalJson(decision?.input) === canonicalJson(input);
      if (decision?.allow === true && isSame && isJsonObject(input)) return { behavior: 'allow', updatedInput: input };
      return { behavior: 'deny', message: decision?.reason ?? 'This call was not judged as it is.' };
    },
    has: (id) => asked.has(id),
  };
}

const hookAnswer = (decision: JsonObject): JsonObject => ({
  hookSpecificOutput: { hookEventName: 'PreToolUse', ...decision },
});

const refuse = (reason: string): JsonObject =>
  hookAnswer({ permissionDecision: 'deny', permissionDecisionReason: reason });

/** Ids are made up by the model's service: one that comes again with something else is no second leave. */
const twice = refuse('Another call had the same id.');

/** The decision with the input that the call goes on with, in Claude Code's own words. */
function inWordsOf({ name, input }: Call, permission: Permission): Permission {
  if (!permission.allow) return permission;
  const own = permission.input === undefined ? input : inputFor(name, input, permission.input);
  return own === undefined
    ? { allow: false, reason: 'The call cannot be changed like that.' }
    : { allow: true, input: own };
}
