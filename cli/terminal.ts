/**
 * The two streams of a command: results go to stdout, progress and errors to stderr. Says what each of them can do,
 * from the stream itself and the conventions that people set in their environment (NO_COLOR, CI, TERM).
 */
import { isatty } from 'node:tty';
import { makeStyle, type Style } from './render/style.ts';

/** Of the NDJSON that `--json` prints: raised when a line loses or changes a field. */
const jsonVersion = 1;

export interface Terminal {
  /** Whether `--json` was given: results are NDJSON on stdout, progress is silent. */
  readonly json: boolean;
  /** A redrawn view may be shown on stderr. */
  readonly live: boolean;
  /** A person can be asked on this terminal. */
  readonly interactive: boolean;
  readonly out: Stream;
  readonly err: Stream;
  /** One line of NDJSON: `{"version":1,"type":...}`. Only with `--json`. */
  emit(type: string, fields: object): void;
}

export interface Stream {
  readonly style: Style;
  readonly stream: NodeJS.WriteStream;
  readonly columns: number;
  /** Lines, without their newline. */
  print(...lines: readonly string[]): void;
}

export function openTerminal(json: boolean, env: NodeJS.ProcessEnv = process.env): Terminal {
  const { stdout, stderr } = process;
  const capable = env.TERM !== 'dumb' && !isSet(env.CI);
  return {
    json,
    live: !json && capable && stderr.isTTY,
    // Not `process.stdin.isTTY`, which opens the stream and costs every command.
    interactive: !json && capable && isatty(0) && stderr.isTTY,
    out: makeStream(stdout, env),
    err: makeStream(stderr, env),
    emit: (type, fields) => void stdout.write(`${JSON.stringify({ version: jsonVersion, type, ...fields })}\n`),
  };
}

function makeStream(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Stream {
  const colour = stream.isTTY && !isSet(env.NO_COLOR) && env.TERM !== 'dumb';
  const style = makeStyle({ colour, unicode: env.TERM !== 'linux' && env.TERM !== 'dumb' });
  return {
    style,
    stream,
    get columns() {
      return stream.isTTY && stream.columns > 0 ? stream.columns : 80;
    },
    print: (...lines) => void stream.write(lines.map((line) => `${asCalled(line, env)}\n`).join('')),
  };
}

const commands =
  /(^|[\s:(`])omni (?=(?:init|plan|check|policy|apply|resume|approve|deny|send|cancel|runs|show|watch|serve|token|workflows|doctor|replay|graph|audit|explain)\b)/g;

/** Commands are printed to be pasted. Whoever came by `npx omni` has no `omni` on the path. */
export function asCalled(line: string, env: NodeJS.ProcessEnv): string {
  return env.npm_command === 'exec' ? line.replace(commands, '$1npx omni ') : line;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false';
}
