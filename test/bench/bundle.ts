/**
 * Bundles the bench as `npm run build` bundles the command. tsx names every closure that it makes, which a loop over
 * 40,000 events pays for; what is measured is what is shipped.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** For bundled CommonJS, which still calls `require` for Node's own modules. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** A bundled module no longer stands in its own folder, and finds the files beside it all the same. */
const ownModuleUrls: Plugin = {
  name: 'own-module-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      // This one only speaks of them.
      if (path === import.meta.filename) return undefined;
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

export interface Bundle {
  /** The entry, to be run by node. */
  readonly entry: string;
  remove(): void;
}

export async function bundleBench(main: string): Promise<Bundle> {
  // Within node_modules, so that packages are found from there.
  const cache = resolve(import.meta.dirname, '../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'omni-bench-'));
  await build({
    entryPoints: [main],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    external: ['better-sqlite3', 'esbuild'],
    plugins: [ownModuleUrls],
    banner: { js: requireBanner },
    minifySyntax: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  const entry = join(folder, `${basename(main, '.ts')}.mjs`);
  return { entry, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
