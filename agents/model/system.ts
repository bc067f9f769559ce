/** What the model is told before everything else. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import { answerTool } from './answer.ts';

const always = `You are an agent that works on the files of a project. Your tools work in its folder, the workspace; paths are relative to it.
Every call of a tool is judged before it happens. One that is refused has had no effect and says why: do not try to do the same in another way.
When you are done, say in your last message what came of it.`;

const withAnswer = `Your answer is wanted as a value: give it by calling the tool ${answerTool}, once, when you are done.`;

/** Characters of the repository's own words that are read. */
const maxChars = 64 * 1024;

/** @param hasAnswer whether there is a tool to answer by. */
export async function systemOf({ agent, place }: SessionRequest, hasAnswer: boolean): Promise<string> {
  const ofRepository = agent.repository_settings === true ? await place.read('AGENTS.md').catch(() => '') : '';
  return [always, agent.instructions ?? '', ofRepository.slice(0, maxChars), hasAnswer ? withAnswer : '']
    .filter((text) => text !== '')
    .join('\n\n');
}
