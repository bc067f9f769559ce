/**
 * Mastra's workflows on its libSQL store. One after another: a step that is repeated, which is what costs it least, and
 * of whose results it keeps the last. Side by side: one `foreach`. A snapshot is written before each step.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createClient } from '@libsql/client';
import { Mastra } from '@mastra/core/mastra';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { LibSQLStore } from '@mastra/libsql';
import { z } from 'zod';

/** @type {import('../system.ts').Open} */
export const open = async (given) =>
  openWith(given, (workflow, createOne, { steps, countPerformed }) =>
    given.workload === 'sequential'
      ? workflow.dountil(createOne('work'), async () => countPerformed() >= steps)
      : workflow.foreach(createOne('work'), { concurrency: given.width }),
  );

/** `build` puts steps that `createOne` makes into an empty workflow. */
export async function openWith({ folder, workload, full, give }, build) {
  const url = `file:${join(folder, 'mastra.db')}`;
  const storage = full
    ? new LibSQLStore({ client: fullySynchronous(createClient({ url })) })
    : new LibSQLStore({ url });
  return {
    async prepare(name, steps) {
      let performed = 0;
      const anything = { inputSchema: z.any(), outputSchema: z.any() };
      const execute = async () => {
        await setImmediate();
        performed++;
        return give();
      };
      const createOne = (id) => createStep({ id, ...anything, execute });
      const empty = createWorkflow({ id: name, ...anything });
      const workflow = build(empty, createOne, { steps, countPerformed: () => performed }).commit();
      const mastra = new Mastra({
        storage,
        workflows: { [name]: workflow },
        logger: false,
        telemetry: { enabled: false },
      });
      const run = await mastra.getWorkflow(name).createRunAsync();
      const inputData = workload === 'sequential' ? {} : Array.from({ length: steps }, (_, item) => item);
      return async () => {
        const { status, error } = await run.start({ inputData });
        if (status !== 'success') throw error ?? new Error(`the run was ${status}`);
        return performed;
      };
    },
    servers: [],
    async close() {
      storage.client.close();
    },
  };
}

/** The store itself asks for NORMAL, by a statement that no option changes. */
function fullySynchronous(client) {
  const execute = client.execute.bind(client);
  client.execute = (statement, ...rest) =>
    execute(/synchronous\s*=\s*NORMAL/i.test(statement) ? 'PRAGMA synchronous = FULL' : statement, ...rest);
  return client;
}
