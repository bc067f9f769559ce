/**
 * The processes of attempts in the virtual world. A process asks for its tools one after the other, waits for each
 * answer, and then ends as its behaviour says.
 */
import type { AttemptPlan } from '../../engine/effects.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { EffectOf } from '../../engine/ports/performer.ts';
import { type Behaviour, behaviourOf, type Script, saidBy } from './script.ts';
import { localName } from './stock.ts';
import { endsWell, isRenamed, isSpokenTo, landingOf, type Told, toolAt, usagesOf } from './tools.ts';
import type { Outside } from './world.ts';

interface Process {
  readonly of: { readonly frame: string; readonly step: string; readonly attempt: number };
  /** What it calls a session that it begins: the same again after it was killed. */
  readonly named: string;
  readonly kind: string;
  readonly agent: string | undefined;
  /** Of a debate. */
  readonly part: { readonly part: string; readonly round: number } | undefined;
  readonly acts: Behaviour;
  /** What it asks for, one after the other. */
  readonly wants: readonly object[];
  readonly startedAt: number;
  asked: number;
  /** What its end depends on was not let through. */
  refused?: true;
}

export class Processes {
  readonly #script: Script;
  readonly #outside: Outside;
  readonly #running = new Map<string, Process>();
  /** Attempts that died with the engine in the middle: what comes after does what they would have done. */
  readonly #killed = new Set<string>();

  /** There are policies that want to know more than a script says. */
  readonly #isGuarded: boolean;

  constructor(script: Script, outside: Outside, isGuarded = false) {
    this.#script = script;
    this.#outside = outside;
    this.#isGuarded = isGuarded;
  }

  start({ frame, step, attempt, plan }: EffectOf<'startAttempt'>): void {
    const { visit, ordinal } = this.#placeOf(frame, step, attempt);
    const acts = behaviourOf(this.#script, frame, step, visit, ordinal);
    const agent = 'agent' in plan ? plan.agent : undefined;
    const process = {
      of: { frame, step, attempt },
      named: `${frame}/${step} ${visit}.${ordinal}`,
      kind: plan.kind,
      agent,
      part: plan.kind === 'answer' ? plan : undefined,
      acts,
      wants: this.#isGuarded ? guardedWants(plan, { frame, step }, acts) : wantsOf(plan.kind, acts),
      startedAt: this.#outside.now(),
      asked: 0,
    };
    this.#running.set(keyOf(process.of), process);
    if (plan.kind === 'agent' || plan.kind === 'answer') {
      const session = plan.session ?? process.named;
      this.#say(process, 'session', { type: 'session.opened', session }, 0);
    }
    if (this.#isGuarded) this.#tellMore(process);
    else if (plan.kind === 'agent' || plan.kind === 'review' || plan.kind === 'answer') {
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
    if (process.asked < process.wants.length) this.#say(process, 'ended', endOf(process), endsAt);
    return [];
  }

  answer({ frame, step, attempt, call, allow }: EffectOf<'answerTool'>): void {
    const process = this.#running.get(keyOf({ frame, step, attempt }));
    if (!process) return;
    const ok = !this.#isGuarded || endsWell({ frame, step }, process.asked);
    if (allow && process.kind !== 'merge') this.#say(process, `did ${call}`, { type: 'tool.completed', call, ok }, 0);
    if (!allow && (process.kind === 'merge' || process.kind === 'run')) {
      process.refused = true;
      process.asked = process.wants.length;
    } else process.asked += 1;
    this.#goOn(process);
  }

  die(): void {
    this.#running.clear();
    for (const key of openAttempts(this.#outside.journal)) this.#killed.add(key);
  }

  /** Asks for the next tool, or ends. */
  #goOn(process: Process): void {
    const { acts, asked, startedAt, wants } = process;
    const wanted = wants[asked];
    const due = startedAt + Math.floor((acts.durationMs * (asked + 1)) / (wants.length + 1));
    if (wanted !== undefined) {
      this.#say(process, `asks ${asked}`, { ...wanted, call: `${keyOf(process.of)} call ${asked}` }, due);
    } else this.#say(process, 'ended', endOf(process), startedAt + acts.durationMs);
  }

  /** It spends more than once, is spoken to, and gets another name. */
  #tellMore(process: Process): void {
    const { of, kind, acts, startedAt } = process;
    if (kind === 'run' || kind === 'merge') return;
    const halfway = startedAt + Math.floor(acts.durationMs / 2);
    this.#say(process, 'said 1', { type: 'message.received', index: 1, text: 'half' }, halfway);
    for (const [nth, usage] of usagesOf(of).entries()) {
      const at = startedAt + Math.floor((acts.durationMs * (nth + 1)) / 4);
      this.#say(process, `used ${nth + 1}`, { type: 'usage.reported', index: nth + 1, usage }, at);
    }
    if (kind !== 'review' && isRenamed(of)) {
      this.#say(process, 'renamed', { type: 'session.opened', session: `${process.named} anew` }, halfway);
    }
    if (kind !== 'agent' || !isSpokenTo(of)) return;
    const { frame, step } = of;
    const id = `${keyOf(of)} is told`;
    const at = Math.max(startedAt + Math.floor(acts.durationMs / 3), this.#outside.now());
    this.#outside.later({ type: 'message.submitted', id, at, frame, step, by: 'tia', text: 'plain' });
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

const wantsOf = (kind: string, { tools }: Behaviour): object[] =>
  kind === 'agent' || kind === 'answer'
    ? tools.map((tool, nth) => ({ type: 'tool.requested', tool: { kind: tool, name: String(nth), input: {} } }))
    : [];

/** A command and a merge ask first where a policy wants it. */
function guardedWants(plan: AttemptPlan, told: Told, { tools }: Behaviour): object[] {
  switch (plan.kind) {
    case 'run':
      return plan.asks ? [{ type: 'tool.requested', tool: toolAt(told, 0) }] : [];
    case 'merge':
      if (!plan.asks) return [];
      return plan.branches.map(({ branch }) => ({ type: 'merge.requested', merge: landingOf(branch, plan.into) }));
    case 'review':
      return [];
    default:
      return tools.map((_, nth) => ({ type: 'tool.requested', tool: toolAt(told, nth) }));
  }
}

function endOf({ acts, kind, agent, part, refused }: Process): object {
  if (refused) return { ...finished({}), error: { code: 'refused', message: 'no' } };
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
        reviewed: [{ path: 'a.txt', op: 'create', hash: 'a1' }],
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
