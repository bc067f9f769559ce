/**
 * The gate over every tool call: which were asked about, and what became of them.
 *
 * Invariant: a call is let through once, as it was judged. What comes under the name of another is refused.
 */
import type { Tool } from '../../engine/events.ts';
import type { Stage } from '../kit/conversation.ts';

export interface Gate {
  /** Whether the call may happen. */
  ask(call: string, tool: Tool): Promise<boolean>;
  /** Whether there was a question about the call. */
  has(call: string): boolean;
  /** Why the call was refused; undefined: it was not. */
  refusalOf(call: string): string | undefined;
}

export interface GateOptions {
  readonly stage: Pick<Stage, 'decide'>;
  /** Resolves when all that the call's message cost has been told. */
  readonly accounted: (call: string) => Promise<void>;
  /** Tells the agent, for whom Codex itself has no more than that somebody refused. */
  readonly tell: (text: string) => Promise<void>;
}

export function createGate({ stage, accounted, tell }: GateOptions): Gate {
  const asked = new Set<string>();
  const refusals = new Map<string, string>();
  return {
    async ask(call, tool) {
      // Ids are made up by the model's service: one that comes again is no second leave.
      if (asked.has(call)) return false;
      asked.add(call);
      await accounted(call);
      const { allow, reason = 'This call is not allowed.', input } = await stage.decide(call, tool);
      // Codex carries out what it asked about, and nothing else.
      if (allow && input === undefined) return true;
      const why = allow ? 'The call cannot be changed.' : reason;
      refusals.set(call, why);
      await tell(`${inWords(tool)} was not allowed: ${why}`);
      return false;
    },
    has: (call) => asked.has(call),
    refusalOf: (call) => refusals.get(call),
  };
}

/** Characters of a command that a refusal quotes. */
const maxQuote = 200;

function inWords({ kind, name, input }: Tool): string {
  const { command } = Object(input);
  if (kind !== 'shell' || typeof command !== 'string') return `The call of ${name}`;
  return `The command \`${command.length > maxQuote ? `${command.slice(0, maxQuote)}…` : command}\``;
}
