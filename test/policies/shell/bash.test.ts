/** Whatever bash runs is seen, or said to be opaque. */
import { expect, test } from 'vitest';
import { readShell } from '../../../policies/shell/index.ts';
import { runByBash } from './bash.ts';
import { sample } from './generate.ts';

const scripts = sample(0.25);

test(`${scripts.length} scripts as bash runs them`, { timeout: 60_000 + scripts.length * 200 }, () => {
  const ran = runByBash(scripts);
  let seen = 0;
  let hidden = 0;
  const missed = scripts.filter((script, at) => {
    const calls = ran[at] ?? [];
    const { commands, installs, opaque } = readShell(script);
    if (opaque.length > 0) {
      hidden += 1;
      return false;
    }
    const pushes = calls.some((call) => /^git (?:-\S+ (?:\. )?)*push/.test(call));
    const installing = calls.some((call) => /^npm (?:i|install)\b/.test(call));
    if (pushes || installing) seen += 1;
    return (
      (pushes && !commands.some(({ program, subcommand }) => program === 'git' && subcommand === 'push')) ||
      (installing && installs.length === 0)
    );
  });
  expect(missed).toEqual([]);
  // A fuzz in which all is opaque, or nothing pushes, looks at nothing.
  expect(seen).toBeGreaterThan(scripts.length / 10);
  expect(hidden).toBeLessThan(scripts.length * 0.8);
});
