/** A workflow in a folder of its own, through the built CLI: run, killed, run again, and what it came to. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { execa } from 'execa';

const cli = resolve('dist/cli/main.js');
const preload = resolve('test/faults/kill-at-commit.mjs');

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
  readonly commitsFile = join(this.folder, 'commits');
  private readonly name: string;
  private readonly options: readonly string[];

  constructor({ path, options }: Subject) {
    this.name = basename(path);
    this.options = options;
    cpSync(path, join(this.folder, this.name), { recursive: true });
    const script = join(this.folder, this.name, 'simulate.yaml');
    // Without its pauses: they are for people who watch.
    writeFileSync(
      script,
      readFileSync(script, 'utf8')
        .replaceAll(/^\s*delay: .*$\n/gm, '')
        .replaceAll(/^(\s*)- delay: .*$\n\s+/gm, '$1- '),
    );
  }

  /** @param kill around which commit to kill it, if at all: the first by which `at` events are journaled. */
  apply(kill?: { at: number; when: 'before' | 'after' }): Promise<Outcome> {
    const around = kill ? { KILL_AT: String(kill.at), KILL_WHEN: kill.when } : { COMMITS_FILE: this.commitsFile };
    return this.omni(['--yes', '--approve', 'merge_ok'], around);
  }

  /** The next `apply` of anything clears up; without a yes, and with nobody to ask, it begins nothing. */
  tidy(): Promise<Outcome> {
    return this.omni([], {});
  }

  private async omni(options: readonly string[], env: Record<string, string>): Promise<Outcome> {
    const simulate = ['--simulate', `${this.name}/simulate.yaml`];
    const words = ['apply', this.name, ...simulate, ...this.options, ...options];
    const { exitCode, stdout, stderr } = await execa(process.execPath, ['--import', preload, cli, ...words], {
      cwd: this.folder,
      reject: false,
      stdin: 'ignore',
      env: { OMNI_HOME: join(this.folder, '.omni'), NO_COLOR: '1', ...env },
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

  isOver(): boolean {
    return this.journal().events.some(({ type }) => type === 'run.finished');
  }

  /** Attempts that the journal itself says were lost. */
  lost(): number {
    return this.journal().events.filter(({ body }) => body.includes('"lost":true')).length;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private repository(): string {
    const copies = join(this.folder, '.omni', 'demo');
    const [demo] = readdirSync(copies);
    return join(copies, demo!, '1');
  }

  private journal() {
    const db = new Database(join(this.folder, '.omni', 'journal.db'), { readonly: true });
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
