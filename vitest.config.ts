import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Functions of values, which leave nothing behind: their files share processes, and what one loads the next has too. */
const pure = ['test/schema/**/*.test.ts', 'test/policies/**/*.test.ts', 'test/engine/**/*.test.ts'];

/** The files that take minutes, by how their paths begin, the longest first. Which these are is no law, only a saving. */
const longest = ['test/faults/', 'test/agents/pi/real', 'test/laws/', 'test/agents/', 'test/e2e/', 'test/fuzz/'];

/** A long file that is begun last leaves one core with nothing to do; the pure ones are short, and share processes. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const path = moduleId.slice(project.config.root.length + 1);
      const at = longest.findIndex((start) => path.startsWith(start));
      if (at !== -1) return at;
      return project.config.isolate ? longest.length : longest.length + 1;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: pure } },
    ],
    // Processes, not threads: tests change folders, send signals and load native code.
    pool: 'forks',
    // Generous, since every test that is slow is slow because the machine is busy; none asserts a duration.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than there are cores: most tests wait for processes and disks.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
    env: { NO_COLOR: '1' },
  },
});
