/** Reads a run back: its pinned spec, compiled again, and the fold of its journal. */
import { OmniError } from '../../schema/error.ts';
import type { Spec } from '../../schema/spec.ts';
import { advance } from '../advance/index.ts';
import { compile } from '../compile/index.ts';
import type { Workflow } from '../compile/workflow.ts';
import type { Envelope, RunEvent } from '../events.ts';
import type { Blobs, Journal } from '../ports/journal.ts';
import { initialState, type RunState } from '../state.ts';
import { unpack } from './pack.ts';

type Stored = { readonly journal: Pick<Journal, 'read'>; readonly blobs: Pick<Blobs, 'get'> };

export interface Loaded {
  readonly workflow: Workflow;
  readonly state: RunState;
  /** Of the last event. */
  readonly seq: number;
}

/** Whole events in order, their large values put back. */
export async function* readEvents(
  { journal, blobs }: Stored,
  run: string,
): AsyncGenerator<Envelope & { event: RunEvent }> {
  for await (const envelope of journal.read(run)) {
    yield envelope.event.blobs ? { ...envelope, event: await unpack(envelope.event, blobs) } : envelope;
  }
}

/** @throws OmniError OMNI6006 when there is no such run, OMNI6009 or OMNI6010 when its spec can not be had. */
export async function loadRun(stored: Stored, run: string): Promise<Loaded> {
  const state = initialState();
  let workflow: Workflow | undefined;
  let seq = 0;
  for await (const envelope of readEvents(stored, run)) {
    const { event } = envelope;
    if (event.type === 'run.created') workflow = await loadWorkflow(stored.blobs, event.spec);
    if (!workflow) throw new OmniError('OMNI6001', `Run ${run} does not begin with run.created`);
    advance(workflow, state, event);
    seq = envelope.seq;
  }
  if (!workflow) throw new OmniError('OMNI6006', `There is no run ${run}, or nothing of it was journaled`);
  return { workflow, state, seq };
}

/** What a run pins, not compiled. @throws OmniError OMNI6009 */
export async function loadSpec(blobs: Pick<Blobs, 'get'>, hash: string): Promise<Spec> {
  const text = await blobs.get(hash);
  if (text === undefined) throw new OmniError('OMNI6009', `The journal lacks the definition of the run: ${hash}`);
  return JSON.parse(text) as Spec;
}

export async function loadWorkflow(blobs: Pick<Blobs, 'get'>, hash: string): Promise<Workflow> {
  const compiled = compile(await loadSpec(blobs, hash));
  if ('workflow' in compiled) return compiled.workflow;
  throw new OmniError('OMNI6010', `This omni no longer compiles what the run pins: ${compiled.problems[0]?.message}`, {
    help: 'Continue it with the version that began it.',
  });
}
