/** A call that the model wants made: said in the words of every harness, asked about, and only then carried out. */
import type { Tool } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import type { McpTool } from './mcp.ts';
import type { Call } from './step.ts';
import { bound, type Done, ownTools, type Surroundings } from './tools/index.ts';

export interface Workbench extends Surroundings {
  readonly stage: Stage;
  readonly mcpTools: ReadonlyMap<string, McpTool>;
}

/** A call as it is judged, and what happens when it is let through, with this or another input. */
interface Offer {
  readonly tool: Tool & { readonly input: JsonObject };
  run(input: JsonObject): Promise<Done>;
}

/** Never rejects but when the session is ending: a call that fails is something the model hears about. */
export async function makeCall(call: Call, name: string, bench: Workbench): Promise<Done> {
  const { stage, signal } = bench;
  const offer = offerOf(call, bench);
  // Nothing would be done, so nobody is asked.
  if ('problem' in offer) return { ok: false, output: bound(offer.problem) };
  const { allow, reason = 'This call is not allowed.', input } = await stage.decide(name, offer.tool);
  signal.throwIfAborted();
  if (!allow) {
    stage.completed(name, false, reason);
    return { ok: false, output: `Refused: ${reason}` };
  }
  const done = await offer.run(input ?? offer.tool.input).catch((error: unknown): Done => {
    return { ok: false, output: error instanceof Error ? error.message : String(error) };
  });
  const told = { ok: done.ok, output: bound(done.output) };
  stage.completed(name, told.ok, told.output);
  signal.throwIfAborted();
  return told;
}

function offerOf({ id, name, input, problem }: Call, bench: Workbench): Offer | { readonly problem: string } {
  if (input === undefined) return { problem: problem ?? 'The input is no JSON object.' };
  const mcp = bench.mcpTools.get(name);
  if (mcp !== undefined) {
    return { tool: { kind: 'mcp', name: mcp.name, input }, run: (changed) => mcp.call(changed, id, bench.signal) };
  }
  const own = ownTools.get(name);
  if (own === undefined) return { problem: `There is no tool ${name}.` };
  if (!own.accepts(input)) {
    return { problem: `${name} does not take that input. It takes: ${JSON.stringify(own.schema)}` };
  }
  return {
    tool: { kind: own.kind, name, input: own.judged(input, bench.place.root) },
    run: (judged) => own.run(own.whole(judged, input), bench),
  };
}
