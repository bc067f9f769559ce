/** A command line, run by the shell that its readers read it as. */
import { Type } from 'typebox';
import { describeExit } from '../../kit/json-lines.ts';
import { runCommand } from './command.ts';
import { defineTool, maxOutputChars } from './tool.ts';

const usualS = 600;
const longestS = 3_600;

export const shell = defineTool({
  kind: 'shell',
  description:
    'Runs a command line in the workspace and gives what it prints, with the exit code where that is not 0. Each call is ' +
    'a shell of its own that begins in the workspace; nothing that it leaves running outlives it.',
  schema: Type.Object(
    {
      command: Type.String({ minLength: 1, description: 'The command line.' }),
      timeout_s: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: longestS,
          description: `Seconds until it is ended. Default ${usualS}.`,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  beside: ['timeout_s'],
  async run({ command, timeout_s: timeoutS = usualS }, around) {
    const options = { timeoutMs: timeoutS * 1_000, keepBytes: maxOutputChars / 2 };
    const { exit, stdout, stderr } = await runCommand([around.shell, '-c', command], around, options);
    const said = `${stdout}${stderr}`;
    if (exit.type === 'code' && exit.code === 0) return { ok: true, output: said };
    return { ok: false, output: `${said}(${describeExit(exit)})` };
  },
});
