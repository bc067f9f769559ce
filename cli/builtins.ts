/** The ready-made agents that every workflow may use: `omni/claude` is `agents/library/claude.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';

const library = new URL('../agents/library/', import.meta.url);

/** Their YAML by name; a file is read when its name is asked for. */
export function readBuiltins(): Readonly<Record<string, string>> {
  const builtins: Record<string, string> = {};
  for (const file of readdirSync(library)) {
    const [, name] = /^(.+)\.yaml$/.exec(file) ?? [];
    if (name === undefined) continue;
    Object.defineProperty(builtins, name, {
      enumerable: true,
      get: () => readFileSync(new URL(file, library), 'utf8'),
    });
  }
  return builtins;
}
