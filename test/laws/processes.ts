/**
 * The processes of attempts in the virtual world. A process asks for its tools one after the other, waits for each
 * answer, and then ends as its behaviour says.
 */
import type { RunEvent } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { EffectOf } from '../../engine/ports/performer.ts';
import { type Behaviour, behaviourOf, type Script, saidBy } from './script.ts';
import { localName } from './stock.ts';
import type { Outside } from './world.ts';

interface Process {
  readonly of: { readonly frame: string; readonly step: string; readonly attempt: number };
  readonly kind: string;
  readonly agent: string | undefined;
  /** Of a debate. */
  readonly part: { readonly part: string; readonly round: number } | undefined;
  readonly acts: Behaviour;
  readonly startedAt: number;
  asked: number;
}

export class Processes {
  readonly #script: Script;
  readonly #outside: Outside;
  readonly #running = new Map<string, Process>();
  /** Attempts that died with the engine in the middle: what comes after does what they would have done. */
  readonly #killed = new Set<string>();

  constructor(script: Script, outside: Outside) {
    this.#script = script;
    this.#outside = outside;
  }

  start({ frame, step, attempt, plan }: EffectOf<'startAttempt'>): void {
    const { visit, ordinal } = this.#placeOf(frame, step, attempt);
    const acts = behaviourOf(this.#script, frame, step, visit, ordinal);
    const agent = 'agent' in plan ? plan.agent : undefined;
    const process = {
      of: { frame, step, attempt },
      kind: plan.kind,
      agent,
      part: plan.kind === 'answer' ? plan : undefined,
      acts,
      startedAt: this.#outside.now(),
      asked: 0,
    };
    this.#running.set(keyOf(process.of), process);
    if (plan.kind === 'agent' || plan.kind === 'answer') {
      const session = plan.session ?? `${frame}/${step} ${visit}.${ordinal}`;
      this.#say(process, 'session', { type: 'session.opened', session }, 0);
    }
    if (plan.kind === 'agent' || plan.kind === 'review' || plan.kind === 'answer') {
      const halfway = process.startedAt + Math.floor(acts.durationMs / 2);
      this.#say(process, 'said 1', { type: 'message.received', index: 1, text: 'half' }, halfway);
      this.#say(
        process,
        'used 1',
        { type: 'usage.reported', index: 1, usage: { input: 3, output: 1, costMicroUsd: 5 } },
        halfway,
      );
    }
    this.#goOn(process);
  }

  /** @returns ids of the facts that will not come, now that the process ends. */
  stop({ frame, step, attempt }: EffectOf<'stopAttempt'>): string[] {
    const of = { frame, step, attempt };
    const process = this.#running.get(keyOf(of));
    this.#running.delete(keyOf(of));
    const stopMs = process?.acts.stopMs ?? 0;
    this.#outside.later({
      type: 'attempt.stopped',
      id: `${keyOf(of)} stopped`,
      ...of,
      at: this.#outside.now() + stopMs,
    });
    if (!process) return [];
    const endsAt = process.startedAt + process.acts.durationMs;
    if (endsAt >= this.#outside.now() + stopMs) return [`${keyOf(of)} ended`, `${keyOf(of)} asks ${process.asked}`];
    // It comes to its end before it is gone, so its result still arrives.
    if (process.asked < toolsOf(process).length) this.#say(process, 'ended', endOf(process), endsAt);
    return [];
  }

  answer({ frame, step, attempt, call, allow }: EffectOf<'answerTool'>): void {
    const process = this.#running.get(keyOf({ frame, step, attempt }));
    if (!process) return;
    if (allow) this.#say(process, `did ${call}`, { type: 'tool.completed', call, ok: true }, 0);
    process.asked += 1;
    this.#goOn(process);
  }

  die(): void {
    this.#running.clear();
    for (const key of openAttempts(this.#outside.journal)) this.#killed.add(key);
  }

  /** Asks for the next tool, or ends. */
  #goOn(process: Process): void {
    const { acts, asked, startedAt } = process;
    const tools = toolsOf(process);
    const tool = tools[asked];
    const due = startedAt + Math.floor((acts.durationMs * (asked + 1)) / (tools.length + 1));
    if (tool !== undefined) {
      const call = `${keyOf(process.of)} call ${asked}`;
      const wanted = { kind: tool, name: String(asked), input: {} };
      this.#say(process, `asks ${asked}`, { type: 'tool.requested', call, tool: wanted }, due);
    } else this.#say(process, 'ended', endOf(process), startedAt + acts.durationMs);
  }

  #say(process: Process, what: string, says: object, atMs: number): void {
    const at = Math.max(atMs, this.#outside.now());
    this.#outside.later({ ...says, id: `${keyOf(process.of)} ${what}`, ...process.of, at } as Fact);
  }

  /** Which visit of its step the attempt is in, and its number in it without those that were killed. */
  #placeOf(frame: string, step: string, attempt: number): { visit: number; ordinal: number } {
    const starts = this.#outside.journal.filter(
      (event) => event.type === 'step.started' && event.frame === frame && event.step === step,
    ) as Extract<RunEvent, { type: 'step.started' }>[];
    const visit = starts.find((event) => event.attempt === attempt)?.visit ?? 0;
    const counted = starts.filter(
      (event) => event.visit === visit && event.attempt <= attempt && !this.#killed.has(keyOf(event)),
    );
    return { visit, ordinal: counted.length };
  }
}

const keyOf = ({ frame, step, attempt }: { frame: string; step: string; attempt: number }): string =>
  `${frame}/${step}#${attempt}`;

const toolsOf = ({ kind, acts }: Process): Behaviour['tools'] =>
  kind === 'agent' || kind === 'answer' ? acts.tools : [];

function endOf({ acts, kind, agent, part }: Process): object {
  if (acts.ends === 'lost') return { type: 'attempt.lost' };
  if (acts.ends === 'failed')
    return { ...finished(kind === 'run' ? { exit_code: 1 } : {}), error: { code: 'failed', message: 'no' } };
  switch (kind) {
    case 'run':
      return finished({ exit_code: 0, stdout: '', stderr: '', lines: [] });
    case 'agent':
      return finished({ text: `${agent} did`, diff: 'diff', commit: 'c0ffee' });
    case 'answer':
      return finished({ text: '', output: saidBy(localName(agent ?? ''), acts, part!.part, part!.round) });
    case 'review':
      return finished({
        verdict: acts.verdict,
        findings: acts.verdict === 'approve' ? [] : [{ severity: 'blocking', text: acts.finding }],
      });
    default:
      if (acts.merge === 'merged') return finished({ commits: [], conflicts: [] });
      return { ...finished({ commits: [], conflicts: [] }), error: { code: acts.merge, message: 'no' } };
  }
}

const finished = (result: object): object => ({ type: 'attempt.finished', result });

/** The attempts that the journal has begun and not ended; what was being stopped had done all that it would. */
function openAttempts(journal: readonly RunEvent[]): Iterable<string> {
  const open = new Map<string, string>();
  for (const event of journal) {
    if (event.type === 'step.started') open.set(`${event.frame}/${event.step}`, keyOf(event));
    else if ('step' in event && endsAttempt.has(event.type)) open.delete(`${event.frame}/${event.step}`);
  }
  return open.values();
}
const endsAttempt = new Set([
  'attempt.failed',
  'step.stopping',
  'step.finished',
  'step.cancelled',
  'review.reworked',
  'step.asked',
]);
