/**
 * Aliases of models: `omni.yaml` says once what `frontier` is, for every harness or for each, and an agent names it. What
 * a run pins is the model itself, so that a later change of the alias changes no run.
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { vendorOfModel } from '../vendors.ts';
import type { Inlining } from './inline.ts';
import { valueAt } from './mentions.ts';
import { tellAt } from './tell.ts';

/** The model that an agent says, or that its alias stands for. `path`: where the model stands in the spec. */
export function resolveModel(agent: JsonObject, path: Path, loading: Inlining): Json | undefined {
  const { model: said, harness } = agent;
  const aliases = said === undefined ? undefined : loading.aliases();
  const models = aliases && valueAt(aliases);
  if (!aliases || typeof said !== 'string' || !isJsonObject(models)) return said;
  if (!Object.hasOwn(models, said)) {
    tellMistyped(said, agent, Object.keys(models), path, loading);
    return said;
  }
  const note = (...entry: Path) =>
    loading.origins.note(path, { alias: said, at: { ...aliases, path: [...aliases.path, said, ...entry] } });
  const meant = models[said]!;
  if (!isJsonObject(meant)) note();
  if (!isJsonObject(meant) || typeof harness !== 'string') return meant;
  if (Object.hasOwn(meant, harness)) {
    note(harness);
    return meant[harness];
  }
  tellMissing(said, meant, harness, path, loading);
  return undefined;
}

/** A name that nothing tells to be a model, and that is nearly an alias, would reach the harness as a model of that name. */
function tellMistyped(said: string, agent: JsonObject, known: readonly string[], path: Path, loading: Inlining): void {
  const isModel = vendorOfModel(said) ?? agent.vendor ?? agent.base_url;
  const near = isModel === undefined ? suggest(said, known) : undefined;
  if (near === undefined) return;
  tellAt(loading, {
    code: 'OMNI2016',
    path,
    message: `\`${said}\` is no alias of omni.yaml, and no model of a family that is known`,
    help: `did you mean \`${near}\`? if it is a model, say its \`vendor\``,
  });
}

function tellMissing(alias: string, entries: JsonObject, harness: string, path: Path, loading: Inlining): void {
  const known = Object.entries(entries).map(([name, model]) => `${name}: ${String(model)}`);
  tellAt(loading, {
    code: 'OMNI2015',
    path,
    message: `the alias \`${alias}\` has no model for the harness ${harness}`,
    help: `it has ${known.join(', ')}; add \`${harness}: …\` to \`models.${alias}\` of omni.yaml, or name a model`,
  });
}
