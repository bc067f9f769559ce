/** The values of the secrets that a workflow declares: from the environment, or from the file that `NAME_FILE` names. */
import { readFileSync } from 'node:fs';
import { InvalidInput } from './report-error.ts';

/** All that are missing are said at once, before anything runs. */
export function readSecrets(names: readonly string[], env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const missing: string[] = [];
  for (const name of names) {
    const value = env[name] ?? readFile(env[`${name}_FILE`]);
    if (value === undefined || value === '') missing.push(name);
    else found[name] = value;
  }
  if (missing.length === 0) return found;
  throw new InvalidInput(
    `the workflow declares secrets that have no value here: ${missing.join(', ')}`,
    `set ${missing[0]}, or ${missing[0]}_FILE to a file that holds it`,
  );
}

function readFile(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch (error) {
    throw new InvalidInput(`the secret file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}
