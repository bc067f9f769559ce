/** Package managers: what installs, under which names, and what they run. */

export interface Manager {
  /** Before and after the subcommand; what is not here may take the next word. */
  readonly options: string;
  /** By subcommand, aliases with their own name in front: `install: i add`. */
  readonly verbs: Readonly<Record<string, Verb>>;
  /** What the command does without a subcommand, as `yarn` installs. */
  readonly bare?: Verb;
  /** The file that lists what is installed where no package is named. */
  readonly manifest?: string;
  /** Options of which the value is a file that lists packages. */
  readonly lists?: readonly string[];
  /** Options of which the value is a package. */
  readonly names?: readonly string[];
  /** Options of which the value is, or holds, a host. */
  readonly hosts?: readonly string[];
  /** Options that make it work in another folder, or obey other settings. */
  readonly elsewhere?: readonly string[];
}

/**
 * installs: the words are packages; manifest: what the manifest lists; runs: the words are a program, installed or not;
 * fetches: the first word is a package, which is run; none: nothing of the kind; unknown: no reader knows.
 */
export type Verb = 'installs' | 'manifest' | 'runs' | 'fetches' | 'none' | 'unknown';

const verbs = (table: Partial<Record<Verb, string>>): Readonly<Record<string, Verb>> =>
  Object.fromEntries(
    (Object.entries(table) as [Verb, string][]).flatMap(([verb, names]) =>
      names.split(/\s+/).map((name) => [name, verb]),
    ),
  );

const python =
  '-q -qq -v -vv -U -y -i: -r: -c: -e: -f: -t: --quiet --verbose --upgrade --yes --user --pre --no-deps --no-cache-dir --no-input --disable-pip-version-check --break-system-packages --force-reinstall --ignore-installed --requirement: --constraint: --editable: --index-url: --extra-index-url: --find-links: --no-index --target: --prefix: --root: --python: --system --dev --group: -G: --extra: --all-extras --frozen --locked --no-dev --no-sync --with: --from: --directory: --project: --spec: -p: --pip-args: --include-deps --force --suffix: --no-build-isolation --no-binary: --only-binary: --progress-bar: --timeout: --retries: --trusted-host: --default-index: --index: -n --no-interaction --only: --without: --no-root --sync -m: --module: --isolated --refresh --reinstall --no-project --help -h --version -V';
const pythonValues = {
  lists: ['-r', '--requirement', '-c', '--constraint'],
  hosts: ['-i', '--index-url', '--extra-index-url', '-f', '--find-links', '--default-index', '--index'],
  names: ['-e', '--editable', '--with', '--from', '--spec'],
};

export const managers: Readonly<Record<string, Manager>> = {
  pip: {
    // Which Python it works for is which program runs.
    options: python.replace(' --python:', ''),
    verbs: verbs({
      installs: 'install download wheel',
      none: 'list show freeze check debug cache index inspect hash help uninstall',
    }),
    ...pythonValues,
  },
  pipx: {
    options: python,
    verbs: verbs({
      installs: 'install inject upgrade',
      fetches: 'run',
      none: 'list environment ensurepath uninstall',
      unknown: 'upgrade-all reinstall runpip',
    }),
    ...pythonValues,
  },
  uv: {
    options: python,
    manifest: 'pyproject.toml',
    verbs: verbs({
      installs: 'add',
      manifest: 'sync lock',
      runs: 'run',
      none: 'tree version init remove python venv cache build export self help',
    }),
    ...pythonValues,
    elsewhere: ['--directory', '--project'],
  },
  uvx: { options: python, verbs: {}, bare: 'fetches', ...pythonValues },
  poetry: {
    options: python,
    manifest: 'pyproject.toml',
    verbs: verbs({
      installs: 'add',
      manifest: 'install update sync lock',
      runs: 'run',
      none: 'show check env version config remove init new build search',
    }),
    ...pythonValues,
  },
  conda: {
    options: `${python} --name: --channel: --file: -n: -p: --yes --json`,
    verbs: verbs({
      installs: 'install create update',
      runs: 'run',
      none: 'list info search activate deactivate remove config',
    }),
    lists: ['--file'],
  },
  cargo: {
    options:
      '-q -v -vv -vvv -r -j: -p: -F: -Z: -V --list --quiet --verbose --color: --locked --offline --frozen --release --workspace --all --all-targets --all-features --no-default-features --features: --lib --bins --bin: --tests --test: --examples --example: --benches --bench: --package: --target: --target-dir: --manifest-path: --jobs: --message-format: --profile: --version: --vers: --git: --branch: --tag: --rev: --path: --root: --force -f --dev --build --optional --no-run --no-fail-fast --doc --check --fix --allow-dirty --allow-staged --no-deps --open --help -h --edition: --depth: --invert:',
    verbs: verbs({
      installs: 'add install',
      manifest: 'fetch',
      none: 'build b check c test t run r bench doc d clippy fmt tree metadata clean search remove rm init new update uninstall version help fix nextest audit deny machete expand locate-project pkgid verify-project read-manifest',
      unknown: 'publish',
    }),
    manifest: 'Cargo.toml',
    names: ['--git', '--path'],
    elsewhere: ['--manifest-path'],
  },
  go: {
    options:
      '-v -x -n -a -u -t -d -f: -o: -C: -race -cover -short -json -count: -run: -bench: -benchmem -timeout: -tags: -ldflags: -gcflags: -mod: -modfile: -p: -coverprofile: -covermode: -coverpkg: -parallel: -failfast -trimpath -m -e -deps -versions -diff -w -s -vet: -buildvcs: -list: -cpu: -shuffle:',
    verbs: verbs({
      installs: 'get install',
      manifest: 'mod',
      none: 'build test vet run fmt list env version doc help clean tool work bug',
      unknown: 'generate',
    }),
    manifest: 'go.mod',
    elsewhere: ['-modfile'],
  },
  gem: {
    options:
      '-v: -N -q -V -f -i: -n: -g? --version: --no-document --quiet --verbose --force --source: -s: --user-install --conservative --install-dir: --platform: --pre',
    verbs: verbs({
      installs: 'install i update fetch',
      fetches: 'exec',
      none: 'list search info environment env outdated which uninstall build help contents dependency specification',
    }),
    hosts: ['--source', '-s'],
  },
  bundle: {
    options:
      '-j: -q --quiet --jobs: --path: --retry: --without: --with: --local --verbose --deployment --frozen --group: -g: --version: -v: --source: -s: --skip-install --gemfile:',
    manifest: 'Gemfile',
    verbs: verbs({
      installs: 'add',
      manifest: 'install update lock',
      runs: 'exec',
      none: 'list info show check config outdated platform version help remove init',
    }),
    bare: 'manifest',
    hosts: ['--source', '-s'],
  },
  brew: {
    manifest: 'Brewfile',
    options: '-q -v -d -f -n --quiet --verbose --debug --force --cask --formula --HEAD --dry-run --json? --versions',
    verbs: verbs({
      installs: 'install reinstall upgrade tap fetch bundle',
      none: 'list ls info search update doctor outdated deps uses config cleanup leaves uninstall remove rm services home desc --version --prefix --cellar',
    }),
  },
  apt: {
    options:
      '-y -q -qq -s -d -f -m -u -V -t: -o: -c: --yes --quiet? --assume-yes --no-install-recommends --no-install-suggests --install-recommends --allow-downgrades --fix-missing --fix-broken --only-upgrade --reinstall --simulate --dry-run --target-release: --allow-unauthenticated',
    verbs: verbs({
      installs: 'install reinstall build-dep source download',
      none: 'update list show search policy remove purge autoremove clean autoclean moo showsrc depends rdepends',
      unknown: 'upgrade full-upgrade dist-upgrade',
    }),
  },
  apk: {
    options:
      '-q -v -U -t: -u -X: -p: --no-cache --quiet --verbose --update --update-cache --virtual: --upgrade --repository: --allow-untrusted --root:',
    verbs: verbs({
      installs: 'add fetch',
      none: 'info list search update del version policy cache stats',
      unknown: 'upgrade fix',
    }),
    hosts: ['-X', '--repository'],
  },
  dnf: {
    options:
      '-y -q -v -C -x: --assumeyes --quiet --verbose --best --nogpgcheck --enablerepo: --disablerepo: --releasever: --setopt: --refresh --skip-broken --allowerasing',
    verbs: verbs({
      installs: 'install reinstall download localinstall groupinstall upgrade update',
      none: 'list info search repolist provides remove check-update clean makecache history',
    }),
  },
  pacman: {
    options: '-S -y -u -Sy -Syu -Syyu -U -Q -R -q -i -s --noconfirm --needed --sync --refresh --upgrade',
    verbs: {},
    bare: 'installs',
  },
  composer: {
    options:
      '-n -q -v -vv -vvv -W -o -d: --no-interaction --quiet --dev --no-scripts --no-plugins --prefer-dist --prefer-source --no-progress --no-dev --with-all-dependencies --optimize-autoloader --ignore-platform-reqs --working-dir:',
    manifest: 'composer.json',
    verbs: verbs({
      installs: 'require req',
      manifest: 'install i update u upgrade',
      none: 'show info validate outdated why depends remove diagnose licenses about list search dump-autoload status',
      unknown: 'exec run-script run global create-project',
    }),
    elsewhere: ['-d', '--working-dir'],
  },
  nuget: {
    options: '-Source: -Version: -OutputDirectory: -NonInteractive',
    verbs: verbs({ installs: 'install', none: 'list search help sources locals' }),
    hosts: ['-Source'],
  },
  deno: {
    options:
      '-A -q -r? -f -g -n: -c: --allow-all --allow-net? --allow-read? --allow-write? --allow-env? --allow-run? --allow-sys? --allow-ffi? --quiet --reload? --no-check? --check --dev --global --name: --force --config: --lock? --no-lock --frozen? --watch? --unstable? --filter: --coverage? --fix',
    verbs: verbs({
      installs: 'add install i cache',
      none: 'fmt lint test check info doc types coverage bench run outdated remove init upgrade --version',
      unknown: 'eval task repl x compile jupyter',
    }),
  },
  vcpkg: { options: '', verbs: verbs({ installs: 'install', none: 'list search' }) },
  snap: {
    options: '--classic --edge --beta --channel:',
    verbs: verbs({ installs: 'install refresh', none: 'list find info' }),
  },
  yay: { options: '-S -y -u -Sy --noconfirm --needed', verbs: {}, bare: 'installs' },
};

/** Other names of the same. */
export const managerNames: Readonly<Record<string, string>> = {
  pip3: 'pip',
  'apt-get': 'apt',
  aptitude: 'apt',
  mamba: 'conda',
  micromamba: 'conda',
  yum: 'dnf',
  microdnf: 'dnf',
  zypper: 'dnf',
  bundler: 'bundle',
  paru: 'yay',
};
