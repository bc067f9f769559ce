/** A project of its own for each test of this folder, and the drivers over its journal. What they start is real. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { openOutside } from '../../../cli/serving/outside.ts';
import type { Program } from '../../../cli/serving/program.ts';
import type { Person } from '../../../runs/acts/index.ts';
import { type OpenJournal, openJournal } from '../../../runs/journal/index.ts';
import { main } from '../../e2e/omni.ts';

/** As it was built: what stands in the sources takes far longer to start. */
export const built: Program = { command: process.execPath, args: [main] };

export const ada: Person = { name: 'ada@example.com', from: { way: 'page', token: 'phone', address: '127.0.0.1' } };

/** Two steps, and between them a person. `inputs` are as declared. */
export const asking = `apiVersion: omni/v1
kind: Workflow
name: asking
description: Asks before it goes on.
inputs:
  goal: { type: string }
  count: { type: integer, default: 3 }
agents:
  claude: { harness: claude-code }
steps:
  - { id: one, agent: claude, prompt: "\${{ inputs.goal }}" }
  - { id: ok, approve: Go on? }
  - { id: two, agent: claude, prompt: "Again" }
`;

export const script = (delay = '0ms'): string => `repo: demo/
turns:
  one:
    - { delay: ${delay}, text: First. }
  two:
    - { delay: ${delay}, text: Last. }
`;

export const files = (delay?: string): Readonly<Record<string, string>> => ({
  'omni.yaml': 'apiVersion: omni/v1\nkind: Project\n',
  'asking/asking.yaml': asking,
  'asking/simulate.yaml': script(delay),
  'asking/demo/README.md': 'A demo.\n',
});

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

export function makeProject(
  given: Readonly<Record<string, string>> = files(),
  env: Readonly<Record<string, string>> = {},
) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'omni-serving-')));
  open.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const write = (more: Readonly<Record<string, string>>): void => {
    for (const [path, content] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  write(given);
  const home = join(folder, '.omni');
  const journal: OpenJournal = openJournal({ folder: home });
  open.push(() => journal.close());
  const all = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...env };
  const outsideOf = (journal: OpenJournal, env: NodeJS.ProcessEnv = all) =>
    openOutside({ journal, program: built, cwd: folder, home, env });
  /** As a server sees it that was started with other variables. */
  const outside = (others: Readonly<Record<string, string>>) =>
    outsideOf(journal, { PATH: all.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', ...others });
  const other = () => {
    const second = openJournal({ folder: home });
    open.push(() => second.close());
    return outsideOf(second).drivers;
  };
  return { folder, home, journal, ...outsideOf(journal), outside, other, write };
}

/** Asks again until there is an answer. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('it never came to that');
}
