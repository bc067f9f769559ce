/** What a prompt came to, out of its answer: an error, or the reason why the turn is over. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { HarnessFailure } from '../kit/failure.ts';
import { RpcError } from '../kit/rpc.ts';

const reasons: Readonly<Record<string, string>> = {
  max_tokens: 'The answer is longer than its model may give, or the conversation than it can read.',
  max_turn_requests: 'It asked its model as often as it may in one turn.',
  refusal: 'Its model refuses to answer.',
  cancelled: 'It broke off its turn.',
};

/** Why a turn that has ended is no success; undefined: it is one. */
export function whyNotOver(title: string, { stopReason }: JsonObject): HarnessFailure | undefined {
  if (stopReason === 'end_turn') return undefined;
  const known = typeof stopReason === 'string' && Object.hasOwn(reasons, stopReason) ? reasons[stopReason] : undefined;
  return new HarnessFailure(`${title}: ${known ?? `The turn ended with ${JSON.stringify(stopReason ?? null)}.`}`);
}

/** An error answer in the agent's own words, with the HTTP status where it has one; anything else as it is. */
export function failureOfRpc(title: string, error: unknown): unknown {
  if (!(error instanceof RpcError)) return error;
  const said = [wordsIn(error.message), ...detailsOf(error.data)].filter((text) => text !== '');
  const words = [...new Set(said)].join(': ');
  const http =
    error.code >= 400 && error.code < 600 && !words.includes(String(error.code)) ? ` (HTTP ${error.code})` : '';
  return new HarnessFailure(`${title}: ${words || 'a request failed'}${http}`);
}

const detailsOf = (data: Json | undefined): string[] => {
  if (typeof data === 'string') return [data];
  if (!isJsonObject(data)) return [];
  return [data.details, data.message, data.error].filter((text): text is string => typeof text === 'string');
};

/** Some put the whole answer of the service into a message. */
function wordsIn(message: string): string {
  try {
    const { error }: JsonObject = JSON.parse(message);
    return isJsonObject(error) && typeof error.message === 'string' ? error.message : message;
  } catch {
    return message;
  }
}
