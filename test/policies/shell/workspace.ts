/** The workspace in which the batteries are read: a manifest, a Makefile and a few scripts, good ones and bad. */

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    scripts: {
      test: 'vitest run',
      build: 'rm -rf dist && tsc -p .',
      lint: 'eslint src',
      release: 'npm version patch && git push --follow-tags',
      ship: 'npm run release',
      setup: 'npm install left-pad',
      tested: 'echo ok',
      posttested: 'git push',
    },
  }),
  'sub/package.json': JSON.stringify({ scripts: { test: 'node --test' } }),
  Makefile: [
    'CC = gcc',
    '.PHONY: all test build publish',
    'all: build',
    'test: build',
    '\t@npm test',
    'build: src/a.ts',
    '\ttsc -p .',
    'publish: test',
    '\tgit push origin $$(git branch --show-current)',
  ].join('\n'),
  'scripts/check.sh': '#!/usr/bin/env bash\nset -euo pipefail\nnpx tsc --noEmit\nrg -n foo src || true\n',
  'scripts/deploy.sh': '#!/bin/sh\nset -e\nif [ -n "$1" ]; then git push origin "$1"; fi\n',
  'scripts/odd.py': '#!/usr/bin/env -S git push\nprint(1)\n',
  ...Object.fromEntries(
    ['tsc', 'vitest', 'eslint', 'prettier'].map((name) => [`node_modules/.bin/${name}`, '#!/usr/bin/env node']),
  ),
};

export const lookUp = (path: string): string | undefined => (Object.hasOwn(files, path) ? files[path] : undefined);
