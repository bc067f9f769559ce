/** Who asks, tokens, and what was refused. */
import type { ApiParts, Handlers } from '../context.ts';
import { openApiText } from '../openapi.ts';
import { missing } from './work.ts';

type People = 'showMe' | 'listTokens' | 'createToken' | 'revokeToken' | 'listRefusals' | 'showOpenApi';

export function peopleHandlers({ access, audit, engine }: ApiParts): Pick<Handlers, People> {
  const { tokens, refusals } = access;
  return {
    showMe({ person: { name, role, run } }) {
      return { name, role, ...(run !== undefined && { run }), ...(engine !== undefined && { engine }) };
    },
    listTokens: () => ({ tokens: tokens.list() }),
    createToken: ({ body, person }) => tokens.create(body, person),
    revokeToken({ params, person }) {
      return tokens.list().some(({ id }) => id === params.token)
        ? tokens.revoke(params.token, person)
        : missing('token');
    },
    listRefusals({ query }) {
      audit.flush();
      return { refusals: refusals.list(query.limit ?? 100) };
    },
    showOpenApi: openApiText,
  };
}
