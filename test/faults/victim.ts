/** A workflow in a folder of its own, through the built CLI: run, killed, run again, and what it came to. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { execa } from 'execa';
import { exit } from '../../cli/exit.ts';
import type { RunEvent } from '../../engine/events.ts';
import { foldAsks, type OpenAsks } from '../../runs/asks.ts';

const cli = resolve('dist/cli/main.js');
const preload = resolve('test/faults/kill-at-commit.mjs');

/** However often a policy may ask. */
const mostParts = 8;

/** A commit, by the name of its last event (`kill-at-commit.mjs`). */
export type Point = string;

export interface Outcome {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a workflow stands, and what it is started with. */
export interface Subject {
  readonly path: string;
  /** The most attempts that it has open at once. */
  readonly atOnce: number;
  readonly options: readonly string[];
}

export class Victim {
  readonly folder = mkdtempSync(join(tmpdir(), 'omni-sweep-'));
  private readonly home = join(this.folder, '.omni');
  private readonly name: string;
  private readonly options: readonly string[];

  constructor({ path, options }: Subject) {
    this.name = basename(path);
    this.options = options;
    cpSync(path, join(this.folder, this.name), { recursive: true });
    const script = join(this.folder, this.name, 'simulate.yaml');
    // Without its pauses, which are for people who watch, and without a process around each file of tests.
    writeFileSync(
      script,
      readFileSync(script, 'utf8')
        .replaceAll(/^\s*delay: .*$\n/gm, '')
        .replaceAll(/^(\s*)- delay: .*$\n\s+/gm, '$1- ')
        .replaceAll('node --test test/', 'node test/'),
    );
  }

  /**
   * To its end: whatever a policy asks on the way is granted, and the run goes on. Each time is a part of its own.
   * @param kill around which commit to kill it, if at all: the first that holds the event.
   */
  async apply(kill?: { at: Point; when: 'before' | 'after' }): Promise<Outcome> {
    const words = [...this.words(), '--yes'];
    for (let part = 0; ; part += 1) {
      const around =
        kill === undefined
          ? { COMMITS_FILE: join(this.folder, `commits.${part}`) }
          : { KILL_AT: kill.at, KILL_WHEN: kill.when };
      const [ask] = part === 0 ? [] : this.open();
      if (part > 0 && ask === undefined) throw new Error('it waits, and nothing is asked');
      const outcome = await this.omni(ask === undefined ? words : ['approve', ask, '--resume'], around);
      if (outcome.exitCode !== exit.waiting || part > mostParts) return outcome;
    }
  }

  /** The commits of a run that was left alone. */
  points(): readonly Point[] {
    const files = readdirSync(this.folder).filter((name) => name.startsWith('commits.'));
    return files.sort().flatMap((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as Point[]);
  }

  /** The next `apply` of anything clears up; without a yes, and with nobody to ask, it begins nothing. */
  tidy(): Promise<Outcome> {
    return this.omni(this.words(), {});
  }

  private words(): readonly string[] {
    return ['apply', this.name, '--simulate', `${this.name}/simulate.yaml`, ...this.options];
  }

  private async omni(words: readonly string[], env: Record<string, string>): Promise<Outcome> {
    const { exitCode, stdout, stderr } = await execa(process.execPath, ['--import', preload, cli, ...words], {
      cwd: this.folder,
      reject: false,
      stdin: 'ignore',
      env: { OMNI_HOME: this.home, ASKED: JSON.stringify(this.asked()), NO_COLOR: '1', ...env },
    });
    return { exitCode, stdout, stderr };
  }

  /** What must be the same however often it was killed: files, history and outcomes; not ids, times and what it cost. */
  async result(): Promise<unknown> {
    const repository = this.repository();
    const git = async (...words: string[]) => (await execa('git', ['-C', repository, ...words])).stdout;
    const journal = this.journal();
    return {
      status: journal.runs.map(({ status }) => status),
      outputs: journal.outputs,
      tree: await git('rev-parse', 'main^{tree}'),
      history: (await git('log', '--format=%s', '--first-parent', 'main')).replaceAll(/omni\/[^/]+\//g, 'omni/RUN/'),
      dirty: await git('status', '--porcelain'),
      branches: (await git('branch', '--format=%(refname:short)')).replaceAll(/omni\/[^/]+\//g, 'omni/RUN/'),
      worktrees: (await git('worktree', 'list', '--porcelain'))
        .split('\n')
        .filter((line) => line.startsWith('worktree')).length,
      finishes: journal.events
        .filter(({ type }) => type === 'step.finished')
        .map(({ frame, step, outcome }) => `${frame} ${step} ${outcome}`)
        .sort(),
    };
  }

  /** Steps that were started again in a visit that had been finished: there must be none. */
  restarted(): string[] {
    const finished = new Set<string>();
    const again: string[] = [];
    for (const { type, frame, step, visit } of this.journal().events) {
      if (type === 'step.finished') finished.add(`${frame} ${step}`);
      // A rework enters the step anew: its next visit may start it again.
      if (type === 'step.started' && visit === 1 && finished.has(`${frame} ${step}`)) again.push(`${frame} ${step}`);
    }
    return again;
  }

  /** The asks that wait for an answer, by their ids; those of policies alone, if so wanted. */
  open(policies = false): readonly string[] {
    const asks: OpenAsks = new Map();
    for (const event of this.events()) foldAsks(asks, event);
    return [...asks.values()].flatMap(({ ask }) => (policies && ask.kind !== 'policy' ? [] : [ask.id]));
  }

  /** What is wrong with how it asked: the same thing twice at once, one ask answered twice, or an answer to nothing. */
  misasked(): readonly string[] {
    const asks: OpenAsks = new Map();
    const wrong: string[] = [];
    for (const event of this.events()) {
      const keys = [...asks.values()].map(({ ask }) => ask.key);
      for (const { id, key } of 'asks' in event ? (event.asks ?? []) : [])
        if (key !== undefined && keys.includes(key)) wrong.push(`${id} asks what is asked already`);
      const answers = event.type === 'approval.granted' || event.type === 'approval.refused';
      if (answers && !asks.has(event.approval)) wrong.push(`${event.approval} is answered, and it is not open`);
      foldAsks(asks, event);
    }
    return wrong;
  }

  /** The asks that were answered, by their ids. */
  granted(): readonly string[] {
    return this.events().flatMap((event) => (event.type === 'approval.granted' ? [event.approval] : []));
  }

  /** How much was asked and answered so far at each step: part of the names of events. */
  private asked(): Record<string, number> {
    const asked: Record<string, number> = {};
    for (const event of existsSync(join(this.home, 'journal.db')) ? this.events() : []) {
      const asks = 'asks' in event ? (event.asks?.length ?? 0) : 0;
      const at = `${event.frame}/${'step' in event ? event.step : ''}`;
      asked[at] = (asked[at] ?? 0) + asks + (event.type === 'approval.granted' ? 1 : 0);
    }
    return asked;
  }

  isOver(): boolean {
    return this.journal().events.some(({ type }) => type === 'run.finished');
  }

  /** Attempts that the journal itself says were lost; those that were ended in order, to wait for a person, are not. */
  lost(): number {
    return this.events().filter((event) => event.type === 'attempt.failed' && event.lost && !event.interrupted).length;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private repository(): string {
    const copies = join(this.home, 'demo');
    const [demo] = readdirSync(copies);
    return join(copies, demo!, '1');
  }

  /** As they were written; what has a column of its own stands beside the rest. */
  private events(): readonly RunEvent[] {
    return this.journal().events.map(({ body, ...columns }) => {
      const known = Object.entries(columns).filter(([, value]) => value !== null);
      return { ...Object.fromEntries(known), ...JSON.parse(body) };
    });
  }

  private journal() {
    const db = new Database(join(this.home, 'journal.db'), { readonly: true });
    try {
      const runs = db.prepare('SELECT status FROM runs').all() as { status: string }[];
      const events = db.prepare('SELECT type, frame, step, visit, outcome, body FROM events ORDER BY id').all() as {
        type: string;
        frame: string;
        step: string;
        visit: number;
        outcome: string;
        body: string;
      }[];
      const ends = events.filter(({ type }) => type === 'run.finished');
      const outputs = ends.map(({ body }) => without(JSON.parse(body).outputs));
      return { runs, events, outputs };
    } finally {
      db.close();
    }
  }
}

/** Hashes of commits and what it cost differ from run to run. */
function without(outputs: Record<string, unknown> | undefined): Record<string, unknown> {
  const { commits: _, cost_usd: __, ...rest } = outputs ?? {};
  return rest;
}
