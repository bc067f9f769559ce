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
  const [name, status] = infoOf(codexErrorInfo);
  const text = said.join('; ') || name || 'The turn failed.';
  return `Codex: ${text}${status === undefined || text.includes(String(status)) ? '' : ` (HTTP ${status})`}`;
}

/** The kind of a failure, and the status that the service answered with where there was one. */
function infoOf(info: Json | undefined): readonly [string, number | undefined] {
  if (!isJsonObject(info)) return [typeof info === 'string' ? info : '', undefined];
  const [[name, detail] = ['', undefined]] = Object.entries(info);
  const status = isJsonObject(detail) ? detail.httpStatusCode : undefined;
  return [name, typeof status === 'number' ? status : undefined];
}
