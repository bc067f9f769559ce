/** What differs between two commits or trees, for people: as much of the text as fits, without secrets. */
import type { CommitFile } from '../../engine/ports/workspaces.ts';
import type { Where } from './call.ts';
import { listEntries } from './changes.ts';
import { countFiles, countLines, diffCall } from './diff.ts';
import type { ReadingGit } from './reading-git.ts';

export interface SeenChanges {
  readonly diff: string;
  readonly files: readonly CommitFile[];
  readonly cut: boolean;
}

/** Of a diff's text. 1 MiB. */
const mostDiffBytes = 1024 * 1024;
/** What is read beyond that, or of a secret at the end half would be seen. No environment holds a longer one. */
const marginBytes = 128 * 1024;

/** In whole lines. `redaction` leaves as many lines as there were. */
export async function showChanges(
  git: ReadingGit,
  where: Where,
  from: string,
  to: string,
  redaction: { text(text: string): string },
): Promise<SeenChanges> {
  const { bytes } = await git.upTo(where, diffCall(from, to), mostDiffBytes + marginBytes);
  const entries = await listEntries(git, where, from, to);
  const counts = await countLines(git, where, from, to);
  const cut = bytes.length > mostDiffBytes;
  const text = redaction.text(bytes.toString());
  const whole = bytes.subarray(0, mostDiffBytes).toString().split('\n').length - 1;
  const files = countFiles(
    entries.map(({ path, op }) => ({ path, op })),
    counts,
  );
  return {
    diff: cut
      ? text
          .split('\n')
          .slice(0, whole)
          .map((line) => `${line}\n`)
          .join('')
      : text,
    files: files.map((file) => ({ ...file, path: redaction.text(file.path) })),
    cut,
  };
}
