/**
 * A run as a conversation on this terminal: what was said before, then questions that are answered here, with what
 * comes of them in between. Others may answer the same questions; then the prompt gives way.
 *
 * Only this file writes to the terminal while it is open: the line that says who is at work is taken away before
 * anything is printed, and stands again below it.
 */
import { randomUUID } from 'node:crypto';
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Driver, Entry } from '../engine/driver/index.ts';
import type { QuestionAnswered } from '../engine/facts.ts';
import type { Person } from '../runs/acts/index.ts';
import { emptyTalk, emptyView, foldTalk, foldView, type OpenAsk, type StepRow } from '../runs/view/index.ts';
import type { JsonObject } from '../schema/json.ts';
import { fillForm } from './form.ts';
import type { Picture } from './picture.ts';
import { readLine } from './read-line.ts';
import { type LiveView, openLive } from './render/live.ts';
import { renderTalk } from './render/talk.ts';
import { neutralise, neutraliseLine, truncate } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export interface Chat extends Picture {
  /** The person went away: the run waits, and nothing is wrong. */
  readonly left: boolean;
  /** Shows what was said so far, and asks from now on. */
  talkTo(driver: Pick<Driver, 'submit' | 'stop'>): void;
}

export function openChat(terminal: Terminal, workflow: Workflow, who: Person): Chat {
  const { err } = terminal;
  const view = emptyView();
  const talk = emptyTalk();
  const history: string[] = [];
  const past: string[] = [];
  /** Facts of what was typed here. */
  const typed = new Set<string>();
  let driver: Pick<Driver, 'submit' | 'stop'> | undefined;
  let live: LiveView | undefined;
  let isHidden = false;
  let asking: { readonly id: string; readonly stop: AbortController } | undefined;
  let shown = '';
  let left = false;
  let closed = false;

  const draw = ({ columns, tick = 0 }: { columns: number; tick?: number }): readonly string[] => {
    const { spinner } = err.style.signs;
    const names = isHidden ? [] : atWork(view.steps.values());
    if (names.length === 0) return [];
    return [err.style.dim(truncate(`${spinner[tick % spinner.length]} ${names.join(', ')}`, columns))];
  };
  const hide = (): void => {
    isHidden = true;
    live?.close();
    live = undefined;
    isHidden = false;
  };
  const print = (lines: readonly string[]): void => {
    hide();
    err.print(...lines);
  };
  const fold = (entry: Entry): readonly string[] | undefined => {
    if (entry.seq <= view.seq) return undefined;
    foldView(view, { prevHash: '', hash: '', ...entry }, workflow);
    const said = foldTalk(talk, entry.event, view);
    for (const one of said) if (one.type === 'said' && one.by === who.name) history.unshift(one.text);
    // What was typed here stands on the screen already.
    const news = typed.has(entry.event.fact ?? '') ? said.filter(({ type }) => type !== 'said') : said;
    return news.flatMap((one) => renderTalk(one, { style: err.style, columns: err.columns }));
  };
  const goOn = (): void => {
    if (closed || !driver || asking) return;
    const question = [...view.asks.values()].find(({ ask }) => ask.kind === 'question');
    if (question) ask(question).catch(giveUp);
    else live ??= openLive(err.stream, draw);
  };
  /** The terminal could not be read: the run waits, as when the person goes away. */
  const giveUp = (error: unknown): void => {
    print([neutralise(error instanceof Error ? error.message : String(error))]);
    left = true;
    void driver?.stop();
  };
  const ask = async (question: OpenAsk): Promise<void> => {
    hide();
    const stop = new AbortController();
    asking = { id: question.ask.id, stop };
    // What a chat asks again and again is said once.
    const words = question.ask.text === shown ? [] : neutralise(question.ask.text).split('\n');
    shown = question.ask.text;
    err.print('', ...words.map(err.style.dim));
    const { output } = question.ask;
    const fields = output && (await fillForm(output as JsonObject, stop.signal));
    const line = output ? undefined : await readLine(history, stop.signal);
    const said = output ? fields && { output: fields } : typeof line !== 'string' ? undefined : { text: line };
    asking = undefined;
    if (stop.signal.aborted) return goOn();
    if (line === null) return;
    if (said === undefined) {
      left = true;
      await driver?.stop();
      return;
    }
    const id = `answer-${randomUUID()}`;
    typed.add(id);
    const fact: QuestionAnswered = {
      type: 'question.answered',
      id,
      at: Date.now(),
      approval: question.ask.id,
      by: who.name,
      from: who.from,
      ...said,
    };
    driver?.submit(fact);
  };

  return {
    view,
    get left() {
      return left;
    },
    recall(entry) {
      past.push(...(fold(entry) ?? []));
    },
    talkTo(given) {
      driver = given;
      if (past.length > 0) err.print(...past);
      goOn();
    },
    add(entry) {
      const lines = closed ? undefined : fold(entry);
      if (!lines) return;
      if (lines.length > 0) print(lines);
      if (asking && !view.asks.has(asking.id)) asking.stop.abort();
      // An answer that did not count is asked for again; one that is on its way is not asked for twice.
      if (entry.event.type !== 'question.answered') goOn();
    },
    say(line) {
      print([line]);
    },
    close() {
      closed = true;
      asking?.stop.abort();
      hide();
    },
  };
}

/** Who does something now, in words. */
function atWork(steps: Iterable<StepRow>): readonly string[] {
  const names: string[] = [];
  for (const { life, frames, agent, step } of steps) {
    if (life === 'running' && frames.length === 0) names.push(neutraliseLine(agent ?? step));
  }
  return [...new Set(names)];
}
