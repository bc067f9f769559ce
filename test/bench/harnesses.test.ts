/** The bench of real harnesses: its sessions do what they are measured by, each way. Skipped where none is installed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNot } from '../harnesses/installed.ts';
import { subjects } from '../harnesses/subjects.ts';
import { type Bundle, bundleBench } from './bundle.ts';
import { bareRuns } from './harnesses/bare.ts';
import { toldOf } from './harnesses/figures.ts';
import { measureIdle } from './harnesses/idle.ts';
import { inNewHome, inOwnHome, throughAdapter } from './harnesses/sessions.ts';
import { onStage } from './harnesses/stage.ts';

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleBench(`${import.meta.dirname}/harnesses/child.ts`);
});
afterAll(() => bundle.remove());

const calls = 2;
/** Some of them take half a minute to start on a busy machine. */
const timeout = 300_000;

for (const subject of subjects) {
  const { harness, program, dialect } = subject;
  const reason = program && whyNot(program.name);
  const title = reason === undefined ? harness : `${harness} (${reason})`;
  const isThere = reason === undefined && process.platform === 'linux';
  const hasBare = bareRuns[harness] !== undefined;

  describe.skipIf(!isThere)(title, { timeout }, () => {
    test('makes its calls through the adapter and without it, and what that took is told', async () => {
      const ways = hasBare ? [throughAdapter, inOwnHome, inNewHome] : [throughAdapter];
      await onStage(subject, bundle.entry, async (stage) => {
        for (const way of ways) {
          const { wallMs, harnessCpuMs, ownCpuMs, perCallMs } = await way(stage, calls);
          expect(Math.min(wallMs, ownCpuMs, perCallMs)).toBeGreaterThan(0);
          if (program) expect(harnessCpuMs).toBeGreaterThan(0);
        }
      });
    });

    test('waits idle, and nothing of it is left', async () => {
      await onStage(subject, bundle.entry, async (stage) => {
        const { one_mb: oneMb, each_mb: eachMb } = await measureIdle(stage, 2);
        if (program) expect(Math.min(oneMb ?? 0, eachMb ?? 0)).toBeGreaterThan(0);
        expect(stage.running()).toEqual([]);
      });
    });

    test('a session whose calls left nothing is no sample', async () => {
      const idler = { ...subject, dialect: { ...dialect, call: () => dialect.call({ shell: 'true' }) } };
      await onStage(idler, bundle.entry, async (stage) => {
        const way = hasBare ? inOwnHome : throughAdapter;
        await expect(way(stage, calls)).rejects.toThrow('0 calls of 2 were made');
      });
    });
  });

  test(`what is printed of ${harness} begins with ratios where it has a program`, () => {
    const { figures } = toldOf(subject);
    expect(new Set(figures.map(({ key }) => key)).size).toBe(figures.length);
    expect(figures[0]?.unit).toBe(hasBare ? 'x' : 'ms');
    if (!program) expect(hasBare).toBe(false);
  });
}
