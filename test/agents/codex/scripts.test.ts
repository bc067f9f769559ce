/** Newer models of Codex make their calls from within a script: each is asked about, or the script is not trusted. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Tool } from '../../../engine/events.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { useStage } from '../conformance/real/stage.ts';
import { codexSubject } from './subject.ts';

const reason = whyNot('codex');

describe.skipIf(reason !== undefined)(`codex${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage(codexSubject);
  const newer = { model: 'gpt-6.1-sol' };
  const code = "text(await tools.exec_command({ cmd: 'touch done' }))";
  const script = [{ calls: [{ name: 'exec', freeform: true, input: code }] }, { text: 'Done.' }];

  test.each([true, false])('a call within a script is asked about (allowed: %s)', async (allow) => {
    const asked: Tool[] = [];
    const decide = async (_: string, tool: Tool) => {
      asked.push(tool);
      return { allow, reason: 'not on Sundays' };
    };
    const events = await listen(stage.start(script, { agent: stage.agent(newer), decide }));
    expect(asked).toMatchObject([{ kind: 'shell', input: { command: 'touch done' } }]);
    expect(existsSync(stage.file('done'))).toBe(allow);
    expect(of(events, 'toolCompleted')).toMatchObject([{ ok: allow }]);
    expect(events.at(-1)).toEqual({ type: 'ended' });
    if (!allow) expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('not on Sundays');
  });

  test('beside an MCP server, whose resources are read unasked, it is told as a call that nobody was asked about', async () => {
    const server = [process.execPath, resolve('test/fixtures/models/mcp-server.mjs'), stage.file('witness.txt')];
    const agent = stage.agent({ ...newer, mcp: { docs: { command: server } } });
    const events = await listen(stage.start(script, { agent }));
    expect(of(events, 'toolCompleted')).toHaveLength(2);
  });
});
