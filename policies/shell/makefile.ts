/** Makefiles of the plain kind: rules, recipes and variables that are constant. Of others nothing is said. */

export interface Rule {
  readonly needs: readonly string[];
  /** As a shell is given them. */
  readonly recipe: readonly string[];
}

export interface Makefile {
  readonly rules: ReadonlyMap<string, Rule>;
  /** What is made where no target is named. */
  readonly first: string | undefined;
}

const assignment = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*(\?=|::?=|\+=|=)\s*(.*)$/;

/** undefined: it has what is not read: conditions, includes, functions, patterns. */
export function parseMakefile(text: string): Makefile | undefined {
  const variables = new Map<string, string>();
  const rules = new Map<string, { needs: string[]; recipe: string[] }>();
  let first: string | undefined;
  let targets: readonly string[] = [];
  for (const line of text.replace(/\\\n[ \t]*/g, ' ').split('\n')) {
    if (line.startsWith('\t')) {
      for (const target of targets) rules.get(target)?.recipe.push(line.slice(1));
      continue;
    }
    const bare = line.replace(/(^|\s)#.*$/, '').trimEnd();
    if (bare === '') continue;
    const assigned = assignment.exec(bare);
    const [, name = '', operator = '', raw = ''] = assigned ?? [];
    if (assigned !== null) {
      // These say which shell runs the recipes, and how.
      const value = expandAll(raw, variables);
      if (
        value === undefined ||
        /^(?:SHELL|MAKEFLAGS|MAKEFILES|\.SHELLFLAGS|\.RECIPEPREFIX|PATH|VPATH)$/.test(name) ||
        /^export/.test(bare)
      )
        return undefined;
      const before = variables.get(name);
      if (operator === '+=' && before !== undefined) variables.set(name, `${before} ${value}`);
      else if (operator !== '?=' || before === undefined) variables.set(name, value);
      continue;
    }
    const rule = /^([^:=#]+):(?![:=])([^=;|]*)$/.exec(bare);
    const heads =
      rule === null
        ? undefined
        : expandAll(rule[1] ?? '', variables)
            ?.trim()
            .split(/\s+/);
    const needs = rule === null ? undefined : expandAll(rule[2] ?? '', variables)?.trim();
    if (heads === undefined || needs === undefined || /[%*?]/.test(`${heads.join(' ')}${needs}`)) return undefined;
    if (heads.some((head) => /^\.(?!PHONY$|DEFAULT_GOAL$|SILENT$|SUFFIXES$)[A-Z]/.test(head))) return undefined;
    if (heads.some((head) => /^\.[A-Z]/.test(head))) {
      targets = [];
      continue;
    }
    targets = heads;
    first ??= heads[0];
    for (const head of heads) {
      const before = rules.get(head) ?? { needs: [], recipe: [] };
      before.needs.push(...(needs === '' ? [] : needs.split(/\s+/)));
      rules.set(head, before);
    }
  }
  return finish(rules, variables, first);
}

function finish(
  rules: ReadonlyMap<string, Rule>,
  variables: ReadonlyMap<string, string>,
  first: string | undefined,
): Makefile | undefined {
  const finished = new Map<string, Rule>();
  for (const [target, { needs, recipe }] of rules) {
    const own = new Map([...variables, ['@', target], ['<', needs[0] ?? ''], ['^', needs.join(' ')], ['MAKE', 'make']]);
    const lines = recipe.map((line) => expandAll(line.replace(/^[@+-]+/, '').trim(), own));
    if (!lines.every((line): line is string => line !== undefined)) return undefined;
    finished.set(target, { needs, recipe: lines.filter((line) => line !== '') });
  }
  return { rules: finished, first };
}

/** `$(X)` and `$@` by their values, `$$` as one; undefined: there is more, or a value is not known. */
function expandAll(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  let certain = true;
  const expanded = text.replace(
    /\$(?:\(([^()\s]+)\)|\{([^{}\s]+)\}|(\$)|([@<^])|(.?))/g,
    (_, one, two, dollar, sign) => {
      if (dollar !== undefined) return '$';
      const value = variables.get(one ?? two ?? sign ?? '');
      certain &&= value !== undefined;
      return value ?? '';
    },
  );
  return certain ? expanded : undefined;
}
