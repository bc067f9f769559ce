/** Our extension in the real Pi: whatever is no plain leave lets nothing run, and a Pi without it is not trusted. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AdapterOptions } from '../../../agents/kit/adapter.ts';
import { openJsonLines } from '../../../agents/kit/json-lines.ts';
import { findProgram } from '../../../agents/kit/program.ts';
import { prepare } from '../../../agents/pi/boot.ts';
import type { SessionRequest } from '../../../engine/ports/harness.ts';
import type { JsonObject } from '../../../schema/json.ts';
import { harnessPath, whyNot } from '../../harnesses/installed.ts';
import { listen } from '../conformance/listen.ts';
import { useStage } from '../conformance/real/stage.ts';
import { piDialect, piSubject } from './subject.ts';

const reason = whyNot('pi');

describe.skipIf(reason !== undefined)(`pi${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage(piSubject);
  const { folder, place } = stage;
  const file = (path: string): string => join(folder, path);
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  const touch = (name: string) => ({ calls: [piDialect.call({ shell: `touch ${name}` })!] });
  const request = (more: Partial<SessionRequest> = {}): SessionRequest => ({
    agent: stage.agent(),
    name: 'ada',
    prompt: 'Do what your script says.',
    place,
    env: { PATH: process.env.PATH ?? '' },
    address: { step: 'work', attempt: 1, round: 1 },
    role: 'writer',
    decide: async () => ({ allow: true }),
    signal: new AbortController().signal,
    ...more,
  });

  /** Speaks to Pi as the adapter does, but answers its questions as told; after the last one stdin is closed. */
  async function answered(answers: readonly JsonObject[], options: AdapterOptions): Promise<readonly JsonObject[]> {
    const { command, env } = await prepare(request(), options);
    const results: JsonObject[] = [];
    let count = 0;
    const pi = openJsonLines(place, command, {
      env,
      onMessage({ type, method, id, isError, result }) {
        if (type === 'tool_execution_end') results.push({ isError: isError ?? null, result: result ?? null });
        if (type !== 'extension_ui_request' || method !== 'input') return;
        const answer = answers[count++];
        if (answer === undefined) pi.end();
        else pi.send({ type: 'extension_ui_response', id: id ?? null, ...answer });
      },
    });
    pi.send({ type: 'prompt', message: 'Do what your script says.' });
    await pi.gone;
    return results;
  }

  test('no answer, another answer and an end of the line let nothing run', async () => {
    const answers = [
      { cancelled: true },
      { value: 'yes' },
      { value: '{}' },
      { value: JSON.stringify({ allow: 'true' }) },
      { value: JSON.stringify({ allow: false, reason: 'no' }) },
    ];
    stage.model().play([...answers, {}].map((_, at) => touch(`file-${at}`)));
    const results = await answered(answers, stage.options());
    expect(results).toHaveLength(answers.length);
    for (const { isError } of results) expect(isError).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a Pi that does not load it gets no prompt', async () => {
    const real = await findProgram('pi', harnessPath());
    mkdirSync(file('bin'));
    const without = `for a; do shift; if [ "$skip" ]; then skip=; elif [ "$a" = --extension ]; then skip=1; else set -- "$@" "$a"; fi; done`;
    writeFileSync(file('bin/pi'), `#!/bin/sh\nskip=\n${without}\nexec '${real}' "$@"\n`);
    chmodSync(file('bin/pi'), 0o755);
    const before = stage.model().seen.length;
    stage.model().play([touch('done'), { text: 'Done.' }]);
    const adapter = stage.adapter({ path: file('bin') });
    const events = await listen(adapter.start(request({ agent: stage.agent({ repository_settings: true }) })));
    expect(events.at(-1)).toMatchObject({
      type: 'ended',
      error: { message: expect.stringMatching(/cannot be gated/) },
    });
    expect(stage.model().seen.length).toBe(before);
    expect(existsSync(file('done'))).toBe(false);
  });
});
