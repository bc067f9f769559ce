/** Keeps what lets an agent in from the commands that it runs: a shell reads a file of the home before each of them. */
import type { Home } from '../kit/adapter.ts';

/** The variables that make bash do so; zsh does by the name of the file. */
export async function keepFromShells({ place }: Home, secrets: readonly string[]): Promise<Record<string, string>> {
  const text = `unset ${secrets.join(' ')} BASH_ENV\n`;
  await place.write('shell-env', text);
  await place.write('.zshenv', text);
  return { BASH_ENV: `${place.root}/shell-env` };
}
