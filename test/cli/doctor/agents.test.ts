/** What is said of the agents of a workflow: what each would use, and what to do where it cannot. */
import { expect, test } from 'vitest';
import type { Credential, Examination } from '../../../agents/kit/adapter.ts';
import { createRegistry } from '../../../agents/registry.ts';
import { checkAgents } from '../../../cli/doctor/agents.ts';
import type { AgentSpec } from '../../../schema/agent.ts';

const ada: AgentSpec = { name: 'ada', harness: 'claude-code', base_url: 'http://127.0.0.1:1' };
const credential: Credential = { type: 'key', value: 'secret-1', from: 'A_KEY' };
const used: Examination = {
  program: { path: '/usr/bin/claude', version: '2.1.330' },
  credential: 'key A_KEY',
  endpoint: 'http://127.0.0.1:1',
};
const staff = (examined: Examination, unavailable: ReadonlyMap<string, string> = new Map()) => ({
  harnesses: createRegistry([]),
  examined: new Map([['ada', examined]]),
  unavailable,
  keys: {},
});

test('an agent that can run says what it would use, and never its key', async () => {
  const [check] = await checkAgents({ agents: { ada } }, staff(used), () => credential);
  expect(check).toEqual({
    group: 'agents',
    name: 'ada (claude-code)',
    needed: true,
    state: 'ok',
    found: '2.1.330 at /usr/bin/claude · key A_KEY · http://127.0.0.1:1',
  });
});

test('one that cannot says why and what to do, with what was found of it', async () => {
  const { program } = used;
  const reason = 'No key: set A_KEY.';
  const missing = await checkAgents(
    { agents: { ada } },
    staff({ program: program! }, new Map([['ada', reason]])),
    () => ({
      missing: reason,
    }),
  );
  expect(missing).toMatchObject([{ state: 'missing', found: '2.1.330 at /usr/bin/claude', help: reason }]);
});
