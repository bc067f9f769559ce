/** A process that speaks JSON, a message a line, on stdin and stdout. What it says otherwise is kept for its epitaph. */
import type { Exit, Place } from '../../engine/ports/place.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';

export interface JsonLines {
  /** Ignored when the process is gone. */
  send(message: JsonObject): void;
  /** Closes stdin. */
  end(): void;
  /** Resolves once, when nothing of the process runs, with how it ended in words. */
  readonly gone: Promise<{ readonly exit: Exit; readonly said: string }>;
  kill(graceMs?: number): Promise<void>;
}

export interface JsonLinesOptions {
  readonly env: Readonly<Record<string, string>>;
  /** An object that came, in order. Must not throw. */
  readonly onMessage: (message: JsonObject) => void;
}

/** Lines of stderr, and of stdout that are no JSON object, that are quoted when the process ends badly. */
const keptLines = 6;
const keptChars = 400;

export function openJsonLines(place: Place, command: readonly string[], options: JsonLinesOptions): JsonLines {
  const noise: string[] = [];
  const keep = (line: string): void => {
    if (line.trim() !== '') noise.push(line.trim().slice(0, keptChars));
    if (noise.length > keptLines) noise.shift();
  };
  const process = place.spawn(command, {
    env: options.env,
    interactive: true,
    keepBytes: 4_096,
    onLine(stream, line) {
      const message = stream === 'stdout' ? parse(line) : undefined;
      if (message === undefined) keep(line);
      else options.onMessage(message);
    },
  });
  return {
    send: (message) => process.write(`${JSON.stringify(message)}\n`),
    end: () => process.end(),
    gone: process.exit.then((exit) => ({ exit, said: [describeExit(exit), ...noise].join('\n') })),
    kill: (graceMs) => process.kill(graceMs),
  };
}

function parse(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function describeExit(exit: Exit): string {
  if (exit.type === 'code') return `exit code ${exit.code}`;
  return exit.type === 'signal' ? `ended by ${exit.signal}` : exit.message;
}
