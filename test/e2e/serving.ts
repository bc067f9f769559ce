/** Starts `omni serve` on a port that is free, and waits for its first line. */
import { once } from 'node:events';
import type { Project } from './omni.ts';

export async function startServe(project: Pick<Project, 'start'>, ...options: readonly string[]) {
  const serving = project.start('serve', '--port', '0', ...options);
  const ended = serving.then(({ stderr }) => {
    throw new Error(`it ended: ${stderr}`);
  });
  const [chunk] = await Promise.race([once(serving.stdout, 'data'), ended]);
  ended.catch(() => {});
  return { serving, first: String(chunk).split('\n')[0]! };
}
