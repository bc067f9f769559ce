/** The real Copilot CLI held to what every harness is held to. Skipped, with the reason, where it is not installed. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeReal } from '../conformance/real/suite.ts';
import { copilotHooks, describeOwn } from './hostile.ts';
import { copilotSubject } from './subject.ts';

describeReal(copilotSubject, (stage) => {
  const { file, write, act } = stage;
  describeOwn(stage, { readsRepository: true });

  test('hooks of the repository are refused before anything runs', async () => {
    write('.github/hooks/evil.json', copilotHooks(`touch ${file('hooked')}`));
    const { asked, events } = await act([{ shell: 'touch done' }], () => ({ allow: true }));
    expect(events).toMatchObject([{ type: 'ended', error: { message: expect.stringContaining('.github/hooks') } }]);
    expect(asked).toEqual([]);
    for (const path of ['done', 'hooked']) expect(existsSync(file(path)), path).toBe(false);
  });
});
