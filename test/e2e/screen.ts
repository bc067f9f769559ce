/** A real pseudo-terminal: tmux gives one, takes keys, and says what stands on its screen. */
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { eventually, main, type Project } from './omni.ts';

export const tmuxIsThere = execaSync('tmux', ['-V'], { reject: false }).exitCode === 0;

export interface Screen {
  /** Runs omni in a terminal of this size, in a clean environment; the exit code is printed when it ends. */
  open(args: readonly string[], how?: { columns?: number; rows?: number; env?: Record<string, string> }): Promise<void>;
  tmux(...args: readonly string[]): Promise<string>;
  /** What is typed, as it is, then Enter. */
  type(line: string): Promise<void>;
  /** Keys by tmux's names, such as `C-c`. */
  press(key: string): Promise<void>;
  /** The screen, once this stands on it. */
  with(text: string | RegExp): Promise<string>;
  close(): Promise<void>;
}

export function openScreen(project: Pick<Project, 'folder' | 'env'>): Screen {
  // A server that was ended is not gone at once, and would take the next terminal with it: each has one of its own.
  let opened = 0;
  const tmux = async (...args: readonly string[]): Promise<string> =>
    (await execa('tmux', ['-S', join(project.folder, `tmux-${opened}`), '-f', '/dev/null', ...args])).stdout;
  return {
    tmux,
    async open(args, { columns = 80, rows = 30, env = {} } = {}) {
      const size = ['-x', String(columns), '-y', String(rows)];
      const set = Object.entries({ ...project.env, TERM: 'tmux-256color', ...env }).map(
        ([name, value]) => `${name}=${value}`,
      );
      const shell = ['sh', '-c', 'trap : INT; "$@"; echo "exit $?"; exec cat', 'sh'];
      const command = ['env', '-i', ...set, ...shell, process.execPath, main, ...args];
      opened += 1;
      await tmux('new-session', '-d', '-s', 'omni', ...size, '-c', project.folder, ...command);
    },
    async type(line) {
      await tmux('send-keys', '-t', 'omni', '-l', line);
      await tmux('send-keys', '-t', 'omni', 'Enter');
    },
    async press(key) {
      await tmux('send-keys', '-t', 'omni', key);
    },
    with: (text) =>
      eventually(async () => {
        const seen = await tmux('capture-pane', '-p', '-t', 'omni');
        return (typeof text === 'string' ? seen.includes(text) : text.test(seen)) ? seen : undefined;
      }),
    async close() {
      await tmux('kill-server').catch(() => {});
    },
  };
}
