/**
 * `glob(pattern, path)`: whether a path lies where the pattern says. A pattern becomes an RE2 program, so it takes
 * time linear in the path. `*` and `?` stay within one segment, `**` spans segments, `[a-z]` and `[!a-z]` are one
 * character, `{a,b}` is a choice, `\` takes the next character as it is. Names that begin with a dot match as others
 * do: a rule that guards `src/**` guards `src/.env`. The path is resolved first, so `docs/../src/x` lies in `src`.
 */
import { RE2JS } from 're2js';
import type { Budget } from './budget.ts';
import { EvaluationFault } from './fault.ts';
import { limitPattern, remember } from './pattern.ts';

const programOf = remember((glob) => {
  limitPattern(glob);
  const pattern = translate(glob);
  try {
    return RE2JS.compile(`(?s)${pattern}`);
  } catch {
    throw new EvaluationFault(`${JSON.stringify(glob)} is not a glob`);
  }
});

/** Whether `path`, resolved, lies where `glob` says. Faults when a bracket or brace of the glob is not closed. */
export function matchesGlob(glob: string, path: string, budget: Budget): boolean {
  return programOf(glob, path, budget).testExact(resolvePath(path));
}

/** `./a//b/../c` is `a/c`. What climbs out of its root keeps its leading `..`; an absolute path stays absolute. */
function resolvePath(path: string): string {
  const absolute = path.startsWith('/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (!absolute) segments.push(segment);
  }
  return (absolute ? '/' : '') + segments.join('/');
}

const TOKEN = /\*\*\/|\*+|\[[!^]?\]?[^\]/]*\]|\\.|./gs;

function translate(glob: string): string {
  let open = 0;
  const pattern = glob.replace(TOKEN, (token: string, at: number) => {
    const beginsSegment = at === 0 || '/{,'.includes(glob.charAt(at - 1));
    if (token === '**/') return beginsSegment ? '(?:[^/]+/)*' : '.*/';
    if (token.startsWith('*')) return token === '*' ? '[^/]*' : '.*';
    if (token === '?') return '[^/]';
    if (token === '[') return unclosed(token);
    if (token.startsWith('[')) return translateSet(token.slice(1, -1));
    if (token === '{') {
      open++;
      return '(?:';
    }
    if (open > 0 && token === ',') return '|';
    if (open > 0 && token === '}') {
      open--;
      return ')';
    }
    return RE2JS.quote(token.length > 1 ? token.slice(1) : token);
  });
  return open > 0 ? unclosed('{') : pattern;
}

/** The inside of brackets: a set of characters, negated by `!` or `^`; it never matches a slash. */
function translateSet(inside: string): string {
  const negated = /^[!^]/.test(inside);
  const members = (negated ? inside.slice(1) : inside).replace(/[\\[\]^]/g, '\\$&');
  return `[${negated ? '^/' : ''}${members}]`;
}

function unclosed(bracket: string): never {
  throw new EvaluationFault(`a ${JSON.stringify(bracket)} of this glob is not closed`);
}
