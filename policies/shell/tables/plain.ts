/** Programs that run no other program, but for the options that stand with them. Their words may be anything. */

/** `name: options`; a program without options stands alone. */
const lines = `
true false : exit return break continue shift times umask ulimit wait:-p jobs fg bg disown kill pkill killall suspend logout dirs history:-s:-p type which whereis
pwd ls ll dir vdir tree stat file du df basename dirname realpath readlink mktemp date cal sleep usleep seq yes rev cut paste tr comm join fold fmt expand unexpand pr column look shuf
diff cmp sdiff colordiff diffstat md5sum sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum cksum sum base64 base32 od hexdump strings
grep egrep fgrep zgrep rg:--pre:--pre-glob:--hostname-bin ag ack:--pager:--ackrc ugrep:--filter:--view:--pager jq yq:-i:--inplace:-s fx gron xmllint:--shell:--output:--debugent htmlq dasel:-w
uname hostname whoami id groups users who w uptime arch nproc free vmstat iostat ps top htop pgrep pidof lsof fuser:-k netstat ss ip ifconfig ping traceroute dig nslookup host whois printenv locale getconf tty stty clear reset tput logname lscpu lsblk mount
man:-P:--pager:-H:--html:-C:--config-file info apropos whatis less:+:-k:--lesskey-file:--lesskey-src:-o:-O:--log-file more:+ most
tsc tsgo vue-tsc eslint prettier biome oxlint stylelint jshint standard xo vitest jest mocha ava tap c8 playwright cypress karma webpack rollup vite esbuild swc tsup babel parcel next nuxt astro svelte-check remix react-scripts ng storybook typedoc knip depcheck madge publint attw size-limit commitlint markdownlint markdownlint-cli2 cspell prisma drizzle-kit tailwindcss postcss sass lessc serve http-server live-server json-server changeset
pytest py.test mypy ruff black flake8 pylint pyright isort bandit coverage:run pycodestyle autopep8 yapf pdoc mkdocs sphinx-build uvicorn alembic
rustc rustfmt clippy-driver gofmt:-w gofumpt:-w goimports:-w golangci-lint staticcheck gcc:-wrapper:-B:-specs g++:-wrapper:-B:-specs cc:-wrapper:-B clang:-B clang++:-B nm objdump readelf size clang-format:-i clang-tidy cppcheck javac mvn:exec rubocop rspec rails:runner standardrb phpunit phpstan psalm php-cs-fixer swiftlint ktlint hadolint shellcheck shfmt:-w yamllint actionlint tflint terraform:apply:destroy:import:console:-chdir tofu:apply:destroy buf protoc:--plugin sqlfluff dotenv-linter vale codespell typos taplo jsonlint ajv tokei cloc scc benchstat
open xdg-open pbcopy pbpaste xclip notify-send say bc:-l factor numfmt getent ldd locate envsubst gettext iconv tput zcat gzcat bzcat xzcat zless lz4cat ffprobe ssh-keygen:-l ssh-add:-l dmesg journalctl sw_vers sysctl
`;

const entry = (word: string): readonly [string, readonly string[]] => {
  const [name = '', ...options] = word === ':' ? [':'] : word.split(/:(?=[-+a-z])/);
  return [name, options];
};

/** By program: words, or beginnings of options, with which it may run another program, or write a file. */
export const plainPrograms: ReadonlyMap<string, readonly string[]> = new Map(
  lines
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(entry),
);
