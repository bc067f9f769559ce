/** Who handles which operation: one for each, or this does not compile. */
import type { ApiParts, Handlers, Streams } from '../context.ts';
import { actHandlers } from './acts.ts';
import { commentHandlers } from './comments.ts';
import { eventHandlers } from './events.ts';
import { streams } from './follow.ts';
import { peopleHandlers } from './people.ts';
import { runHandlers } from './runs.ts';
import { workHandlers } from './work.ts';
import { workspaceHandlers } from './workspaces.ts';

export function handlersOf(parts: ApiParts): { readonly handlers: Handlers; readonly streams: Streams } {
  const handlers: Handlers = {
    ...runHandlers(parts),
    ...eventHandlers(parts),
    ...workHandlers(parts),
    ...workspaceHandlers(parts),
    ...actHandlers(parts),
    ...commentHandlers(parts),
    ...peopleHandlers(parts),
  };
  return { handlers, streams: streams(parts) };
}
