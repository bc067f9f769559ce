/** The people of the virtual world: they answer each ask once it is announced, as the script says. */
import type { EffectOf } from '../../engine/ports/performer.ts';
import type { Json } from '../../schema/json.ts';
import { type Answer, answersTo, fieldsOf, originOf, type Script, wordsTo } from './script.ts';
import type { Outside } from './world.ts';

export class People {
  readonly #script: Script;
  readonly #outside: Outside;
  /** Asks heard of, and how many of each kind at each step. */
  readonly #heard = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** To the same ask of a policy they say the same, however often they are asked. */
  readonly #isSteady: boolean;

  constructor(script: Script, outside: Outside, isSteady = false) {
    this.#script = script;
    this.#outside = outside;
    this.#isSteady = isSteady;
  }

  /** An ask that is announced again after a crash has its answers on the way already. */
  hear({ frame, step, ask }: EffectOf<'announceAsk'>): void {
    if (this.#heard.has(ask.id)) return;
    this.#heard.add(ask.id);
    const place = `${frame}|${step}|${ask.kind}`;
    const nth = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, nth);
    const isQuestion = ask.kind === 'question';
    const answers = isQuestion
      ? wordsTo(this.#script, frame, step, nth)
      : this.#isSteady && ask.kind === 'policy'
        ? answersTo(this.#script, '', ask.key ?? '', ask.kind, 1)
        : answersTo(this.#script, frame, step, ask.kind, nth);
    for (const [turn, answer] of answers.entries()) {
      const { by, says, choice, afterMs } = answer;
      if (says === 'nothing') continue;
      this.#outside.later({
        ...(isQuestion && says === 'grant'
          ? inWords(answer, ask.output !== undefined)
          : {
              type: 'approval.answered',
              granted: says === 'grant',
              ...(ask.options && says === 'grant' && { choice }),
            }),
        id: `${ask.id} answered ${turn}`,
        at: this.#outside.now() + afterMs,
        approval: ask.id,
        by,
        ...originOf(`${ask.id} ${turn}`),
      });
    }
  }
}

/** To a form, its fields; or words all the same. */
function inWords({ words }: Answer, isForm: boolean) {
  const said = isForm && words !== ' ' ? { output: fieldsOf(words) as Json } : { text: words };
  return { type: 'question.answered', ...said } as const;
}
