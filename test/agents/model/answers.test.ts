/** Answers of a service that are none: each ends the session, and no call that stands in one is made. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { listen, of } from '../conformance/listen.ts';
import { useStage } from './stage.ts';

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const call = {
  index: 0,
  id: 'c1',
  type: 'function',
  function: { name: 'shell', arguments: '{"command":"touch done"}' },
};
const chunk = (delta: JsonObject, finish_reason: string | null = null): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason }],
});

describe('an answer', () => {
  const stage = useStage();
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** An agent of a service that says just these events at its nth answer; or redirects. */
  async function serve(answer: (nth: number) => readonly JsonObject[], redirect?: string) {
    let count = 0;
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        if (redirect) return response.writeHead(307, { location: redirect }).end();
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(
          answer(count++)
            .map((event) => `data: ${JSON.stringify(event)}\n\n`)
            .join(''),
        );
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return stage.agent('chat', { base_url: `http://127.0.0.1:${port}/v1` });
  }
  const errorOf = async (agent: AgentSpec) => {
    const last = (await listen(stage.start([], { agent }))).at(-1);
    return last?.type === 'ended' ? last.error : undefined;
  };

  const said = chunk({ role: 'assistant', content: 'I will.', tool_calls: [call] });

  test.each<[string, readonly JsonObject[], RegExp]>([
    ['is cut at its longest', [said, { ...chunk({}, 'length'), usage }], /longer than the service allows/],
    ['is held back', [said, { ...chunk({}, 'content_filter'), usage }], /holds the answer back/],
    [
      'ends with a reason that nobody knows',
      [said, { ...chunk({}, 'tired'), usage }],
      /did not come to its end \(tired\)/,
    ],
    ['stops without an end', [said], /without a finish reason/],
    ['says nothing at all', [], /./],
    ['does not say what it used', [said, chunk({}, 'tool_calls')], /how many tokens/],
    ['becomes an error', [said, { error: { message: 'out of memory', type: 'server_error' } }], /out of memory/],
  ])('that %s is none', async (_, events, message) => {
    const error = await errorOf(await serve(() => events));
    expect(error).toMatchObject({ code: 'failed', message: expect.stringMatching(message) });
    expect(existsSync(join(stage.folder, 'done'))).toBe(false);
  });

  test('is not fetched from somewhere else: a redirect could take the key along', async () => {
    const before = stage.model().seen.length;
    const error = await errorOf(await serve(() => [], `${stage.model().url('chat')}/chat/completions`));
    expect(error).toMatchObject({ message: expect.stringMatching(/redirect/) });
    expect(stage.model().seen.length).toBe(before);
  });

  test('with calls is one, whether the service says `tool_calls` or `stop`', async () => {
    const asked: string[] = [];
    const end = { ...chunk({}, 'stop'), usage };
    const agent = await serve((nth) => [nth === 0 ? said : chunk({ content: 'Done.' }), end]);
    const decide = async (name: string) => {
      asked.push(name);
      return { allow: false, reason: 'no' };
    };
    expect(of(await listen(stage.start([], { agent, decide })), 'turn')).toMatchObject([{ text: 'Done.' }]);
    expect(asked).toEqual(['c1']);
  });
});
