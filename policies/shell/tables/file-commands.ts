/** Commands that do something to the files that their words name. */

export interface FileCommand {
  readonly options: string;
  /**
   * What its words are: all are read, written or deleted; `copy` and `move`: all but the last, to the last;
   * `skip-write`: all but the first are written.
   */
  readonly does: 'read' | 'write' | 'delete' | 'copy' | 'move' | 'skip-write';
  /** Options of which the value is a file that is written, or the folder that all go to. */
  readonly writes?: readonly string[];
  readonly target?: readonly string[];
  /** What is done is done to everything in a folder, always, or with one of these options. */
  readonly tree?: true | readonly string[];
  /** It changes no content. */
  readonly keeps?: true;
  /** Options that run a program. */
  readonly runs?: readonly string[];
}

const help = '--help --version';

export const fileCommands: Readonly<Record<string, FileCommand>> = {
  rm: {
    options: `-f -i -I -r -R -d -v --force --interactive? --one-file-system --no-preserve-root --preserve-root? --recursive --dir --verbose ${help}`,
    does: 'delete',
    tree: ['-r', '-R', '--recursive'],
  },
  unlink: { options: help, does: 'delete' },
  rmdir: { options: `-p -v --parents --verbose --ignore-fail-on-non-empty ${help}`, does: 'delete' },
  shred: {
    options: `-f -n: -s: -u -v -x -z --force --iterations: --size: --remove? --verbose --exact --zero --random-source: ${help}`,
    does: 'delete',
  },
  trash: { options: '-v', does: 'delete', tree: true },
  touch: {
    options: `-a -c -d: -f -h -m -r: -t: --no-create --date: --no-dereference --reference: --time: ${help}`,
    does: 'write',
    keeps: true,
  },
  mkdir: { options: `-p -v -m: -Z --parents --verbose --mode: --context? ${help}`, does: 'write', keeps: true },
  mkfifo: { options: `-m: --mode: ${help}`, does: 'write' },
  truncate: { options: `-c -o -r: -s: --no-create --io-blocks --reference: --size: ${help}`, does: 'write' },
  tee: { options: `-a -i -p --append --ignore-interrupts --output-error? ${help}`, does: 'write' },
  sponge: { options: '-a', does: 'write' },
  chmod: {
    options: `-c -f -v -R -x -w -r -X -s -t --changes --silent --quiet --verbose --recursive --reference: --preserve-root --no-preserve-root ${help}`,
    does: 'skip-write',
    tree: ['-R', '--recursive'],
    keeps: true,
  },
  chown: {
    options: `-c -f -v -h -R -H -L -P --changes --silent --quiet --verbose --recursive --reference: --from: --dereference --no-dereference ${help}`,
    does: 'skip-write',
    tree: ['-R', '--recursive'],
    keeps: true,
  },
  chgrp: {
    options: `-c -f -v -h -R -H -L -P --recursive --reference: ${help}`,
    does: 'skip-write',
    tree: ['-R', '--recursive'],
    keeps: true,
  },
  cp: {
    options: `-a -b -d -f -i -H -l -L -n -P -p -r -R -s -S: -t: -T -u -v -x -Z -c --archive --attributes-only --backup? --copy-contents --force --interactive --link --dereference --no-clobber --no-dereference --preserve? --no-preserve: --parents --recursive --reflink? --remove-destination --sparse: --strip-trailing-slashes --symbolic-link --suffix: --target-directory: --no-target-directory --update? --verbose --one-file-system ${help}`,
    does: 'copy',
    target: ['-t', '--target-directory'],
    tree: ['-a', '-r', '-R', '--archive', '--recursive'],
  },
  mv: {
    options: `-b -f -i -n -S: -t: -T -u -v -Z --backup? --force --interactive --no-clobber --strip-trailing-slashes --suffix: --target-directory: --no-target-directory --update? --verbose ${help}`,
    does: 'move',
    target: ['-t', '--target-directory'],
    tree: true,
  },
  ln: {
    options: `-b -d -F -f -i -L -n -P -r -s -S: -t: -T -v -h --backup? --directory --force --interactive --logical --no-dereference --physical --relative --symbolic --suffix: --target-directory: --no-target-directory --verbose ${help}`,
    does: 'copy',
    target: ['-t', '--target-directory'],
    tree: true,
  },
  link: { options: help, does: 'copy' },
  install: {
    options: `-b -c -C -D -g: -m: -o: -p -s -S: -t: -T -v --backup? --compare --group: --mode: --owner: --preserve-timestamps --strip --suffix: --target-directory: --no-target-directory --verbose ${help}`,
    does: 'copy',
    target: ['-t', '--target-directory'],
  },
  ditto: { options: '-v -V -X', does: 'copy', tree: true },
  rsync: {
    options:
      '-a -v -r -z -P -h -n -u -l -t -p -o -g -D -H -A -X -c -q -x -R -b --archive --verbose --recursive --compress --progress --partial --human-readable --dry-run --update --links --times --perms --checksum --quiet --exclude: --include: --exclude-from: --include-from: --stats --info: --ignore-existing --existing --size-only --relative --inplace --max-size: --min-size: --chmod: --backup',
    does: 'copy',
    tree: true,
  },
  cat: {
    options: `-A -b -e -E -n -s -t -T -u -v -l --show-all --number-nonblank --show-ends --number --squeeze-blank --show-tabs --show-nonprinting ${help}`,
    does: 'read',
  },
  head: {
    options: `-c: -n: -q -v -z -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 --bytes: --lines: --quiet --silent --verbose --zero-terminated ${help}`,
    does: 'read',
  },
  tail: {
    options: `-c: -n: -q -v -z -f -F -r -s: -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 --bytes: --lines: --follow? --pid: --retry --quiet --silent --verbose --sleep-interval: ${help}`,
    does: 'read',
  },
  bat: {
    options:
      '-n -p -pp -l: -r: -A --plain --style: --language: --line-range: --color: --paging: --number --decorations: --theme: --wrap:',
    does: 'read',
  },
  nl: { options: '-b: -i: -l: -n: -s: -v: -w: -p', does: 'read' },
  tac: { options: '-b -r -s:', does: 'read' },
  wc: { options: `-c -m -l -L -w --bytes --chars --lines --max-line-length --words --total: ${help}`, does: 'read' },
  sort: {
    options: `-b -c -C -d -f -g -h -i -k: -m -M -n -o: -r -R -s -S: -t: -T: -u -V -z --ignore-leading-blanks --check? --dictionary-order --ignore-case --general-numeric-sort --human-numeric-sort --key: --merge --month-sort --numeric-sort --output: --reverse --random-sort --stable --buffer-size: --field-separator: --temporary-directory: --unique --version-sort --zero-terminated --sort: --parallel: --debug ${help}`,
    does: 'read',
    writes: ['-o', '--output'],
  },
};
