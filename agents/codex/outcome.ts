/** What a turn came to, out of its `turn/completed`. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { HarnessFailure } from '../kit/failure.ts';

/** Why a turn is no answer; undefined: it is one. */
export function failureIn({ status, error }: JsonObject): HarnessFailure | undefined {
  if (status === 'completed') return undefined;
  if (isJsonObject(error)) return new HarnessFailure(messageOf(error));
  return new HarnessFailure(`Codex: the turn ended as ${String(status ?? 'nothing known')}.`);
}

function messageOf({ message, additionalDetails, codexErrorInfo }: JsonObject): string {
  const said = [message, additionalDetails].filter((text) => typeof text === 'string' && text !== '');
  const text = said.join('; ') || 'The turn failed.';
  const why = causeOf(codexErrorInfo);
  return `Codex: ${text}${why === undefined || text.includes(why) ? '' : ` (${why})`}`;
}

/** The status that the service answered with, else what kind of failure it was: words for people hide both. */
function causeOf(info: Json | undefined): string | undefined {
  if (typeof info === 'string') return info === 'other' ? undefined : info;
  if (!isJsonObject(info)) return undefined;
  const [[name, detail] = ['', undefined]] = Object.entries(info);
  const status = isJsonObject(detail) ? detail.httpStatusCode : undefined;
  return typeof status === 'number' ? String(status) : name;
}
