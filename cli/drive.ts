/**
 * Sees one run through, from where it stands to its end, to a person's turn, or to Ctrl-C: shows it, gives the answers
 * that were given in advance, and says at the end what it came to.
 *
 * The first interrupt lets the driver stop in order; the journal then holds everything, and the same run continues
 * later. A second one ends the process at once, and the reaper ends what it has running.
 */
import type { Workflow } from '../engine/compile/workflow.ts';
import type { Driver } from '../engine/driver/index.ts';
import { isConversation } from '../runs/acts/index.ts';
import type { OpenJournal } from '../runs/journal/index.ts';
import { describeView } from '../runs/view/index.ts';
import { openChat } from './chat.ts';
import type { Composition } from './compose.ts';
import { type ExitCode, exit } from './exit.ts';
import type { PageOptions } from './options.ts';
import { outliveReaders } from './output.ts';
import { whoIsThere } from './person.ts';
import { openPicture, type Picture } from './picture.ts';
import { showPath } from './places.ts';
import { exitOf } from './record.ts';
import { renderSummary } from './render/summary.ts';
import { leavePage, openPage, type Page } from './serving/page.ts';
import type { Terminal } from './terminal.ts';

export interface DriveRequest {
  readonly run: string;
  readonly workflow: Workflow;
  readonly composition: Composition;
  readonly journal: OpenJournal;
  readonly terminal: Terminal;
  readonly simulated: boolean;
  /** Whether the status page is wanted beside it. */
  readonly page: PageOptions;
  /** Shown when it is not the current folder. */
  readonly repository?: string;
  /** Starts or resumes the run: nothing happens before `begin` is called. */
  readonly open: (how: {
    /** Somebody is here who answers, so the run is not parked for want of one. */
    readonly waitForPeople: boolean;
  }) => Promise<{ readonly driver: Driver; readonly begin: () => void }>;
}

export async function drive(request: DriveRequest): Promise<ExitCode> {
  const { run, journal, terminal, workflow, composition } = request;
  outliveReaders();
  const talks = terminal.interactive && isConversation(workflow);
  const chat = talks ? openChat(terminal, workflow, whoIsThere()) : undefined;
  const picture = chat ?? openPicture(terminal, workflow);
  let page: Page | undefined;
  try {
    page = await openPage(request.page);
    if (page !== undefined) showLink(page, picture, terminal);
    const { driver, begin } = await request.open({ waitForPeople: talks || page !== undefined });
    for await (const envelope of journal.read(run)) picture.recall(envelope);
    driver.subscribe((entries) => {
      for (const entry of entries) picture.add(entry);
    });
    const interrupts = catchInterrupts(driver, picture, run);
    composition.people.answerTo(driver);
    begin();
    chat?.talkTo(driver);
    const ending = await driver.done.finally(interrupts.release);
    picture.close();
    const over = ending === 'finished';
    const kept = over ? await composition.finish(picture.view.outcome !== 'done') : [];
    report(request, picture, kept);
    if (over && page !== undefined) await leavePage(page, terminal);
    return ending === 'stopped' && !chat?.left ? exit.interrupted : exitOf(picture.view.status);
  } finally {
    picture.close();
    await composition.dispose();
    await page?.close();
  }
}

function showLink(page: Page, picture: Picture, { json, err, emit }: Terminal): void {
  const { bold, dim } = err.style;
  if (json) emit('serve', { url: page.url, port: page.port });
  else err.print(bold(page.url), dim('shows this run, and takes what people answer there; Ctrl-C stops the run'), '');
  page.tell((line) => picture.say(line));
}

function catchInterrupts(driver: Driver, picture: Picture, run: string): { readonly release: () => void } {
  let count = 0;
  const interrupt = (): void => {
    count += 1;
    if (count > 1) process.exit(exit.interrupted);
    picture.say(`stopping; omni resume ${run} continues (Ctrl-C once more kills at once)`);
    void driver.stop();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return {
    release() {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}

function report({ terminal, simulated, repository }: DriveRequest, { view }: Picture, kept: readonly string[]): void {
  if (terminal.json) {
    terminal.emit('run', { ...describeView(view), kept });
    return;
  }
  const { out, err } = terminal;
  if (out.stream.isTTY || err.stream.isTTY) err.print('');
  out.print(
    ...renderSummary(view, {
      style: out.style,
      columns: out.columns,
      simulated,
      kept: kept.map(showPath),
      ...(repository === undefined || repository === '.' ? {} : { repository }),
    }),
  );
}
