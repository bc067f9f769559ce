/** What the pages and the API share: the ports, and what is read through them once for all who look. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { type History, openHistory } from '../history/index.ts';
import { type AsksFor, createAsksFor } from './asks.ts';
import { type Changes, watchChanges } from './live/changes.ts';
import { type LaidBody, layOut } from './machine/layout.ts';
import { notedDrivers } from './noted-drivers.ts';
import type { ServerPorts } from './ports.ts';

export interface ServerParts extends ServerPorts {
  readonly history: History;
  readonly changes: Changes;
  readonly asksFor: AsksFor;
  /** Undefined for a machine that is too large to be drawn. */
  readonly machineOf: (workflow: Workflow) => LaidBody | undefined;
}

export function partsOf(ports: ServerPorts): ServerParts {
  const { record, drivers, access } = ports;
  /** The history gives one object for one run, as long as it keeps it. */
  const laid = new WeakMap<Workflow, { readonly body: LaidBody | undefined }>();
  return {
    ...ports,
    ...(drivers && { drivers: notedDrivers(drivers, access.acts) }),
    history: openHistory(record),
    asksFor: createAsksFor(record),
    changes: watchChanges(() => record.version()),
    machineOf(workflow) {
      const known = laid.get(workflow) ?? { body: layOut(workflow) };
      laid.set(workflow, known);
      return known.body;
    },
  };
}
