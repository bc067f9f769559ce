/** What came of each tool call of a run, as its journal says it. */
export interface Event {
  readonly type: string;
  readonly frame: string;
  readonly step?: string;
  readonly decisions?: readonly Decision[];
  readonly asks?: readonly { readonly id: string; readonly rule: string; readonly text: string }[];
  readonly [detail: string]: unknown;
}

interface Decision {
  readonly policy: string;
  readonly rule: string;
  readonly decision: string;
  readonly reason?: string;
}

export interface Call {
  readonly step: string;
  /** The command, or the path. */
  readonly what: string;
  /** Whether it was let through and happened; else it was refused, or it waits still. */
  readonly ran: boolean;
  /** The rules that said something, and what: `ask-before-push: ask`. */
  readonly rules: readonly string[];
  /** Why, in words. */
  readonly why: string;
}

/** In the order in which they were requested. */
export function callsOf(events: readonly Event[]): readonly Call[] {
  const completed = new Set(events.filter(({ type }) => type === 'tool.completed').map(keyOf));
  return events
    .filter(({ type }) => type === 'tool.requested')
    .map((event) => {
      const key = keyOf(event);
      const judged = events.filter(({ type }) => type === 'tool.requested' || type === 'tool.judged');
      const decisions = judged.filter((other) => keyOf(other) === key).flatMap(({ decisions = [] }) => decisions);
      return {
        step: String(event.step),
        what: whatOf(event),
        ran: completed.has(key),
        rules: [...new Set(decisions.map(({ rule, decision }) => `${rule}: ${decision}`))],
        why: [...new Set(decisions.map(({ reason = '' }) => reason))].join('\n'),
      };
    });
}

const keyOf = ({ frame, step, call }: Event): string => JSON.stringify([frame, step, call]);

function whatOf({ tool }: Event): string {
  const { input } = tool as {
    readonly input: { readonly command?: string | readonly string[]; readonly path?: string };
  };
  return input.command === undefined ? String(input.path) : [input.command].flat().join(' ');
}

/** What the rules said of each merge, by what its step lands: `land_NAME`. */
export function mergesOf(events: readonly Event[]): Readonly<Record<string, readonly string[]>> {
  const said: Record<string, string[]> = {};
  for (const { type, step = '', decisions = [] } of events) {
    if (type !== 'merge.requested') continue;
    const name = step.replace('land_', '');
    said[name] = [...(said[name] ?? []), ...decisions.map(({ rule, decision }) => `${rule}: ${decision}`)];
  }
  return said;
}
