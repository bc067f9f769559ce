/** A page as it was shown last, and what to send to somebody who has seen the one before. */
import { createHash } from 'node:crypto';
import type { Page } from '../pages/page.ts';
import { withoutSeen } from './rows.ts';
import { writeMessage } from './sse.ts';

export interface Shown {
  /** Equal for pages that read the same, whatever clocks on them say. */
  readonly version: string;
  /** The version that `changes` is measured from; undefined for the first. */
  readonly before: string | undefined;
  readonly sections: ReadonlyMap<string, string>;
  /** One event each, ready to be sent. */
  readonly changes: () => Buffer;
  readonly whole: () => Buffer;
}

/** The page as it stands now; the same object as `last` where it reads the same. */
export function show(page: Page, last: Shown | undefined): Shown {
  const sections = new Map(page.sections.map(({ id, html }) => [id, html.html]));
  const version = versionOf(page);
  if (last?.version === version) return last;
  // Not `last` itself: each would hold the one before it, and all of them would be kept.
  const old = last?.sections;
  const changed = function* (): Iterable<readonly [string, string]> {
    for (const [id, html] of sections) {
      const before = old?.get(id);
      if (before === undefined) yield [id, html];
      else if (read(before) !== read(html)) yield [id, withoutSeen(html, before, read)];
    }
  };
  const event = (told: Iterable<readonly [string, string]>): Buffer => {
    const data = { title: page.title, order: [...sections.keys()], sections: Object.fromEntries(told) };
    return Buffer.from(writeMessage({ id: version, event: 'page', data }));
  };
  return {
    version,
    before: last?.version,
    sections,
    changes: once(() => event(changed())),
    whole: once(() => event(sections)),
  };
}

/** Times that the browser counts on by itself, and bars that it lets grow, are no change. */
const counted = /(<[a-z]+ data-since="\d+">)[^<]*|(data-grows="[\d.]+") width="[\d.]+%"/g;
const read = (html: string): string => html.replace(counted, '$1$2');

/** What a page says, in one word. */
export function versionOf({ title, sections }: Page): string {
  const hash = createHash('sha256').update(title);
  for (const { id, html } of sections) hash.update(`\0${id}\0${read(html.html)}`);
  return hash.digest('base64url').slice(0, 16);
}

function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
