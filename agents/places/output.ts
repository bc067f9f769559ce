/**
 * Keeps the first and the last half of a stream, so that a process may print for ever and memory stays bounded, and
 * cuts a stream into lines as it comes.
 */
import { StringDecoder } from 'node:string_decoder';

export interface Keeper {
  push(chunk: Buffer): void;
  /** What was kept, with a line that says how much is missing where something is. */
  text(): string;
}

export function createKeeper(keepBytes: number): Keeper {
  const headBytes = Math.ceil(keepBytes / 2);
  const tailBytes = keepBytes - headBytes;
  const head: Buffer[] = [];
  let headLeft = headBytes;
  // A ring: made when the head is full, which for most commands is never.
  let ring: Buffer | undefined;
  let ringAt = 0;
  let afterHead = 0;

  const pushTail = (chunk: Buffer): void => {
    afterHead += chunk.length;
    if (tailBytes === 0) return;
    ring ??= Buffer.alloc(tailBytes);
    const last = chunk.subarray(Math.max(0, chunk.length - tailBytes));
    const copied = last.copy(ring, ringAt);
    last.copy(ring, 0, copied);
    ringAt = (ringAt + last.length) % tailBytes;
  };

  return {
    push(chunk) {
      const mine = chunk.subarray(0, headLeft);
      // A copy: the chunk may be a small view of a large buffer.
      if (mine.length > 0) head.push(Buffer.from(mine));
      headLeft -= mine.length;
      if (chunk.length > mine.length) pushTail(chunk.subarray(mine.length));
    },
    text() {
      const first = Buffer.concat(head);
      const tail = ring ?? Buffer.alloc(0);
      if (afterHead <= tailBytes) return Buffer.concat([first, tail.subarray(0, afterHead)]).toString();
      const last = Buffer.concat([tail.subarray(ringAt), tail.subarray(0, ringAt)]);
      return `${trimEnd(first)}${cutMarker(afterHead - tailBytes)}${trimStart(last)}`;
    },
  };
}

function cutMarker(bytes: number): string {
  return `\n[… ${bytes} bytes cut …]\n`;
}

/** Drops a character that the cut halved, which would come out as a replacement character. */
function trimEnd(bytes: Buffer): string {
  return new StringDecoder('utf8').write(bytes);
}
function trimStart(bytes: Buffer): string {
  let start = 0;
  while (start < Math.min(3, bytes.length) && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return bytes.subarray(start).toString();
}

/** A line that is longer is handed on in pieces. 16 MiB. */
const maxLineChars = 16 * 1024 * 1024;

/** Calls `onLine` with each line, without its end; `flush` hands on a last line that has none. */
export function createLineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; flush(): void } {
  const decoder = new StringDecoder('utf8');
  // Pieces of the line that has not ended: joined once, so that a long line costs no more than its length.
  let pieces: string[] = [];
  let pending = 0;
  const emit = (): void => {
    const line = pieces.join('');
    pieces = [];
    pending = 0;
    onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  };
  const push = (text: string): void => {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      if (index > 0) emit();
      if (part !== '') pieces.push(part);
      pending += part.length;
      if (pending > maxLineChars) emit();
    }
  };
  return {
    push: (chunk) => push(decoder.write(chunk)),
    flush() {
      push(decoder.end());
      if (pending > 0) emit();
    },
  };
}
