/** From paths in what was resolved back to where people wrote it. */
import type { Issue } from '../issue.ts';
import type { Path, Problem } from '../problem.ts';
import { issueAt, positionAt } from '../source.ts';
import { keyRangeOf, nodeAt, rangeOf } from '../yaml/place.ts';
import type { Origin, Origins } from './origins.ts';

/** Where a value is said, and by which alias, with the place of what that stands for. */
export interface ValueOrigin extends Place {
  readonly alias?: Place & { readonly name: string };
}
interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Places {
  /** The place of a problem whose path is one into what was resolved. */
  readonly locate: (problem: Problem, severity?: Issue['severity']) => Issue;
  /** Which document a resolved value comes from; undefined for a value that nobody wrote. */
  readonly origin: (path: Path) => ValueOrigin | undefined;
}

export const makePlaces = (entry: string, origins: Origins): Places => ({
  locate: (problem, severity) => locate(entry, origins, problem, severity),
  origin: (path) => originOf(origins, path),
});

function locate(entry: string, origins: Origins, problem: Problem, severity?: Issue['severity']): Issue {
  const { code, message, help, span } = problem;
  const origin = origins.get(problem.path);
  const mark = { code, message, ...(help === undefined ? {} : { help }) };
  if (origin === undefined)
    return issueAt({ file: entry, text: '', lineStarts: [0] }, { ...mark, start: 0, end: 0 }, severity);
  if ('text' in origin)
    return issueAt(origin.text, { ...mark, start: span?.start ?? 0, end: span?.end ?? 0 }, severity);
  if ('words' in origin) return issueAt(origin.words, { ...mark, start: origin.start, end: origin.end }, severity);
  return issueAt(origin.document.source, { ...mark, ...rangeOf(origin.document, origin.path, span) }, severity);
}

function originOf(origins: Origins, at: Path): ReturnType<Places['origin']> {
  const place = placeOf(origins.get(at));
  const note = origins.noteOf(at);
  const meant = note && placeOf(note.at);
  return place && { ...place, ...(meant && { alias: { name: note.alias, ...meant } }) };
}

function placeOf(origin: Origin | undefined): Place | undefined {
  if (origin === undefined) return undefined;
  if ('text' in origin) return { file: origin.text.file, line: 1 };
  if ('words' in origin) return { file: origin.words.file, line: positionAt(origin.words, origin.start).line };
  const { document, path } = origin;
  if (path.length > 0 && nodeAt(document, path) === undefined) return undefined;
  const { start } = keyRangeOf(document, path);
  return { file: document.source.file, line: positionAt(document.source, start).line };
}
