/** One answer at a prompt. What is pasted is one answer, however many lines it has: none of them is lost. */
import { clearLine, createInterface, cursorTo } from 'node:readline';
import { onAbort } from '../engine/ports/on-abort.ts';

interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Undefined at its end (Ctrl-D) or when the signal says that it is no longer wanted; null at a Ctrl-C, which goes to
 * the run.
 */
export function readLine(
  history: readonly string[],
  signal: AbortSignal,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<string | undefined | null> {
  return new Promise((resolve) => {
    const reader = createInterface({ input, output, prompt: '› ', history: [...history], terminal: true });
    const lines: string[] = [];
    let said: string | undefined | null;
    let isOver = false;
    const end = (): void => reader.close();
    let forget = (): void => {};
    // The lines of a paste come in one go; one that has begun is waited for.
    const finish = (): void => {
      if (isOver || reader.line !== '') return;
      const text = lines.join('\n');
      if (text.trim() === '') {
        lines.length = 0;
        reader.prompt();
        return;
      }
      said = text;
      end();
    };
    reader.on('line', (line) => {
      lines.push(line);
      setImmediate(finish);
    });
    reader.on('SIGINT', () => {
      said = null;
      end();
      process.kill(process.pid, 'SIGINT');
    });
    reader.on('close', () => {
      isOver = true;
      forget();
      resolve(said);
    });
    reader.prompt();
    // Somebody else was quicker: the prompt goes, and what was typed so far with it.
    forget = onAbort(signal, () => {
      clearLine(output, 0);
      cursorTo(output, 0);
      end();
    });
  });
}
