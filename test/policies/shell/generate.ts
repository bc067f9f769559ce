/** Scripts that push, install, or do neither, wrapped in what a shell has, then torn a little. */
import fc from 'fast-check';

/** A text as one word of a shell. */
const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Letters of a word, quoted in some way: what bash reads as the word alone. */
const spelt = (plain: string): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('', '\\', "''", '""', '"', "'", '\\\n'), {
      minLength: plain.length,
      maxLength: plain.length,
    })
    .map((signs) =>
      [...plain]
        .map((letter, at) => {
          const sign = signs[at] ?? '';
          return sign === '"' || sign === "'" ? `${sign}${letter}${sign}` : `${sign}${letter}`;
        })
        .join(''),
    );

const git = fc.oneof(fc.constantFrom('git', '\\git', "g''it", "$'gi\\x74'", '"git"'), spelt('git'));
const push = fc.oneof(fc.constantFrom('push', '"push"', "pu''sh", "$'\\160ush'", 'pu\\sh'), spelt('push'));
const pushing = fc.oneof(
  fc.tuple(git, push).map(([program, verb]) => `${program} ${verb}`),
  fc.constantFrom(
    'git -C . push',
    'git --no-pager push origin',
    '{git,push}',
    'x=push; git $x',
    'x=git; "$x" push',
    "x='git push'; $x",
    'x=pu; x+=sh; git $x',
    'git push 2>&-',
    '2>/dev/null git push',
    'A=1 git push',
    'git status || git push',
    'true && git push',
    'for v in status push; do git $v; done',
    'v=status; v=push git $v; git $v; v=push; git $v',
    'v=status; for i in 1 2; do git $v; v=push; done',
    'v=status; f() { v=push; }; f; git $v',
    'v=status; (v=push); git $v',
    'v=status; true || v=push; git $v',
    'v=status; false || v=push; git $v',
    'v=status; { v=push; }; git $v',
    'v=status; read v <<< push; git $v',
    'v=status; printf -v v push; git $v',
    'v=status; eval v=push; git $v',
    'v=status; : ${w:=push}; git $w',
    'v=status; case x in x) v=push ;; esac; git $v',
    'v=status; while true; do v=push; break; v=status; done; git $v',
    'readonly v=push\nv=status\ngit $v',
    'declare -l v=PUSH; git $v',
    'v=status; unset v; v=${v-push}; git $v',
    "v=status; export v=push; bash -c 'git $v'",
    'command git push',
    'exec git push',
    'env git push',
    'nice git push',
    'timeout 2 git push',
    'echo push | xargs git',
    'xargs git push </dev/null',
    'find . -maxdepth 0 -exec git push \\;',
    'set -- git push; "$@"',
    'a=(git push); "${a[@]}"',
    'trap "git push" EXIT',
    'shopt -s expand_aliases\nalias g="git push"\ng',
    'npm install left',
    'npm i left',
    'cd . && npm i left',
  ),
);

/** What surrounds a command. Each here-document ends with a word of its own. */
const around: readonly ((c: string) => string)[] = [
  (c) => `( ${c} )`,
  (c) => `{ ${c}; }`,
  (c) => `{ ${c}\n}`,
  (c) => `! ${c}`,
  (c) => `time ${c}`,
  (c) => `if ${c}; then true; fi`,
  (c) => `if true; then ${c}; fi`,
  (c) => `if false; then true; else ${c}; fi`,
  (c) => `while ${c}; do break; done`,
  (c) => `until ! ${c}; do break; done`,
  (c) => `for i in 1 2; do ${c}; done`,
  (c) => `for ((i=0;i<1;i++)); do ${c}; done`,
  (c) => `case x in x) ${c} ;; esac`,
  (c) => `case x in y) ;; *) ${c} ;& esac`,
  (c) => `f() { ${c}; }; f`,
  (c) => `function f { ${c}; }\nf`,
  (c) => `echo $(${c})`,
  (c) => `echo "$(${c})"`,
  (c) => `echo \`${c.replace(/[\\`$]/g, '\\$&')}\``,
  (c) => `x=$(${c})`,
  (c) => `: \${z:-$(${c})}`,
  (c) => `: \${z:=$(${c})}`,
  (c) => `: $(( 1 + $(${c}; echo 1) ))`,
  (c) => `[[ -n $(${c}) ]]`,
  (c) => `[ -z "$(${c})" ]`,
  (c) => `cat <(${c})`,
  (c) => `true > >(${c})\nsleep 0.05`,
  (c) => `cat <<E${c.length}\n$(${c})\nE${c.length}`,
  (c) => `cat <<< "$(${c})"`,
  (c) => `${c} | cat`,
  (c) => `true | ${c}`,
  (c) => `${c} &\nwait`,
  (c) => `true && ${c}`,
  (c) => `false || ${c}`,
  (c) => `${c}; true`,
  (c) => `# x\n${c}`,
  (c) => `coproc { ${c}; }\nwait`,
  (c) => `a[$(${c}; echo 0)]=1`,
  (c) => `a=(x $(${c}))`,
  (c) => `eval ${word(c)}`,
  (c) => `bash -c ${word(c)}`,
  (c) => `sh -ec ${word(c)}`,
  (c) => `echo ${word(c)} | bash`,
  (c) => `bash <<< ${word(c)}`,
  (c) => `bash <<'E${c.length}'\n${c}\nE${c.length}`,
  (c) => `bash -s <<-'E${c.length}'\n\t${c}\n\tE${c.length}`,
  (c) => `x=${word(c)}; eval "$x"`,
  (c) => `x=${word(c)}; bash -c "$x"`,
  (c) => `trap ${word(c)} EXIT`,
  (c) => `env A=1 bash -c ${word(c)}`,
  (c) => `env -S ${word(`bash -c ${word(c)}`)}`,
  (c) => `xargs -I{} bash -c ${word(c)} <<< x`,
  (c) => `find . -maxdepth 0 -exec bash -c ${word(c)} \\;`,
  (c) => `x=${word(`a[$(${c}; echo 0)]`)}; : $((x))`,
  (c) => `x=${word(`$(${c})`)}; : "\${x@P}"`,
  (c) => `test -v ${word(`a[$(${c}; echo 0)]`)}`,
  (c) => `[[ ${word(`a[$(${c}; echo 0)]`)} -eq 0 ]]`,
  (c) => `set -e; cd .; ${c}`,
  (c) => `source /dev/stdin <<< ${word(c)}`,
  (c) => `echo ${word(c)} > s.sh; bash s.sh`,
];

/** What is put in, or stands in the place of something. */
const signs = [
  ...[
    '\\',
    '"',
    "'",
    '$',
    '`',
    '(',
    ')',
    '{',
    '}',
    '<',
    '>',
    '&',
    '|',
    ';',
    '\n',
    ' ',
    '#',
    '!',
    '-',
    '=',
    '+',
    '[',
    ']',
  ],
  ...[
    '2>&-',
    '<<E\n',
    "$'",
    '$"',
    '$(',
    '${',
    '))',
    '((',
    ';;',
    '&&',
    '\\\n',
    '>&',
    '<&',
    '<<<',
    '@(',
    '\t',
    '*',
    '?',
    ',',
  ],
];

const torn = fc.array(fc.record({ at: fc.nat(2 ** 16), sign: fc.constantFrom(...signs), cut: fc.nat(2) }), {
  maxLength: 2,
});

export const scripts: fc.Arbitrary<string> = fc
  .tuple(
    pushing,
    fc.array(fc.constantFrom(...around), { maxLength: 3 }),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, torn),
  )
  .map(([command, wraps, tears]) => {
    const whole = wraps.reduce((inner, wrap) => wrap(inner), command);
    return tears.reduce((text, { at, sign, cut }) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + sign + text.slice(place + cut);
    }, whole);
  });

/** `SHELL_SCRIPTS=20000 FUZZ_SEED=7 npx vitest run test/policies/shell` looks further. */
export const sample = (share: number): readonly string[] =>
  fc.sample(scripts, {
    numRuns: Math.round(Number(process.env.SHELL_SCRIPTS ?? 1000) * share),
    seed: Number(process.env.FUZZ_SEED ?? 1),
  });
