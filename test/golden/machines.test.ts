/**
 * The machines that the examples compile to, as text that a change shows up in, and the drawings in their READMEs. A
 * change that is meant is accepted by `npx vitest run test/golden -u` and drawn anew by `omni graph`; in CI a machine
 * that differs, or is new, fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMachine, getInitialSnapshot } from 'xstate';
import { readBuiltins } from '../../cli/builtins.ts';
import { makeReader } from '../../cli/reader.ts';
import { compile } from '../../engine/compile/index.ts';
import { toMermaid, toXstate } from '../../engine/graph/index.ts';
import { loadProject } from '../../schema/load.ts';

const examples = join(import.meta.dirname, '../../examples');
const names = readdirSync(examples);

test.each(names)('%s', async (name) => {
  const folder = join(examples, name);
  const { spec, issues } = loadProject(join(folder, `${name}.yaml`), makeReader(folder), readBuiltins());
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const compiled = compile(spec!);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const { bodies } = compiled.workflow;
  const machines = Object.values(bodies).map(({ machine }) => machine);
  await expect(`${JSON.stringify(machines, null, 2)}\n`).toMatchFileSnapshot(`machines/${name}.golden.json`);
  const drawn = toXstate(compiled.workflow);
  // A compound begins with what is in it: its own name stands above that.
  const { value } = getInitialSnapshot(createMachine(drawn as never));
  expect(typeof value === 'string' ? value : Object.keys(value)[0]).toBe(drawn.initial);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(
    `\`\`\`mermaid\n${toMermaid(compiled.workflow)}\`\`\`\n`,
  );
});
