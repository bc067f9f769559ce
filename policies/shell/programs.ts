/** Every program that is known, with what reads it. */
import { archives } from './handlers/archives.ts';
import { builtins } from './handlers/builtins.ts';
import { elsewhereHandlers } from './handlers/elsewhere.ts';
import { fileHandlers } from './handlers/file-commands.ts';
import { finders } from './handlers/find.ts';
import { hosting } from './handlers/gh.ts';
import { gitHandlers } from './handlers/git.ts';
import { interpreting } from './handlers/interpreters.ts';
import { making } from './handlers/make.ts';
import { network } from './handlers/network.ts';
import { nodePackages } from './handlers/node.ts';
import { packageRunners } from './handlers/npx.ts';
import { packages } from './handlers/packages.ts';
import { plainHandlers } from './handlers/plain.ts';
import { printing } from './handlers/printing.ts';
import { editors } from './handlers/sed.ts';
import { shells } from './handlers/shells.ts';
import { wrapperHandlers } from './handlers/wrappers.ts';
import type { Handler } from './reader.ts';

/** By base name; `git-*` reads the parts of git. What is general stands first, what is special replaces it. */
export const programs: ReadonlyMap<string, Handler> = new Map([
  ...plainHandlers,
  ...elsewhereHandlers,
  ...wrapperHandlers,
  ...fileHandlers,
  ...archives,
  ...interpreting,
  ...editors,
  ...network,
  ...packages,
  ...nodePackages,
  ...packageRunners,
  ...making,
  ...finders,
  ...gitHandlers,
  ...hosting,
  ...shells,
  ...printing,
  ...builtins,
]);

/** Whether a name is that of a program or builtin that is read. */
export const isProgram = (name: string): boolean => programs.has(name) || name.startsWith('git-');
