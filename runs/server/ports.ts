/**
 * What the server needs of the outside. It reads the journal and leaves facts in its inbox; whatever starts a process
 * or looks at a repository is handed in by the command line, which knows how.
 */
import type { CommitFile } from '../../engine/ports/workspaces.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { AccessStores } from '../access/index.ts';
import type { ActJournal, Person } from '../acts/index.ts';
import type { OpenJournal } from '../journal/index.ts';

/** All of it. Without drivers nothing can be started, without a look nothing is shown of what agents wrote. */
export interface ServerPorts {
  readonly record: RunRecord;
  readonly box: FactBox;
  readonly access: AccessStores;
  readonly drivers?: Drivers;
  readonly look?: WorkspaceLook;
}

/** What is read of the journal. */
export type RunRecord = Pick<OpenJournal, 'get' | 'head' | 'holder' | 'list' | 'meta' | 'read' | 'version'>;

/** The one write: facts for whoever owns a run, by the acts of `runs/acts/`, and what these read before it. */
export type FactBox = ActJournal;

/** A workflow that can be started here. */
export interface StartableWorkflow {
  /** Relative to the project's folder: what `start` takes, never anything else. */
  readonly path: string;
  readonly name: string;
  readonly description?: string;
  /** JSON Schema like, as documents declare them. */
  readonly inputs: JsonObject;
  /** Simulation scripts that stand beside it, by their path relative to the project's folder. */
  readonly simulations: readonly string[];
  /** Absent: it can be started. Else why not, in a few lines. */
  readonly problem?: string;
}

export interface StartRequest {
  readonly path: string;
  readonly inputs: JsonObject;
  readonly simulation?: string;
  /** Equal requests with one key start one run. */
  readonly key?: string;
}

/** Starts and continues runs in processes of their own, which outlive the server. */
export interface Drivers {
  workflows(): Promise<readonly StartableWorkflow[]>;
  /** Resolves with the run once it is journaled. Rejects with `OmniError` when it cannot be begun, and why. */
  start(request: StartRequest, by: Person): Promise<{ readonly run: string }>;
  /** Resolves once somebody drives the run, also when somebody did. Rejects with `OmniError` when nobody can. */
  resume(run: string, by: Person): Promise<void>;
}

/** One branch or workspace of a run that can be looked at. */
export interface LookedAt {
  /** What `changes` and `file` take. */
  readonly key: string;
  readonly branch?: string;
  /** Whether its worktree is still there: then what is not committed is seen too. */
  readonly live: boolean;
}

/**
 * Looks at what a run's agents have written. Never writes, never follows a link out, knows no path but git's own, and
 * shows no secret of the run: where one is not known here, `changes` and `file` reject with OMNI7023.
 */
export interface WorkspaceLook {
  list(run: string): Promise<readonly LookedAt[]>;
  /** Of the workspace over what the run began from, as a unified diff, at most `maxBytes` of it. */
  changes(
    run: string,
    key: string,
  ): Promise<{ readonly diff: string; readonly files: readonly CommitFile[]; readonly cut: boolean }>;
  /** Undefined: there is no such file. `binary` and what is too large have no text. */
  file(run: string, key: string, path: string): Promise<SeenFile | undefined>;
}

export interface SeenFile {
  readonly bytes: number;
  /** Of a link where it leads to, which is not followed; of a submodule its commit. */
  readonly text?: string;
  readonly binary: boolean;
  /** Absent: a file. */
  readonly kind?: 'link' | 'submodule';
}
