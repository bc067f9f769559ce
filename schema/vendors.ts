/**
 * Who made an agent's model. Reviews are routed by it, so what is not known stays unknown: an unknown vendor never
 * passes `vendor: different`.
 */
import type { AgentSpec } from './agent.ts';
import { vendorCatalogue } from './generated/vendors.ts';

/** The agent's `vendor`, else by the family of its `model`, else the one vendor that its harness speaks to. */
export function vendorOf(agent: AgentSpec): string | undefined {
  if (agent.vendor !== undefined) return agent.vendor.toLowerCase();
  if (agent.model !== undefined) return vendorOfModel(agent.model);
  return Object.hasOwn(vendorCatalogue.harnesses, agent.harness) ? vendorCatalogue.harnesses[agent.harness] : undefined;
}

/** The vendor of a model's family: `openrouter/anthropic/claude-opus-4-5:free` is anthropic. */
export function vendorOfModel(model: string): string | undefined {
  for (const name of namesOf(model.toLowerCase())) {
    for (const [vendor, patterns] of Object.entries(vendorCatalogue.families)) {
      if (patterns.some((pattern) => matches(pattern, name))) return vendor;
    }
  }
  return undefined;
}

/** The model's own name, then, for providers that join with dots (`us.anthropic.claude-…`), what stands after each dot. */
function namesOf(model: string): string[] {
  const own = model.slice(model.lastIndexOf('/') + 1);
  const names = [own];
  for (let dot = own.indexOf('.'); dot !== -1; dot = own.indexOf('.', dot + 1)) names.push(own.slice(dot + 1));
  return names;
}

/** `*` stands at a pattern's end only, so a match is one pass over the name. */
function matches(pattern: string, name: string): boolean {
  const open = pattern.endsWith('*');
  let at = 0;
  for (let i = 0; i < pattern.length - (open ? 1 : 0); i++, at++) {
    const character = name[at];
    if (pattern.startsWith('[0-9]', i)) {
      if (character === undefined || character < '0' || character > '9') return false;
      i += '[0-9]'.length - 1;
    } else if (character !== pattern[i]) return false;
  }
  return open || at === name.length;
}
