/** After something was left for a run that nobody drives: it is continued here, or whoever left it is told how. */
import { type ExitCode, exit } from './exit.ts';
import type { ResumeOptions } from './options.ts';
import type { Terminal } from './terminal.ts';

export async function goOn(
  run: string,
  { err }: Terminal,
  options: Pick<ResumeOptions, 'json'> & { readonly resume?: boolean },
): Promise<ExitCode> {
  if (options.resume) {
    const { resume } = await import('./commands/resume.ts');
    return resume(run, { ...options, approve: [], unattended: 'park' });
  }
  err.print(`nobody drives run ${run} now; it goes on with: omni resume ${run}`);
  return exit.done;
}
