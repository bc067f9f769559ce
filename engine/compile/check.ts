/** Checks expressions where they stand in the spec, and collects what is wrong with them by path. */
import {
  type Checked,
  checkCondition,
  checkTemplate,
  type Fault,
  type Read,
  type Type,
  toProblems,
} from '../../policies/expressions/index.ts';
import type { Path, Problem } from '../../schema/problem.ts';
import type { Expr, Scope } from './workflow.ts';

export interface CheckedExpr {
  readonly expr: Expr;
  /** Absent when the text is faulty; the problem is collected already. */
  readonly checked?: Checked;
}

export class Checker {
  readonly problems: Problem[] = [];
  /** Whether some expression reads a member `steps`: of an item perhaps, by whatever name it has been handed on. */
  readsClosedSteps = false;

  add(code: Problem['code'], path: Path, message: string, more: Pick<Problem, 'help' | 'span'> = {}): void {
    this.problems.push({ code, path, message, ...more });
  }

  condition(text: string, path: Path, scope: Scope, unsure: ReadonlySet<string>): CheckedExpr {
    return this.collect('condition', text, path, scope, unsure, checkCondition(text, scope));
  }

  template(text: string, path: Path, scope: Scope, unsure: ReadonlySet<string>, expect?: Type): CheckedExpr {
    return this.collect('template', text, path, scope, unsure, checkTemplate(text, scope, expect));
  }

  private collect(
    form: Expr['form'],
    text: string,
    path: Path,
    scope: Scope,
    unsure: ReadonlySet<string>,
    result: { checked: Checked } | { faults: readonly Fault[] },
  ): CheckedExpr {
    if ('faults' in result) {
      this.problems.push(...toProblems(result.faults, path));
      return { expr: { text, form, scope, reads: [] } };
    }
    const { checked } = result;
    this.refuseUnsureReads(checked.reads, path, unsure);
    if (/[.?"']\s*steps\b/.test(text)) this.readsClosedSteps = true;
    return { expr: { text, form, scope, reads: stepsRead(checked.reads) }, checked };
  }

  /** A step that may have been skipped has a `status` and perhaps no more: reading more needs a test beside it. */
  private refuseUnsureReads(reads: readonly Read[], path: Path, unsure: ReadonlySet<string>): void {
    const tested = new Set<string>();
    for (const read of reads) if (read.tested || read.path[2] === 'status') tested.add(read.path[1] ?? '');
    for (const read of reads) {
      const [root, id, member] = read.path;
      if (root !== 'steps' || id === undefined || member === undefined) continue;
      if (member === 'status' || read.tested || tested.has(id) || !unsure.has(id)) continue;
      this.add('OMNI2008', path, `Step '${id}' may not have run, so it may have no '${member}'.`, {
        span: read.span,
        help: `Test it first: has(steps.${id}.${member}), or steps.${id}.?${member}.orValue(…), or its status.`,
      });
    }
  }
}

function stepsRead(reads: readonly Read[]): readonly string[] {
  const ids = new Set<string>();
  for (const { path } of reads) if (path[0] === 'steps' || path[0] === 'last') ids.add(path[1] ?? '*');
  return [...ids];
}
