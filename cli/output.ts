/**
 * What happens when nobody reads any more, or the disk of a log is full. Without a listener, either ends the process
 * with a stack trace.
 *
 * Commands that look end when their reader has seen enough (`omni runs | head`). One that drives a run sees it through:
 * what is printed is a picture, and the journal has it all.
 */

/** Before anything is printed. */
export function guardOutput(): void {
  process.stdout.on('error', leave);
  process.stderr.on('error', ignore);
}

/** From now on it does not matter whether anybody reads. */
export function outliveReaders(): void {
  process.stdout.off('error', leave);
  process.stdout.on('error', ignore);
}

function leave(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`error: the output cannot be written: ${error.code ?? error.message}\n`);
  process.exit(1);
}

const ignore = (): void => {};
