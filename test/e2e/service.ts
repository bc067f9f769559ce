/** A repository for each test, whose agents ask a model service on the loopback: one service for the tests of a file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startFakeModel } from '../fixtures/models/server.ts';
import type { FakeModel, Wire } from '../fixtures/models/words.ts';
import { harnessPath } from '../harnesses/installed.ts';
import { makeProject, type Project, spawnOmni } from './omni.ts';

export interface Service {
  readonly model: FakeModel;
  readonly project: Project;
  /** `omni` to its end, with the real harnesses on its path and a key of each vendor that is asked. */
  omni(...args: readonly string[]): ReturnType<typeof spawnOmni>;
  /** The options that lead an agent of the workflow to the service. */
  at(agent: string, wire: Wire): string[];
  /** All that a run has left where a key must not be, but for what its processes said. */
  journal(): string;
}

/** Of services that do not exist. */
export const keys = {
  ANTHROPIC_API_KEY: 'sk-ant-the-key-of-the-test',
  OPENAI_API_KEY: 'sk-the-key-of-the-test',
  GEMINI_API_KEY: 'the-gemini-key-of-the-test',
  XAI_API_KEY: 'xai-the-key-of-the-test',
  COPILOT_PROVIDER_API_KEY: 'the-copilot-key-of-the-test',
};

/**
 * @param filesOf what is in the repository beside its `.gitignore`.
 * @param known the keys that are in the environment.
 */
export function useService(
  filesOf: (model: FakeModel) => Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>> = keys,
): Service {
  let model: FakeModel | undefined;
  let project: Project | undefined;
  beforeAll(async () => {
    model = await startFakeModel();
  });
  afterAll(() => model?.close());
  beforeEach(async () => {
    project = makeProject();
    project.write({ '.gitignore': '.omni\n', ...filesOf(model!) });
    await commitAll(project);
    return () => project?.remove();
  });
  return {
    get model() {
      return model!;
    },
    get project() {
      return project!;
    },
    omni: (...args) => spawnOmni(project!.folder, { ...project!.env, ...known, PATH: harnessPath() }, args),
    at: (agent, wire) => ['--agent', `${agent}.base_url=${model!.url(wire)}`],
    journal: () => readFileSync(join(project!.folder, '.omni', 'journal.db')).toString('latin1'),
  };
}

/** Makes a repository of the project, if it is none, and commits all that is in it. */
export async function commitAll(project: Project): Promise<void> {
  await project.git('init', '-q', '-b', 'main');
  await project.git('add', '.');
  await project.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'As it is');
}
