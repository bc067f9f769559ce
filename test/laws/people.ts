/** The people of the virtual world: they answer each ask once it is announced, as the script says. */
import type { EffectOf } from '../../engine/ports/performer.ts';
import { answersTo, type Script } from './script.ts';
import type { Outside } from './world.ts';

export class People {
  readonly #script: Script;
  readonly #outside: Outside;
  /** Asks heard of, and how many of each kind at each step. */
  readonly #heard = new Set<string>();
  readonly #counts = new Map<string, number>();

  constructor(script: Script, outside: Outside) {
    this.#script = script;
    this.#outside = outside;
  }

  /** An ask that is announced again after a crash has its answers on the way already. */
  hear({ frame, step, ask }: EffectOf<'announceAsk'>): void {
    if (this.#heard.has(ask.id)) return;
    this.#heard.add(ask.id);
    const place = `${frame}|${step}|${ask.kind}`;
    const nth = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, nth);
    for (const [turn, { by, says, choice, afterMs }] of answersTo(this.#script, frame, step, ask.kind, nth).entries()) {
      if (says === 'nothing') continue;
      this.#outside.later({
        type: 'approval.answered',
        id: `${ask.id} answered ${turn}`,
        at: this.#outside.now() + afterMs,
        approval: ask.id,
        granted: says === 'grant',
        by,
        ...(ask.options && says === 'grant' && { choice }),
      });
    }
  }
}
