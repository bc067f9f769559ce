/** What git's subcommands do to files and what they run. */

/** Before the subcommand. */
export const gitOptions =
  '-C: -c: -p -P -h -v --version --help --html-path --man-path --info-path --paginate --no-pager --no-replace-objects --no-lazy-fetch --no-optional-locks --no-advice --bare --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --git-dir: --work-tree: --namespace: --attr-source: --exec-path? --config-env: --super-prefix: --list-cmds:';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** They leave the files of the working tree as they are. */
export const keepsFiles = words(
  `add annotate archive blame branch bundle cat-file check-attr check-ignore check-mailmap check-ref-format cherry column commit
  commit-graph commit-tree count-objects describe diff diff-files diff-index diff-tree fetch fetch-pack for-each-ref
  format-patch fsck gc grep hash-object help index-pack init interpret-trailers log ls-files ls-remote ls-tree
  mailinfo mailsplit merge-base merge-tree mktag mktree multi-pack-index name-rev notes pack-objects pack-refs patch-id
  prune range-diff reflog remote repack replace request-pull rev-list rev-parse shortlog show show-branch show-index
  show-ref stage status stripspace symbolic-ref tag update-index update-ref var verify-commit verify-pack verify-tag
  version whatchanged write-tree push send-pack receive-pack upload-pack http-push http-fetch remote-http remote-https
  remote-ftp remote-ftps`,
);

/** They change files of the working tree, which ones only the repository knows. */
export const changesFiles = words(
  'am apply checkout-index cherry-pick clean fast-import merge merge-file pull quiltimport read-tree rebase revert sparse-checkout',
);

/** With one of these options they change none after all. */
export const looksOnly: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['apply', words('--check --stat --numstat --summary')],
  ['clean', words('-n --dry-run')],
  ['merge', words('--abort --quit')],
  ['rebase', words('--show-current-patch')],
  ['am', words('--show-current-patch')],
]);

/** Options of any subcommand that run a program, or write a file; git takes abbreviations of them. */
export const gitRuns: readonly string[] = [
  '--upload-pack',
  '--receive-pack',
  '--exec',
  '--extcmd',
  '--open-files-in-pager',
  '--template',
  '--config',
  '--ext-diff',
  '--textconv',
  '--output',
  '--output-directory',
  '--sendmail-cmd',
  '--smtp-server',
  '--to-cmd',
  '--cc-cmd',
  '--edit-description',
];

/** What a `git push` may be told, so that every option of it is seen by its full name. */
export const pushOptions =
  '-v -q -n -f -u -d -4 -6 -o: --verbose --quiet --all --branches --mirror --delete --tags --dry-run --porcelain --force --force-with-lease? --no-force-with-lease --force-if-includes --no-force-if-includes --set-upstream --no-set-upstream --thin --no-thin --progress --no-progress --prune --no-verify --verify --follow-tags --no-follow-tags --signed? --no-signed --atomic --no-atomic --push-option: --ipv4 --ipv6 --repo: --recurse-submodules: --no-recurse-submodules --no-all --no-tags --no-mirror';

/** Settings that run nothing. */
export const safeSetting =
  /^(?:user\.(?:name|email|signingkey)|author\.\w+|committer\.\w+|color\..*|column\..*|advice\..*|init\.defaultbranch|core\.(?:autocrlf|eol|safecrlf|quotepath|filemode|ignorecase|longpaths|abbrev|bare|precomposeunicode|logallrefupdates|symlinks|preloadindex|untrackedcache)|push\.(?:default|autosetupremote|followtags)|pull\.(?:rebase|ff)|fetch\.(?:prune|parallel|output)|rebase\.(?:autostash|autosquash|updaterefs)|merge\.(?:conflictstyle|ff|renames|log)|diff\.(?:algorithm|renames|context|colormoved|noprefix|mnemonicprefix|wserrorhighlight|interhunkcontext)|log\.(?:date|decorate|showsignature)|commit\.(?:gpgsign|verbose)|tag\.(?:gpgsign|sort)|branch\.(?:sort|autosetupmerge|autosetuprebase)|branch\..+\.(?:remote|merge|rebase|description)|status\.\w+|http\.(?:postbuffer|lowspeedlimit|lowspeedtime|version)|protocol\.version|rerere\.\w+|gc\.\w+|pack\.\w+|index\.\w+|feature\.\w+|blame\.\w+|grep\.\w+|help\.format|safe\.directory|maintenance\.auto|i18n\.\w+|credential\.(?:usehttppath|username))$/;

/** Settings of which the value is a command. */
export const settingIsScript =
  /^(?:core\.(?:pager|editor|sshcommand|askpass)|sequence\.editor|pager\.\w+|gpg\.program|web\.browser)$/;
