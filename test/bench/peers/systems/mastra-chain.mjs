/** Mastra with a workflow of so many steps: all results are kept, and written again before each step. */
import { openWith } from './mastra.mjs';

/** @type {import('../system.ts').Open} */
export const open = async (given) =>
  openWith(given, (workflow, createOne, { steps }) => {
    for (let index = 0; index < steps; index++) workflow.then(createOne(`s${index}`));
    return workflow;
  });
