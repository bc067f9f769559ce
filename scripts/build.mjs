/**
 * Builds `dist/`: tsc emits every room file by file, files that are read at run time are copied beside their readers,
 * and esbuild then puts a bundle in lazy chunks over the command's entry, because start-up is paid by every command
 * and resolving a few hundred small files costs more than their work.
 *
 * A bundled module no longer stands in its own folder. `import.meta.url` is therefore rewritten to where tsc put the
 * module, so that `new URL('./x.sql', import.meta.url)` means the same in both.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const rooms = ['schema', 'policies', 'engine', 'agents', 'runs', 'cli'];
/** Whatever is no TypeScript of ours to run; `assets/` holds what browsers get, and Pi reads the extension as it is. */
const assets = /(?<!\.test)\.(ya?ml|sql|json|css|svg|png|webmanifest)$|[\\/]assets[\\/].+\.js$|^pi[\\/]extension\.ts$/;

/** Types are checked by `npm run types`; here they are only erased. */
function emitRooms() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--noCheck'], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function copyAssets() {
  for (const room of rooms) {
    for (const file of readdirSync(join(root, room), { recursive: true })) {
      if (assets.test(file)) cpSync(join(root, room, file), join(dist, room, file));
    }
  }
}

const ownModuleUrls = {
  name: 'own-module-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      // Entry and chunks all stand in dist/cli, so one relative address serves every module.
      const emitted = relative(join(root, 'cli'), path).split(sep).join('/').replace(/\.ts$/, '.js');
      const url = `new URL(${JSON.stringify(emitted)}, import.meta.url).href`;
      return { contents: source.replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};

/**
 * esbuild gives `await import()` of a CommonJS package nothing but a default export. Here such an import gets the names
 * that Node finds in the package.
 */
const namesOfLazyPackages = {
  name: 'names-of-lazy-packages',
  setup({ onResolve, onLoad }) {
    const namespace = 'lazy-package';
    onResolve({ filter: /^[a-z@][^:]*$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[\w$]+$/.test(name) && name !== 'default');
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir: root };
    });
  },
};

/**
 * The tables of RE2 take a fifth of the time that a check takes, and hardly any workflow has a pattern: the package is
 * loaded when the first one is compiled. It stays outside, since what is bundled is at least parsed.
 */
const patternsWhenNeeded = {
  name: 'patterns-when-needed',
  setup({ onResolve, onLoad }) {
    const namespace = 'patterns-when-needed';
    onResolve({ filter: /^re2js$/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, namespace } : { external: true },
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `let loaded;
        const load = () => (loaded ??= require(${JSON.stringify(path)}));
        export const RE2JS = new Proxy({}, { get: (_, name) => load().RE2JS[name] });`,
      resolveDir: root,
    }));
  },
};

/** Native code stays outside, and a large table that few runs want. The banner is for bundled CommonJS, which still calls `require` for Node's own modules. */
async function bundleCommand() {
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts'],
    outdir: join(dist, 'cli'),
    allowOverwrite: true,
    chunkNames: 'chunk-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    external: ['better-sqlite3', '@pydantic/genai-prices'],
    // The same parser as ES modules: of its CommonJS every file would be wrapped and run, and none left out.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [ownModuleUrls, namesOfLazyPackages, patternsWhenNeeded],
    logLevel: 'warning',
  });
  chmodSync(join(dist, 'cli/main.js'), 0o755);
}

rmSync(dist, { recursive: true, force: true });
emitRooms();
copyAssets();
await bundleCommand();
