/**
 * What agents cost whose harness does not say it: a run pins the prices of its models when it begins, and is priced by
 * them to its end. The price package is large and is loaded here alone, only where an agent names a model; a simulated
 * run has no need of it, since its script says what it costs.
 */
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Price } from '../engine/perform/pricing.ts';
import type { Blobs } from '../engine/ports/journal.ts';
import type { AgentSpec } from '../schema/agent.ts';
import { OmniError } from '../schema/error.ts';
import { vendorOf } from '../schema/vendors.ts';

const load = () => import('../policies/prices/index.ts');

/** Undefined: the agent takes whatever model its harness does, and nobody knows what that costs. */
function modelOf(agent: AgentSpec) {
  return agent.model === undefined ? undefined : { model: agent.model, vendor: vendorOf(agent) ?? '' };
}

/** @returns the hash of the prices that a run of this workflow pins; undefined where none is known. */
export async function pinPrices({ agents }: Workflow, blobs: Pick<Blobs, 'put'>): Promise<string | undefined> {
  const models = Object.values(agents).flatMap((agent) => modelOf(agent) ?? []);
  if (models.length === 0) return undefined;
  const table = (await load()).tableOf(models);
  return table.rows.length === 0 ? undefined : blobs.put(JSON.stringify(table));
}

/** @throws OmniError OMNI6009 where the journal lacks what the run has pinned. */
export async function pricesOf(hash: string, blobs: Pick<Blobs, 'get'>): Promise<Price> {
  const [{ readPriceTable, priceOf }, text] = await Promise.all([load(), blobs.get(hash)]);
  const table = text === undefined ? undefined : readPriceTable(text);
  if (table === undefined) throw new OmniError('OMNI6009', `The journal lacks the prices of the run: ${hash}`);
  return (agent, usage, at) => {
    const model = modelOf(agent);
    return model && priceOf(table, model, usage, at);
  };
}
