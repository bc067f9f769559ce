/** What the SDK throws, as one sentence that names the service and never the key. */
import { isJsonObject } from '../../schema/json.ts';
import { HarnessFailure } from '../kit/failure.ts';

/** Characters of what a service says. */
const maxChars = 1_000;

/** @param host of the service. @param secret what must not stand in the message, whoever put it there. */
export function failureOfModel(error: unknown, host: string, secret: string | undefined): HarnessFailure {
  if (error instanceof HarnessFailure) return error;
  const { last, tries } = unwrap(error);
  const status = isRecord(last) && typeof last.statusCode === 'number' ? ` (HTTP ${last.statusCode})` : '';
  const after = tries > 1 ? `, ${tries} times` : '';
  const said = wordsOf(last);
  const hidden = secret ? said.replaceAll(secret, '[key]') : said;
  return new HarnessFailure(`${host}: ${hidden.slice(0, maxChars)}${status}${after}`);
}

/** Retries come as one error that holds those of all tries. */
function unwrap(error: unknown): { readonly last: unknown; readonly tries: number } {
  if (!isRecord(error) || !Array.isArray(error.errors) || !('lastError' in error)) return { last: error, tries: 1 };
  return { last: error.lastError, tries: error.errors.length };
}

/** Errors in the middle of an answer are objects of the service's own. */
function wordsOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (isRecord(error) && typeof error.message === 'string' && error.message !== '') return error.message;
  if (isJsonObject(error) && isJsonObject(error.error)) return wordsOf(error.error);
  return isRecord(error) ? (JSON.stringify(error) ?? 'It failed.') : String(error);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
