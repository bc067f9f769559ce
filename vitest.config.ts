import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Processes, not threads: tests change folders, send signals and load native code.
    pool: 'forks',
    // Generous, since every test that is slow is slow because the machine is busy; none asserts a duration.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // All cores, not all but one: most tests wait for processes and disks.
    maxWorkers: '100%',
    reporters: ['default', 'json'],
    outputFile: { json: 'reports/tests.json' },
    env: { NO_COLOR: '1' },
  },
});
