/** Starting a run: the workflows of the project, and for each a form made from its inputs. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkInputs } from '../../../../schema/inputs.ts';
import type { JsonObject } from '../../../../schema/json.ts';
import type { Problem } from '../../../../schema/problem.ts';
import { asSentence, UnfitAct } from '../../../acts/index.ts';
import { answerRefusal } from '../../guard/refuse.ts';
import { fieldPrefix, readFields, renderFields } from '../../html/fields.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { runPath } from '../../html/words.ts';
import type { Drivers, StartableWorkflow } from '../../ports.ts';
import { unfitStatus } from '../../status.ts';
import { bodyOf } from '../body.ts';
import { type MakePage, section } from '../page.ts';

export const startPage =
  (drivers: Drivers): MakePage =>
  async ({ query }) => {
    const workflows = await drivers.workflows();
    const chosen = workflows.find(({ path }) => path === query.workflow);
    if (query.workflow !== undefined && chosen === undefined) return undefined;
    if (chosen) return { title: `Start ${chosen.name}`, sections: [section('start', undefined, renderStart(chosen))] };
    const list =
      workflows.length === 0
        ? html`<p class="quiet">There is no workflow in this project. <code>omni init</code> makes one.</p>`
        : html`<ul class="runs">${workflows.map(renderWorkflow)}</ul>`;
    return { title: 'Start a run', sections: [section('start', undefined, html`<h1>Start a run</h1>${list}`)] };
  };

function renderWorkflow({ path, name, description, problem }: StartableWorkflow): Html {
  const wrong = problem && html`<span class="pill is-failed">cannot run</span>`;
  return html`<li><a href="/start?workflow=${encodeURIComponent(path)}"><span class="name">${name}</span>${wrong}
<span class="quiet">${cut(description ?? '', 200)}</span><span class="quiet id">${path}</span></a></li>`;
}

function renderStart({ path, name, description, inputs, simulations, problem }: StartableWorkflow): Html {
  const about = html`<h1>Start ${name}</h1><p>${cut(description ?? '', 1_000)}</p><p class="quiet file">${path}</p>`;
  if (problem !== undefined) return html`${about}<pre class="error">${cut(problem, 10_000)}</pre>`;
  const fields = inputs as Record<string, JsonObject>;
  const required = Object.keys(fields).filter((input) => fields[input]?.default === undefined);
  const scripts = [['', 'real agents'], ...simulations.map((script) => [script, `simulated by ${script}`] as const)];
  const how = html`<div class="field"><label for="simulation">Played by</label>
<select id="simulation" name="simulation">${scripts.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></div>`;
  return html`${about}<form method="post" action="/start" class="answer"><input type="hidden" name="workflow" value="${path}">
${renderFields({ fields, required, id: 'input' })}${how}
<div class="buttons"><button class="good">Start</button></div></form>`;
}

function refuseInputs(request: FastifyRequest, reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const detail = asSentence(problems.map(({ message }) => message).join('; '));
  const field = `${fieldPrefix}${problems[0]?.path[1] ?? ''}`;
  return answerRefusal(request, reply, { status: unfitStatus.invalid, title: 'Not as things stand', detail, field });
}

/** The form's handler. */
export function addStart(server: FastifyInstance, drivers: Drivers): void {
  server.post('/start', { config: { role: 'drive' } }, async (request, reply) => {
    const { workflow: path, simulation, ...rest } = bodyOf(request);
    const chosen = (await drivers.workflows()).find((known) => known.path === path);
    if (chosen === undefined) throw new UnfitAct('missing', 'there is no such workflow', { do: 'list' });
    const read = checkInputs(chosen.inputs as Record<string, JsonObject>, readFields(rest));
    if ('problems' in read) return refuseInputs(request, reply, read.problems);
    const started = await drivers.start(
      { path: chosen.path, inputs: read.inputs, ...(simulation && { simulation }) },
      request.person,
    );
    return reply.redirect(runPath(started.run), 303);
  });
}
