/** A repository for each test, whose agents ask a model service on the loopback: one service for the tests of a file. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startFakeModel } from '../fixtures/models/server.ts';
import type { FakeModel } from '../fixtures/models/words.ts';
import { makeProject, type Project } from './omni.ts';

export interface Service {
  readonly model: FakeModel;
  readonly project: Project;
}

/** @param filesOf what is in the repository beside its `.gitignore`. */
export function useService(filesOf: (model: FakeModel) => Readonly<Record<string, string>>): Service {
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
  };
}

/** Makes a repository of the project, if it is none, and commits all that is in it. */
export async function commitAll(project: Project): Promise<void> {
  await project.git('init', '-q', '-b', 'main');
  await project.git('add', '.');
  await project.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'As it is');
}
