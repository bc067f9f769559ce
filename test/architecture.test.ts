/** Keeps the import table of the rooms: which may know which, and what the pure core may not touch. */
import { describe, expect, test } from 'vitest';
import { type Room, readSources, rooms, type Source } from './architecture/sources.ts';

const sources = readSources();
const byPath = new Map(sources.map((source) => [source.path, source]));

/** The arrows run one way: cli -> runs, agents -> engine -> policies -> schema. */
const mayImport: Record<Room, readonly Room[]> = {
  schema: [],
  policies: ['schema'],
  engine: ['schema', 'policies'],
  agents: ['engine', 'schema'],
  runs: ['engine', 'schema'],
  cli: ['schema', 'policies', 'engine', 'agents', 'runs'],
};

/** What of the engine an adapter may know: its ports, and the words that these are written in. */
const enginePorts = /^engine\/(ports\/|(events|effects|facts)\.ts$)/;

const isPure = (source: Source): boolean =>
  (['schema', 'policies', 'engine'] as Room[]).includes(source.room) && !source.path.startsWith('schema/scripts/');

const roomOf = (target: string): Room | undefined => rooms.find((room) => target.startsWith(`${room}/`));

const breaches = (check: (source: Source) => readonly string[]): readonly string[] =>
  sources.flatMap((source) => check(source).map((what) => `${source.path}: ${what}`));

test('every room has sources, so that no check below passes for want of files', () => {
  expect(rooms.filter((room) => !sources.some((source) => source.room === room))).toEqual([]);
});

describe('rooms', () => {
  test('import only what the table allows', () => {
    const found = breaches(({ room, imports }) =>
      imports
        .map(({ target }) => target)
        .filter((target) => {
          const other = roomOf(target);
          return other !== undefined && other !== room && !mayImport[room].includes(other);
        }),
    );
    expect(found).toEqual([]);
  });

  test('agents know only the ports of the engine', () => {
    const found = breaches(({ room, imports }) =>
      room === 'agents'
        ? imports
            .map(({ target }) => target)
            .filter((target) => roomOf(target) === 'engine' && !enginePorts.test(target))
        : [],
    );
    expect(found).toEqual([]);
  });

  test('import their own files by a path that exists, with its extension', () => {
    const found = breaches(({ imports }) =>
      imports.map(({ target }) => target).filter((target) => roomOf(target) !== undefined && !byPath.has(target)),
    );
    expect(found).toEqual([]);
  });

  test('import nothing of ours outside the rooms: no test, no script, nothing built', () => {
    const outside = /^(\.\.?\/|test\/|scripts\/|dist\/|examples\/)/;
    const found = breaches(({ imports }) =>
      imports.map(({ target }) => target).filter((target) => outside.test(target)),
    );
    expect(found).toEqual([]);
  });

  test('have no import cycle', () => {
    expect(findCycle()).toEqual([]);
  });
});

describe('the pure core', () => {
  test('imports nothing of Node', () => {
    const found = breaches((source) =>
      isPure(source) ? source.imports.map(({ target }) => target).filter((target) => target.startsWith('node:')) : [],
    );
    expect(found).toEqual([]);
  });

  test('has no clock, randomness, process or timer of its own', () => {
    const worldly =
      /^(process|globalThis|setTimeout|setInterval|setImmediate|queueMicrotask|fetch|crypto|performance|console)(\.|$)|^Math\.random$|^Date\.now$/;
    const found = breaches((source) => (isPure(source) ? [...source.names].filter((name) => worldly.test(name)) : []));
    expect(found).toEqual([]);
  });

  test('knows xstate in one file', () => {
    const importers = sources.filter(({ imports }) => imports.some(({ target }) => /^xstate(\/|$)/.test(target)));
    expect(importers.map(({ room }) => room)).toEqual(['engine']);
  });
});

test('adapters do not start processes or touch files: they go through a place', () => {
  const folders = sources.flatMap(({ path }) => /^agents\/[^/]+\/(?=capabilities\.ts$)/.exec(path) ?? []);
  expect(folders).toContain('agents/claude-code/');
  const found = breaches(({ path, imports }) =>
    folders.some((folder) => path.startsWith(folder))
      ? imports.map(({ target }) => target).filter((target) => /^(execa|node:(fs|child_process))/.test(target))
      : [],
  );
  expect(found).toEqual([]);
});

test('a signal is listened to in one place, which knows that it may have fired already', () => {
  const found = sources.filter(({ names }) => [...names].some((name) => name.endsWith('.addEventListener')));
  expect(found.map(({ path }) => path)).toEqual(['engine/ports/on-abort.ts']);
});

test('files stay small: at most 250 lines', () => {
  expect(breaches(({ lines }) => (lines > 250 ? [`${lines} lines`] : []))).toEqual([]);
});

/** The first cycle of imports, type-only ones included, as a list of paths; empty when there is none. */
function findCycle(): readonly string[] {
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { target } of byPath.get(path)?.imports ?? []) {
      const cycle = byPath.has(target) ? walk(target, [...trail, path]) : [];
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of byPath.keys()) {
    const cycle = walk(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
