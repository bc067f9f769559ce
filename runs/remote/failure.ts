/** What can go wrong with a server, as its client tells it. What the server says is a stranger's word. */
import { OmniError } from '../../schema/error.ts';
import { checkOf } from '../server/api/check.ts';
import { Problem } from '../server/api/schemas/problem.ts';

/** The server refused: `status` says how, and the message in its words. */
export class Refused extends OmniError {
  readonly status: number;

  constructor(status: number, problem: Problem | undefined) {
    const said = problem === undefined ? `it answered ${status}` : (problem.detail ?? problem.title);
    const usual = problem === undefined ? 'These are no words of an omni: see what stands before it.' : problem.help;
    const why = status === 401 ? `${said} Give it a token by OMNI_TOKEN or --token-file.` : usual;
    super('OMNI7031', `The server refused: ${said}`, why === undefined ? {} : { help: why });
    this.status = status;
  }
}

/** An omni says in its own words what it does not have; whoever else answers 404 has no such API. */
export function refusalOf(status: number, body: string): OmniError {
  const problem = readProblem(body);
  if (status === 404 && problem === undefined) return unbelievable('it answered 404, and not as an omni does');
  return new Refused(status, problem);
}

function readProblem(body: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return checkOf(Problem)(value).length === 0 ? (value as Problem) : undefined;
  } catch {
    return undefined;
  }
}

export const unreachable = (url: URL, cause: unknown): OmniError =>
  new OmniError('OMNI7032', `The server at ${url.origin} cannot be reached: ${reasonOf(cause)}.`, {
    cause,
    help: 'See whether it runs, and whether its address is right.',
  });

export const unbelievable = (what: string): OmniError =>
  new OmniError('OMNI7033', `What the server answered cannot be believed: ${what}.`, {
    help: 'See whether the address is that of an omni, and of a version that speaks as this one does.',
  });

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it takes too long to answer';
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause && cause.message === '' ? String(cause.code) : cause.message;
  return error.message;
}
