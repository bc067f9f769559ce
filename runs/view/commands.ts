/** What a person types to settle an ask. */
import type { Ask } from '../../engine/events.ts';

/** The commands that settle it, the one that moves the run on first. */
export function commandsOf({ id, kind, options = [], output }: Ask, run: string): readonly string[] {
  if (kind === 'question')
    return [output ? `omni send ${run} --json '{…}'` : `omni send ${run} "…"`, `omni deny ${id}`];
  if (options.length > 0) return options.map((option) => `omni approve ${id} --choice ${option}`);
  return [`omni approve ${id}`, `omni deny ${id}`];
}

/** The shortest of them. */
export function commandOf(ask: Ask | undefined, run: string): string {
  if (ask === undefined) return `omni show ${run}`;
  return ask.kind === 'question' ? commandsOf(ask, run)[0]! : `omni approve ${ask.id}`;
}
