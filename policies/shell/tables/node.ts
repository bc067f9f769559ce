/** The package managers of Node: npm, pnpm, yarn, bun. */

/** Other names of subcommands, as they are reported. */
const named = (lines: string): ReadonlyMap<string, string> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [name = '', ...others] = line.trim().split(/:?\s+/);
        return [name, ...others].map((other) => [other, name] as const);
      }),
  );

export interface NodeManager {
  readonly options: string;
  readonly verbs: ReadonlyMap<string, string>;
  /** Whether a subcommand that is none of these is a script of package.json, or a program. */
  readonly runsScripts: boolean;
}

const shared =
  '-g --global -s --silent -q --quiet -D --save-dev -S --save -E --save-exact -O --save-optional -P --save-prod --save-peer -f --force --ignore-scripts --dry-run --json --production --offline --prefer-offline --prefer-online --registry: --loglevel: -w -W -y --yes --no --verbose --version -v --help -h --no-save --no-optional --no-audit --no-fund --audit --fund --frozen-lockfile --no-frozen-lockfile --no-color --color? --prod --dev --no-lockfile --no-progress --progress?';

export const nodeManagers: Readonly<Record<string, NodeManager>> = {
  npm: {
    options: `${shared} -d -dd -ddd -B -l -a -p: -c: -C: --prefix: -w: --workspace: --workspaces -ws --include-workspace-root --userconfig: --globalconfig: --cache: --script-shell: --shell: --legacy-peer-deps --strict-peer-deps --omit: --include: --tag: --access: --otp: --depth: --long --all --parseable --if-present --foreground-scripts --package: --call: --engine-strict --before: --install-strategy: --install-links --package-lock-only --no-package-lock --no-bin-links --audit-level: --git-tag-version --no-git-tag-version --commit-hooks --message: -m: --preid: --location: --pack-destination: --browser: --editor: --link --only: --save-bundle --no-install --fetch-timeout: --maxsockets: --node-options: --save-prefix:`,
    runsScripts: false,
    verbs: named(`
      install: i in ins inst insta instal isnt isnta isntal isntall add
      ci: clean-install ic install-clean isntall-clean
      install-test: it
      install-ci-test: cit clean-install-test sit
      exec: x
      run: run-script rum urn
      test: t tst
      start
      stop
      restart
      init: create innit
      update: up upgrade udpate
      uninstall: un remove rm r unlink
      link: ln
      rebuild: rb
      explore
      edit
      ls: list la ll
      view: v info show
      outdated
      audit
      pack
      publish
      version
      whoami
      ping
      search: s se find
      root
      prefix
      bin
      config: c get set
      cache
      doctor
      fund
      help
      explain: why
      query
      dedupe: ddp
      prune
      pkg
      repo
      docs: home
      bugs: issues
      dist-tag: dist-tags
      diff
      find-dupes
      completion
      sbom
      login: adduser
      logout
      owner: author
      access
      team
      token
      deprecate
      unpublish
      shrinkwrap
      hook
      org
      profile
      star
      stars
      unstar`),
  },
  pnpm: {
    options: `${shared} -r --recursive -C: --dir: -F: --filter: --filter-prod: --workspace-root --workspace --parallel --stream --reporter: -p: --package: -c --shell-mode --shamefully-hoist --lockfile-only --fix-lockfile --no-bail --if-present --depth: --long --ignore-workspace --aggregate-output --sort --no-sort --allow-build? --config? --strict-peer-dependencies --prefer-frozen-lockfile --resume-from: --report-summary --workspace-concurrency: -L --latest -i --interactive`,
    runsScripts: true,
    verbs: named(`
      add
      install: i
      exec
      dlx
      run: run-script
      test: t tst
      start
      update: up upgrade
      uninstall: remove rm un uninstall
      create
      link: ln
      rebuild: rb
      import
      fetch
      ls: list la ll
      view: info show
      outdated
      audit
      why
      store
      root
      bin
      config: get set
      licenses
      prune
      dedupe
      patch
      env
      setup
      pack
      publish
      deploy
      doctor`),
  },
  yarn: {
    options: `${shared} --cwd: --exact --peer --optional --tilde --caret -T -C -R -i --immutable --immutable-cache --check-cache --inline-builds --mode: --non-interactive --network-timeout: --check-files --pure-lockfile --ignore-engines --ignore-optional --ignore-platform --modules-folder: --cache-folder: --mutex: -p: --package: -A --all --pattern:`,
    runsScripts: true,
    verbs: named(`
      add
      install
      global
      dlx
      exec
      run
      test
      start
      node
      workspace
      workspaces
      create: init
      uninstall: remove
      update: upgrade up upgrade-interactive
      link
      rebuild
      import
      ls: list
      view: info
      outdated
      audit
      why
      cache
      config
      bin
      licenses
      dedupe
      version
      versions
      npm
      pack
      patch
      plugin
      set`),
  },
  bun: {
    options: `${shared} -d --optional --peer --exact --cwd: --filter: -F: --bun -b --watch --hot --smol -c: --config: --backend: --trust --lockfile-only --no-verify --minify --outdir: --outfile: --target: --coverage --bail? -t: --test-name-pattern: --timeout: --only --todo --update-snapshots -u`,
    runsScripts: true,
    verbs: named(`
      add: a
      install: i
      x
      run
      test
      create: c init
      update
      uninstall: remove rm
      link
      pm
      outdated
      audit
      why
      info
      build
      upgrade
      publish
      patch`),
  },
};
