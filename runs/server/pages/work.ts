/** The views of what agents did, and what is done on them. */

import { callsPage } from './calls/calls.ts';
import { changesPage } from './changes/changes.ts';
import { filesPage } from './changes/files.ts';
import type { PageContext } from './context.ts';
import type { MakePage } from './page.ts';
import { talkPage } from './talk/talk.ts';

export const workPages = (context: PageContext): Readonly<Record<string, MakePage>> => ({
  '/runs/:run/talk': talkPage(context),
  '/runs/:run/calls': callsPage(context),
  '/runs/:run/changes': changesPage(context),
  '/runs/:run/files': filesPage(context),
});
