#!/usr/bin/env node
/** The entry of `omni`: nothing but the program and the guard around it, for this file is loaded by every command. */
import { runCommandLine } from './program.ts';

process.exitCode = await runCommandLine(process.argv);
