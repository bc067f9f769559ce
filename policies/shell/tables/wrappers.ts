/** Programs that run the program that their words name. */

export interface Wrapper {
  /** As `optionTable` reads them. */
  readonly options: string;
  /** Words between the options and the program. */
  readonly skip?: number;
  /** `NAME=value` words before the program. */
  readonly assigns?: boolean;
  /** Options of which the value is a script. */
  readonly scripts?: readonly string[];
  /** Options of which the value is the folder that it runs in. */
  readonly folders?: readonly string[];
  /** Options with which it only prints. */
  readonly prints?: readonly string[];
  /** Joins its words to a script, unless one of these options is there. */
  readonly joins?: readonly string[];
  /** Options that name a file that it writes. */
  readonly writes?: readonly string[];
  /** Its options may stand after its other words, of which none is a program. */
  readonly order?: 'any';
  /** Starts a shell where it is given no program. */
  readonly shell?: boolean;
}

const help = '--help --version';

export const wrappers: Readonly<Record<string, Wrapper>> = {
  command: { options: '-p -v -V', prints: ['-v', '-V'] },
  builtin: { options: '' },
  exec: { options: '-a: -c -l' },
  noglob: { options: '' },
  nocorrect: { options: '' },
  env: {
    options: `-i -0 -v -u: -C: -S: --ignore-environment --null --debug --unset: --chdir: --split-string: ${help}`,
    assigns: true,
    scripts: ['-S', '--split-string'],
    folders: ['-C', '--chdir'],
  },
  sudo: {
    options: `-A -b -B -E -e -H -h: -i -K -k -l -N -n -P -S -s -V -v -C: -D: -g: -p: -R: -r: -T: -t: -U: -u: --askpass --background --bell --close-from: --chdir: --preserve-env? --group: --set-home --host: --login --remove-timestamp --reset-timestamp --list --non-interactive --preserve-groups --prompt: --chroot: --role: --stdin --shell --type: --command-timeout: --user: --validate ${help}`,
    assigns: true,
    folders: ['-D', '--chdir'],
    shell: true,
  },
  doas: { options: '-L -n -s -C: -u:', shell: true },
  su: {
    options: `-c: -f -g: -G: -l -m -p -P -s: -w: --command: --fast --group: --login --pty ${help}`,
    scripts: ['-c', '--command'],
    order: 'any',
    shell: true,
  },
  nice: { options: `-n: --adjustment: -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 ${help}` },
  ionice: { options: `-c: -n: -p: -P: -t -u: --class: --classdata: --ignore ${help}` },
  chrt: {
    options: `-a -b -d -f -i -o -r -R -m -v -p -D: -P: -T: --all-tasks --batch --fifo --idle --other --rr --reset-on-fork --verbose ${help}`,
    skip: 1,
  },
  taskset: { options: `-a -c -p --all-tasks --cpu-list --pid ${help}`, skip: 1 },
  timeout: {
    options: `-f -k: -s: -v -p --foreground --kill-after: --signal: --preserve-status --verbose ${help}`,
    skip: 1,
  },
  gtimeout: {
    options: `-f -k: -s: -v -p --foreground --kill-after: --signal: --preserve-status --verbose ${help}`,
    skip: 1,
  },
  nohup: { options: help },
  setsid: { options: `-c -f -w --ctty --fork --wait ${help}` },
  stdbuf: { options: `-i: -o: -e: --input: --output: --error: ${help}` },
  time: {
    options: `-a -p -v -q -l -o: -f: --append --portability --verbose --quiet --output: --format: ${help}`,
    writes: ['-o', '--output'],
  },
  caffeinate: { options: '-d -i -m -s -u -t: -w:' },
  arch: { options: '-arm64 -x86_64 -h' },
  unshare: {
    options: `-m -u -i -n -p -U -C -T -f -r -c --mount? --uts? --ipc? --net? --pid? --user? --fork --map-root-user --map-current-user --kill-child? --mount-proc? ${help}`,
    shell: true,
  },
  strace: {
    options: `-c -C -f -ff -F -d -i -q -qq -r -t -tt -ttt -T -v -x -xx -y -yy -k -e: -a: -b: -E: -I: -o: -O: -P: -s: -S: -u: -U: -X:`,
    writes: ['-o'],
  },
  ltrace: { options: `-c -C -f -i -L -r -S -t -tt -T -e: -a: -l: -n: -o: -s: -u: -x:`, writes: ['-o'] },
  flock: {
    options: `-s -x -e -u -n -o -F -v -w: -E: -c: --shared --exclusive --unlock --nonblock --nb --timeout: --wait: --conflict-exit-code: --close --no-fork --verbose --command: ${help}`,
    skip: 1,
    scripts: ['-c', '--command'],
  },
  watch: {
    options: `-b -c -C -d? -e -g -n: -p -q: -r -t -w -x --beep --color --no-color --differences? --errexit --chgexit --equexit: --interval: --precise --no-rerun --no-title --no-wrap --exec ${help}`,
    joins: ['-x', '--exec'],
  },
  script: {
    options: `-a -c: -e -f -q -t? -B: -E: -I: -O: -T: -m: -o: --append --command: --return --flush --force --quiet --timing? --log-in: --log-out: --log-io: --log-timing: ${help}`,
    scripts: ['-c', '--command'],
    skip: 1,
    shell: true,
  },
  xargs: {
    options: `-0 -o -p -r -t -x -a: -d: -E: -e? -I: -i? -L: -l? -n: -P: -s: -R: -S: -J: --null --open-tty --interactive --no-run-if-empty --verbose --exit --arg-file: --delimiter: --eof? --replace? --max-lines? --max-args: --max-procs: --max-chars: --show-limits --process-slot-var: ${help}`,
  },
  busybox: { options: help },
  dotenv: { options: '-e: -c? -o -p: -v: -q --' },
  'cross-env': { options: '', assigns: true },
  'xvfb-run': {
    options: `-a -s: -n: -e: -f: -l -w: --auto-servernum --server-args: --server-num: --error-file: ${help}`,
  },
};
