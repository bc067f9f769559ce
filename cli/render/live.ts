/**
 * Owns the terminal while a run is shown live: redraws on every change and ten times a second for the spinner, hides
 * the cursor, and leaves the last picture standing when it closes. Nothing else may write to the stream in between.
 */
import { repaint } from './repaint.ts';

const frameMs = 100;

export interface LiveView {
  /** Draws the last picture, gives the cursor back and stops. Idempotent. */
  close(): void;
}

export type Draw = (size: {
  readonly columns: number;
  readonly rows: number | undefined;
  readonly tick?: number;
}) => readonly string[];

export function openLive(stream: NodeJS.WriteStream, draw: Draw): LiveView {
  let drawn: readonly string[] = [];
  let drawnColumns = stream.columns;
  let tick = 0;
  let open = true;
  const show = (next: readonly string[]): void => {
    stream.write(repaint(drawn, next, stream.columns, drawnColumns));
    drawn = next;
    drawnColumns = stream.columns;
  };
  const redraw = (): void => {
    tick += 1;
    // One line is kept free for the cursor: a block as high as the screen would scroll it.
    show(draw({ columns: stream.columns, rows: stream.rows - 1, tick }));
  };
  const showCursor = (): void => void stream.write('\u001b[?25h');

  stream.write('\u001b[?25l');
  redraw();
  const timer = setInterval(redraw, frameMs);
  stream.on('resize', redraw);
  process.once('exit', showCursor);
  return {
    close() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      stream.off('resize', redraw);
      process.off('exit', showCursor);
      show(draw({ columns: stream.columns, rows: stream.rows - 1 }));
      showCursor();
    },
  };
}
