/** Finds the words for what went wrong in the API. */
import { STATUS_CODES } from 'node:http';
import { OmniError } from '../../../schema/error.ts';
import { asSentence, type Instead, UnfitAct } from '../../acts/index.ts';
import { type ProblemDetails, problemOf } from '../problem.ts';
import { statusOf, unfitStatus } from '../status.ts';
import { pointer } from './check.ts';
import type { Problem } from './schemas/problem.ts';

/** Thrown where a request cannot be answered as it is. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ProblemDetails;
  /** When the same request may go well. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, details: ProblemDetails = {}, retryAfterSeconds?: number) {
    super(details.detail ?? STATUS_CODES[status] ?? 'This went wrong');
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const notFound = (what: string): ApiError => new ApiError(404, { detail: `There is no such ${what}.` });

/** Undefined: nobody expected it, so it is no reader's business. */
export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof ApiError) return problemOf(error.status, error.details);
  if (error instanceof UnfitAct) return problemOf(unfitStatus[error.kind], unfitDetails(error));
  if (error instanceof OmniError) {
    const { code, message, help } = error;
    return problemOf(statusOf(error), { code, detail: message, help });
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return problemOf(status, { detail: error instanceof Error ? error.message : undefined });
}

function unfitDetails({ message, instead }: UnfitAct): ProblemDetails {
  const problems = instead?.do === 'fill' ? Object.entries(instead.problems ?? {}) : [];
  return {
    detail: asSentence(message),
    ...(instead !== undefined && { help: helpOf(instead) }),
    ...(problems.length > 0 && {
      errors: problems.map(([name, message]) => ({ path: pointer('body', 'fields', name), message })),
    }),
  };
}

/** In the words of the API. */
function helpOf(instead: Instead): string {
  switch (instead.do) {
    case 'list':
      return 'GET /api/v1/asks lists what waits for an answer.';
    case 'show':
      return `GET /api/v1/runs/${instead.run} shows how it stands.`;
    case 'approve':
      return 'Grant it without `choice`.';
    case 'choose':
      return `\`choice\` is one of: ${instead.options.join(', ')}.`;
    case 'write':
      return `POST /api/v1/runs/${instead.run}/messages with \`text\`.`;
    case 'fill':
      return `POST /api/v1/runs/${instead.run}/messages with \`fields\`: ${instead.fields.join(', ')}.`;
    case 'pick':
      return `\`to\` is one of: ${instead.asks.join(', ')}.`;
    case 'tell':
      return instead.agents.length === 0 ? 'No agent is at work.' : `\`to\` is one of: ${instead.agents.join(', ')}.`;
    case 'address':
      return 'An agent that is at work hears you with `to`.';
    case 'shorten':
      return `Say it in ${instead.most} characters at most.`;
    case 'leave':
      return 'The run has noted it, and goes on waiting.';
  }
}
