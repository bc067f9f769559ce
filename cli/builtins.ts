/** What every workflow may use: `omni/claude` is `agents/library/claude.yaml`, `omni/budget` is `policies/library/budget.yaml`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const agents = new URL('../agents/library/', import.meta.url);
const policies = new URL('../policies/library/', import.meta.url);

type Texts = Readonly<Record<string, string>>;

/** Their YAML by name; a file is read when its name is asked for. */
export const readBuiltins = (): { readonly builtins: Texts; readonly policies: Texts } => ({
  builtins: readLibrary(agents),
  policies: readLibrary(policies),
});

function readLibrary(library: URL): Texts {
  const texts: Record<string, string> = {};
  if (!existsSync(library)) return texts;
  for (const file of readdirSync(library)) {
    // `budget.test.yaml` is the table of cases of `budget.yaml`.
    const [, name] = /^([^.]+)\.yaml$/.exec(file) ?? [];
    if (name === undefined) continue;
    Object.defineProperty(texts, name, {
      enumerable: true,
      get: () => readFileSync(new URL(file, library), 'utf8'),
    });
  }
  return texts;
}
