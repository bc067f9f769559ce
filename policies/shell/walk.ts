/** The walk over a script: every command of every branch, in the order of the text, with what holds there. */
import type { AndOr, CommandNode, Pipeline, PipelineNode, Statement } from 'unbash';
import { walkCompound } from './compound.ts';
import { either, type Flow, fork, join } from './flow.ts';
import type { Input, Reader } from './reader.ts';
import { readRedirects } from './redirects.ts';
import { readSimple } from './simple.ts';
import { spend } from './tally.ts';

/** Answers what the statements print, where there is only one and it is known. */
export function walkStatements(
  reader: Reader,
  statements: readonly Statement[],
  flow: Flow,
  input: Input,
): string | undefined {
  let printed: string | undefined;
  for (const { command, background } of statements) {
    spend(reader.tally);
    if (background === true) {
      walkCommand({ ...reader, anytime: true }, command, fork(flow), input);
      continue;
    }
    const { dirs } = flow;
    printed = walkCommand(reader, command, flow, input);
    // A `cd` that fails leaves the shell where it is, unless that ends the script.
    if (!flow.strict || flow.lenient) flow.dirs = either(dirs, flow.dirs);
  }
  return statements.length === 1 ? printed : undefined;
}

function walkCommand(reader: Reader, node: PipelineNode | AndOr, flow: Flow, input: Input): string | undefined {
  if (node.type === 'AndOr') {
    walkChain(reader, node, flow, input);
    return undefined;
  }
  return node.type === 'Pipeline' ? walkPipeline(reader, node, flow, input) : walkNode(reader, node, flow, input);
}

/** `a && b || c`: what holds where all before has succeeded, and what where it has failed. */
function walkChain(reader: Reader, { commands, operators }: AndOr, flow: Flow, input: Input): void {
  let succeeded = fork(flow);
  let failed: Flow | undefined;
  for (const [at, command] of commands.entries()) {
    const operator = operators[at - 1];
    const begins: Flow = operator === '||' ? fork(failed ?? flow) : fork(succeeded);
    const after = fork(begins);
    // Only what fails at the end of a chain ends the script.
    after.lenient = begins.lenient || at < commands.length - 1;
    walkCommand(reader, command, after, input);
    after.lenient = begins.lenient;
    const fails = fork(after);
    fails.dirs = either(begins.dirs, after.dirs);
    if (operator === '&&' && failed !== undefined) join(fails, failed);
    if (operator === '||') join(after, succeeded);
    [succeeded, failed] = [after, fails];
  }
  if (failed !== undefined) join(succeeded, failed);
  Object.assign(flow, succeeded);
}

function walkPipeline(
  reader: Reader,
  { commands, operators, prefixes }: Pipeline,
  flow: Flow,
  input: Input,
): string | undefined {
  const [only] = commands;
  if (commands.length === 1 && only !== undefined) {
    const { lenient } = flow;
    if (prefixes.length > 0) flow.lenient = true;
    const { dirs } = flow;
    const printed = walkNode(reader, only, flow, input);
    if (prefixes.length > 0) flow.dirs = either(dirs, flow.dirs);
    flow.lenient = lenient;
    return printed;
  }
  let from = input;
  let printed: string | undefined;
  for (const [at, command] of commands.entries()) {
    printed = walkNode(reader, command, fork(flow), from);
    from = printed === undefined || operators[at] === '|&' ? 'unknown' : { text: printed };
  }
  return printed;
}

export function walkNode(reader: Reader, node: CommandNode, flow: Flow, input: Input): string | undefined {
  spend(reader.tally);
  switch (node.type) {
    case 'Command':
      return readSimple(reader, node, flow, input);
    case 'Redirected': {
      const redirected = readRedirects(reader, node.redirects, flow);
      const printed = walkNode(reader, node.command, flow, redirected.input ?? input);
      return redirected.printsElsewhere ? undefined : printed;
    }
    default:
      return walkCompound(reader, node, flow, input);
  }
}
