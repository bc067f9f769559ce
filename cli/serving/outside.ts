/** What the server needs of the outside, put together: processes of this program, and git. */
import { createLook, type LookSource } from '../../agents/workspaces/look.ts';
import { loadSpec } from '../../engine/driver/index.ts';
import type { OpenJournal } from '../../runs/journal/index.ts';
import type { Drivers, WorkspaceLook } from '../../runs/server/ports.ts';
import { findHome, findProject } from '../places.ts';
import { readBeginning } from '../record.ts';
import { createDrivers } from './drivers.ts';
import { type Program, thisProgram } from './program.ts';
import { redactionOf } from './redaction.ts';
import { createStartable } from './startable.ts';

export interface Outside {
  readonly drivers: Drivers;
  readonly look: WorkspaceLook;
}

export interface OutsideOptions {
  readonly journal: OpenJournal;
  readonly program?: Program;
  /** The folder that commands are given in. */
  readonly cwd?: string;
  readonly home?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export function openOutside({
  journal,
  program = thisProgram(),
  cwd = process.cwd(),
  home = findHome(),
  env = process.env,
}: OutsideOptions): Outside {
  const workflows = createStartable({ program, root: findProject(cwd), env });
  return {
    drivers: createDrivers({ journal, workflows, program, home, cwd, env }),
    look: createLook({ home, env, sourceOf: sourcesIn(journal, env) }),
  };
}

/** Of so many runs that are over it is remembered what they made. */
const remembered = 100;

function sourcesIn(journal: OpenJournal, env: NodeJS.ProcessEnv): (run: string) => Promise<LookSource | undefined> {
  const made = new Map<string, readonly string[]>();
  return async (run) => {
    const listed = journal.meta(run);
    if (listed === undefined || journal.head(run).seq === 0) return undefined;
    const { repo } = listed;
    // As the run pins it. Not compiled, which would hold the server up.
    const spec = await loadSpec(journal, (await readBeginning(journal, run)).spec);
    const redaction = redactionOf(spec, env);
    // While it is not over git knows its branches.
    if (listed.status === 'running') return { repo, here: spec.workflow.workspace === 'here', branches: [], redaction };
    const branches = made.get(run) ?? (await branchesOf(journal, run));
    made.set(run, branches);
    const [oldest] = made.keys();
    if (made.size > remembered && oldest !== undefined) made.delete(oldest);
    return { repo, here: false, branches, redaction };
  };
}

async function branchesOf(journal: OpenJournal, run: string): Promise<readonly string[]> {
  const branches = new Set<string>();
  for await (const { event } of journal.read(run)) {
    const branch: unknown = event.type === 'step.started' ? Object(event.plan).workspace?.branch : undefined;
    if (typeof branch === 'string') branches.add(branch);
  }
  return [...branches];
}
