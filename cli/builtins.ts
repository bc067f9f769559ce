/** The ready-made agents that every workflow may use: `omni/claude` is `agents/library/claude.yaml`. */
import { readdirSync, readFileSync } from 'node:fs';

const library = new URL('../agents/library/', import.meta.url);

/** Their YAML by name. */
export function readBuiltins(): Readonly<Record<string, string>> {
  const files = readdirSync(library).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.yaml'.length), readFileSync(new URL(file, library), 'utf8')]),
  );
}
