/** What a second parser sees in a script is seen, or said to be opaque. */
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { readShell } from '../../../policies/shell/index.ts';
import { sample } from './generate.ts';
import { readEvasions, readOrdinary } from './lines.ts';
import { lookUp } from './workspace.ts';

/** It ends a word where a line goes on in the next. */
const scripts = [...sample(1), ...readOrdinary(), ...readEvasions().map(({ script }) => script)].filter(
  (script) => !script.includes('\\\n'),
);

async function loadParser(): Promise<Parser> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-bash/tree-sitter-bash.wasm')));
  return parser;
}

const require = createRequire(import.meta.url);

/** It takes these for programs where they stand in an unusual place, as `i` in `! for ((i=0;;))`; a shell never does. */
const reserved = /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|select|in|function|time|coproc|i)$/;

/** The programs of simple commands, where their names are plain. */
function programsIn(node: Node): readonly string[] {
  const name = node.type === 'command' ? node.childForFieldName('name') : null;
  const plain =
    name !== null && /^[\w./-]+$/.test(name.text) ? [name.text.replace(/^.*\//, '').replace(/^git-.*/, 'git')] : [];
  return [...plain, ...node.children.flatMap((child) => (child === null ? [] : programsIn(child)))];
}

test(`${scripts.length} scripts as tree-sitter reads them`, { timeout: 60_000 + scripts.length * 50 }, async () => {
  const parser = await loadParser();
  let compared = 0;
  const missed = scripts.flatMap((script) => {
    const tree = parser.parse(script);
    const reading = readShell(script, { files: lookUp });
    if (tree === null || tree.rootNode.hasError || reading.opaque.length > 0) return [];
    compared += 1;
    const seen = new Set(reading.commands.map(({ program }) => program));
    const missing = programsIn(tree.rootNode).filter((program) => !seen.has(program) && !reserved.test(program));
    return missing.length === 0 ? [] : [{ script, missing }];
  });
  expect(missed).toEqual([]);
  expect(compared).toBeGreaterThan(scripts.length / 5);
});
