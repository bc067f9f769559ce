/** What people do to runs. The rules are those of `runs/acts`; here a run that nobody drives is got to go on. */

import type { JsonObject } from '../../../../schema/json.ts';
import { maySee } from '../../../access/index.ts';
import { answer, cancel, type Saying, say } from '../../../acts/index.ts';
import { goOn } from '../../go-on.ts';
import type { Drivers } from '../../ports.ts';
import type { ApiParts, Asked, Handlers } from '../context.ts';
import { apiPrefix } from '../operations/index.ts';
import { ApiError, notFound } from '../problem.ts';
import { findListed } from '../runs.ts';

type Acts = 'listWorkflows' | 'startRun' | 'answerAsk' | 'sendMessage' | 'cancelRun' | 'resumeRun';

export function actHandlers(parts: ApiParts): Pick<Handlers, Acts> {
  const { record, box, drivers } = parts;
  const driving = (): Drivers => {
    if (drivers !== undefined) return drivers;
    throw new ApiError(501, { detail: 'This server starts and continues no runs.' });
  };
  return {
    listWorkflows: async () => ({ workflows: await driving().workflows() }),
    async startRun({ body, person, key, reply }) {
      const { workflow, inputs = {}, simulation } = body;
      const request = {
        path: workflow,
        inputs: inputs as JsonObject,
        ...(simulation !== undefined && { simulation }),
        ...(key !== undefined && { key }),
      };
      const { run } = await driving().start(request, person);
      reply.header('location', `${apiPrefix}/runs/${encodeURIComponent(run)}`);
      return { run };
    },
    answerAsk: (asked) => answerAsk(parts, asked),
    async sendMessage({ params, body, person, key }) {
      findListed(record, params.run);
      const done = await say(box, params.run, body as Saying, person, key);
      return { run: done.run, to: done.to, by: person.name, ...(await goOn(drivers, done, person)) };
    },
    async cancelRun({ params, person, key }) {
      findListed(record, params.run);
      const done = await cancel(box, params.run, person, key);
      return { run: done.run, by: person.name, ...(await goOn(drivers, done, person)) };
    },
    async resumeRun({ params, person }) {
      const { run, status } = findListed(record, params.run);
      if (status !== 'running') throw new ApiError(409, { detail: `Run ${run} is over: ${status}.` });
      await driving().resume(run, person);
      return { run, driven: true };
    },
  };
}

async function answerAsk(parts: ApiParts, { params, body, person, key }: Asked<'answerAsk'>) {
  const { box, drivers } = parts;
  const run = box.findByAsk(params.ask)?.run;
  // To who sees one run alone, an ask of another is not there.
  if (person.run !== undefined && (run === undefined || !maySee(person, run))) throw notFound('ask');
  const done = await answer(box, params.ask, body, person, key);
  const { granted, choice } = body;
  const told = { run: done.run, ask: done.ask, granted, by: person.name, ...(choice !== undefined && { choice }) };
  return { ...told, ...(await goOn(drivers, done, person)) };
}
