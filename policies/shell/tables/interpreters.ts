/** Programs that run code: which options give it to them, and which are harmless. */

export interface Interpreter {
  /** Its options before the file; of those that are not here nothing is known. */
  readonly options: string;
  /** Options that hold code, or load it. */
  readonly code: readonly string[];
  /** Options with which it only prints. */
  readonly prints: readonly string[];
  /** The option that runs an installed module, as `-m` of Python. */
  readonly module?: string;
  /** What stands where a file would, and runs no code of the call. */
  readonly verbs?: readonly string[];
}

const version = ['--version', '-v', '-V', '--help', '-h'];

export const interpreters: Readonly<Record<string, Interpreter>> = {
  node: {
    options:
      '-e: -p: -pe: -c -i -r: -C: -h -v --eval: --print: --check --interactive --require: --import: --loader: --experimental-loader: --conditions: --input-type: --test --test-name-pattern: --test-reporter: --test-reporter-destination: --test-concurrency: --test-only --test-timeout: --test-coverage-include: --test-coverage-exclude: --experimental-test-coverage --test-update-snapshots --watch --watch-path: --no-warnings --enable-source-maps --experimental-strip-types --experimental-transform-types --no-deprecation --trace-warnings --trace-deprecation --trace-uncaught --unhandled-rejections: --max-old-space-size: --expose-gc --inspect? --inspect-brk? --prof --cpu-prof --stack-trace-limit: --disable-warning: --env-file: --env-file-if-exists: --no-experimental-strip-types --experimental-vm-modules --experimental-sqlite --permission --version --help --run:',
    code: [
      '-e',
      '-p',
      '-pe',
      '--eval',
      '--print',
      '-r',
      '--require',
      '--import',
      '--loader',
      '--experimental-loader',
      '--env-file',
      '--env-file-if-exists',
      '--run',
      '-i',
      '--interactive',
    ],
    prints: version,
  },
  tsx: {
    options: '-e: -p: -v -h --eval: --print: --tsconfig: --no-cache --test --version --help',
    code: ['-e', '-p', '--eval', '--print'],
    prints: version,
    verbs: ['watch'],
  },
  'ts-node': {
    options: '-e: -p: -T -P: --esm --transpile-only --project: --files --version -v',
    code: ['-e', '-p'],
    prints: version,
  },
  python: {
    options: '-c: -m: -b -B -d -E -i -I -O -OO -P -q -s -S -u -v -V -VV -x -h -W: -X: --version --help',
    code: ['-c', '-i'],
    prints: ['-V', '-VV', '--version', '-h', '--help'],
    module: '-m',
  },
  perl: { options: '-v -V --version', code: [], prints: ['-v', '-V', '--version'] },
  ruby: { options: '-v -w -W: -c --version --help', code: [], prints: ['-v', '--version', '--help'] },
  php: { options: '-v -i -l -m --version --help', code: [], prints: ['-v', '-i', '-m', '--version', '--help'] },
  lua: { options: '-v', code: [], prints: ['-v'] },
  java: { options: '-jar: -cp: -classpath: -version --version -ea -Xmx?', code: [], prints: ['-version', '--version'] },
  Rscript: { options: '--version --vanilla', code: [], prints: ['--version'] },
  julia: { options: '--version -v', code: [], prints: ['--version', '-v'] },
  elixir: { options: '--version -v', code: [], prints: ['--version', '-v'] },
  swift: { options: '--version', code: [], prints: ['--version'], verbs: ['build', 'test', 'package'] },
};

/** Other names of the same. */
export const interpreterNames: Readonly<Record<string, string>> = {
  nodejs: 'node',
  python2: 'python',
  python3: 'python',
  pypy: 'python',
  pypy3: 'python',
  luajit: 'lua',
  'lua5.4': 'lua',
};

/** Modules of Python that run no code of the call. */
export const modules: ReadonlySet<string> = new Set([
  'pytest',
  'unittest',
  'json.tool',
  'http.server',
  'venv',
  'mypy',
  'ruff',
  'black',
  'flake8',
  'pylint',
  'isort',
  'coverage',
  'compileall',
  'py_compile',
  'build',
  'sphinx',
  'pyright',
  'tox',
  'site',
  'sysconfig',
  'platform',
  'zipfile',
  'tarfile',
  'doctest',
  'django',
  'flask',
  'uvicorn',
  'mkdocs',
  'alembic',
]);

/** Of these nothing more than `--version` is read: their words are code, or commands in a language of their own. */
export const codeOnly =
  'osascript sqlite3 psql mysql mongo mongosh redis-cli jshell expect emacs gdb lldb ghci irb iex erl clojure scala kotlin groovy R octave tclsh wish guile racket sbcl clisp ocaml nix nix-shell nix-env nix-build ed ex vi vim nvim nano pico emacsclient m4 gnuplot gforth dc sage maxima';
