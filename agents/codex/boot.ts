/** What has to stand before a session of Codex can start, and what it has to say before it is trusted. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { AdapterOptions, Home } from '../kit/adapter.ts';
import { wantCredential, wantHome, wantProgram } from '../kit/entry.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { isAtLeast } from '../kit/program.ts';
import { codex } from './capabilities.ts';
import { configOf } from './config.ts';
import { configFolder, credentialFile, environmentOf, grantedNames } from './environment.ts';
import { toToml } from './toml.ts';

export interface Boot {
  readonly home: Home;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Rejects where something is missing on this machine. */
export async function prepare(request: SessionRequest, options: AdapterOptions): Promise<Boot> {
  const { agent, session, place } = request;
  const program = await wantProgram(codex, options);
  const credential = wantCredential(agent, options);
  const home = await wantHome(session, options);
  const config = configOf(agent, { root: place.root, credential, granted: grantedNames(request) });
  await home.place.write(`${configFolder}/config.toml`, toToml(config));
  if (credential.type === 'login') await home.share(credential.file, credentialFile);
  return { home, command: [program, 'app-server'], env: environmentOf(request, home, credential) };
}

export const greeting: JsonObject = {
  clientInfo: { name: 'omni', title: 'omni', version: '1' },
  // Answers as the model's service says them are told only then.
  capabilities: { experimentalApi: true },
};

/** How a thread is held, whether it is new or goes on. */
export const asked: JsonObject = {
  approvalPolicy: 'untrusted',
  approvalsReviewer: 'user',
  // A thread that begins with more than that makes Codex trust the repository, by itself and for good.
  sandbox: 'read-only',
};

/** What its turns may do: what is kept from an agent, omni keeps from it, and nested bounds fail in containers. */
export const free: JsonObject = { sandboxPolicy: { type: 'dangerFullAccess' } };

/** Throws where the version cannot be gated. @param greeted the answer to `initialize`. */
export function demandVersion({ userAgent }: JsonObject): void {
  const { oldest, install } = codex;
  const version = typeof userAgent === 'string' ? /^[^/]*\/(\d+\.\d+\.\d+)/.exec(userAgent)?.[1] : undefined;
  if (version !== undefined && isAtLeast(version, oldest)) return;
  const found = version === undefined ? 'This Codex' : `Codex ${version}`;
  throw new HarnessFailure(`${found} cannot be gated: at least ${oldest} is needed. Update it: ${install}@latest`);
}

/** Throws where Codex does not hold the thread as it was asked to. @param opened the answer that a thread came with. */
export function demandGate({ approvalPolicy: policy, approvalsReviewer: reviewer, sandbox }: JsonObject): void {
  const isBound = isJsonObject(sandbox) && sandbox.type === 'readOnly';
  if (policy === asked.approvalPolicy && reviewer === asked.approvalsReviewer && isBound) return;
  throw new HarnessFailure('Codex cannot be gated: it does not ask about every call.');
}

/** Throws where settings of the repository apply. @param read the answer to `config/read` with its layers. */
export function demandOwnSettings({ layers }: JsonObject): void {
  const applied = (Array.isArray(layers) ? layers : []).filter((layer) => {
    if (!isJsonObject(layer) || !isJsonObject(layer.name)) return true;
    return layer.name.type === 'project' && (layer.disabledReason ?? null) === null;
  });
  if (!Array.isArray(layers) || applied.length > 0) {
    throw new HarnessFailure("Codex would let the repository's own settings apply.");
  }
}
