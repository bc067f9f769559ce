/** Which server is meant, and who asks it. A token comes from the environment or a file: an argv is read by everybody. */
import { readFileSync } from 'node:fs';
import { type Client, openClient, readServerAddress } from '../../runs/remote/index.ts';
import type { ServerOption } from '../options.ts';
import { InvalidInput, reasonOf } from '../report-error.ts';

/** @throws InvalidInput, OmniError OMNI7030 */
export function openServer({ server, tokenFile }: ServerOption, env: NodeJS.ProcessEnv): Client {
  const url = readServerAddress(server ?? env.OMNI_SERVER ?? '');
  const token = tokenFile === undefined ? env.OMNI_TOKEN : readToken(tokenFile);
  if (token === undefined || token === '') {
    const help = 'set OMNI_TOKEN, or give --token-file FILE; whoever runs the server makes one: omni token create NAME';
    throw new InvalidInput(`the server at ${url.origin} wants a token`, help);
  }
  // Whatever else it holds would end up in a header.
  if (!/^[\x21-\x7e]{1,500}$/.test(token))
    throw new InvalidInput('what was given is no token', 'omni token create NAME');
  return openClient({ url, token });
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new InvalidInput(`the token file ${file} cannot be read: ${reasonOf(error)}`);
  }
}
