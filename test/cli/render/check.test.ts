import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBuiltins } from '../../../cli/builtins.ts';
import { makeReader } from '../../../cli/reader.ts';
import { describeCheck, renderCheck } from '../../../cli/render/check.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { compile } from '../../../engine/compile/index.ts';
import { type Judged, judgeAssertion } from '../../../engine/explore/index.ts';
import { loadProject } from '../../../schema/load.ts';

const { spec } = loadProject(
  'examples/polly/polly.yaml',
  makeReader(join(import.meta.dirname, '../../..')),
  readBuiltins(),
);
const compiled = compile(spec!);
if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
const { workflow } = compiled;
const style = makeStyle({ colour: false, unicode: true });
const assertionOf = (target: string, guard: string) => ({ targets: [target], guards: [guard] });

function judge(target: string, guard: string, maxStates?: number): Judged {
  const judged = judgeAssertion(workflow, assertionOf(target, guard), maxStates);
  if ('unknown' in judged) throw new Error(JSON.stringify(judged));
  return judged;
}
const render = (target: string, guard: string, maxStates?: number) =>
  `\n${renderCheck(assertionOf(target, guard), judge(target, guard, maxStates), style).join('\n')}\n`;

test('a violating path is printed as steps', () => {
  expect(render('merge', 'review')).toMatchInlineSnapshot(`
    "
    ✖ no path to merge without review: there is one
      that is to land without build.review
        plan          done
        build.write   done
        build.check   done
        build.review  failed, continued by a person
        build         done
        merge_ok      done
      → land
    "
  `);
  expect(render('plan', 'land')).toMatchInlineSnapshot(`
    "
    ✖ no path to plan without land: there is one
      → plan
    "
  `);
});

test('what holds, and what is not decided', () => {
  expect(render('land', 'merge_ok')).toMatchInlineSnapshot(`
    "
    ✔ no path to land without merge_ok  9 states
    "
  `);
  expect(render('land', 'merge_ok', 3)).toMatchInlineSnapshot(`
    "
    ? no path to land without merge_ok: not decided within 3 states
    "
  `);
});

test('machines get the same', () => {
  expect(describeCheck(assertionOf('merge', 'review'), judge('merge', 'review'))).toMatchInlineSnapshot(`
    {
      "guards": [
        "build.review",
      ],
      "no_path_to": [
        "merge",
      ],
      "path": [
        {
          "outcome": "done",
          "step": "plan",
          "text": "done",
        },
        {
          "outcome": "done",
          "step": "build.write",
          "text": "done",
        },
        {
          "outcome": "done",
          "step": "build.check",
          "text": "done",
        },
        {
          "outcome": "continued",
          "step": "build.review",
          "text": "failed, continued by a person",
        },
        {
          "outcome": "done",
          "step": "build",
          "text": "done",
        },
        {
          "outcome": "done",
          "step": "merge_ok",
          "text": "done",
        },
        {
          "step": "land",
        },
      ],
      "states": 10,
      "targets": [
        "land",
      ],
      "verdict": "violated",
      "without": [
        "review",
      ],
    }
  `);
});
