/**
 * Templates: text with `${{ expression }}` in it. Values are inserted once and never looked at again, so a value
 * that holds `${{` stays what it is. A text that is one whole `${{ }}` gives the value itself, with its type.
 * There is no escape; `${{ '${{' }}` writes the two braces.
 */
import type { Json } from '../../schema/json.ts';
import type { Span } from '../../schema/problem.ts';
import { limitString } from './budget.ts';
import { frameOf } from './elaborate/index.ts';
import { expectationFault } from './expect.ts';
import { toText } from './leave.ts';
import { programOf, runIn, toEvaluation } from './program.ts';
import { findEnd } from './scan.ts';
import { shift } from './span.ts';
import type { Check, Checked, Evaluation, Fault, Read, Scope, Type } from './types.ts';

/** An expression in a template; `span` is where it stands in the text, without the braces and spaces around it. */
export interface TemplateExpression {
  readonly expression: string;
  readonly span: Span;
}

export interface Template {
  readonly parts: readonly (string | TemplateExpression)[];
  /** The text is one `${{ }}` and nothing else. */
  readonly whole: boolean;
}

/** Where an expression begins in a text. */
export const OPEN = '${{';
const CLOSE = '}}';

/** Takes a text apart; never evaluates anything. A text without `${{` is one part, itself. */
export function parseTemplate(text: string): Template | { readonly faults: readonly Fault[] } {
  const parts: (string | TemplateExpression)[] = [];
  const faults: Fault[] = [];
  let at = 0;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
    if (open > at) parts.push(text.slice(at, open));
    const start = open + OPEN.length;
    const end = findEnd(text, start);
    if (end === undefined) {
      faults.push(unclosed(text, open));
      return { faults };
    }
    at = end + CLOSE.length;
    const inside = text.slice(start, end);
    const expression = inside.trim();
    if (expression === '') {
      faults.push({
        code: 'template',
        span: { start: open, end: at },
        message: `there is no expression in \`\${{ }}\``,
      });
    }
    const from = start + inside.length - inside.trimStart().length;
    parts.push({ expression, span: { start: from, end: from + expression.length } });
  }
  if (faults.length > 0) return { faults };
  if (at < text.length || parts.length === 0) parts.push(text.slice(at));
  return { parts, whole: parts.length === 1 && typeof parts[0] !== 'string' };
}

function unclosed(text: string, open: number): Fault {
  const span = { start: open, end: open + OPEN.length };
  const closes = text.indexOf(CLOSE, open) >= 0;
  const help = closes
    ? 'a `}}` in a string or map does not close it: look for a quote or brace that is open'
    : 'write `}}` after the expression';
  return { code: 'template', span, message: `\`\${{\` is not closed`, help };
}

/** Checks a text with its expressions. One without any is a literal. Spans count from the start of the text. */
export function checkTemplate(text: string, scope: Scope, expect?: Type): Check {
  const template = parseTemplate(text);
  if ('faults' in template) return template;
  const reads: Read[] = [];
  const faults: Fault[] = [];
  const parts: Checked[] = [];
  for (const part of template.parts) {
    if (typeof part === 'string') continue;
    const program = programOf(part.expression, scope);
    if ('faults' in program) faults.push(...shift(program.faults, part.span.start));
    else {
      parts.push(program.checked);
      reads.push(...shift(program.checked.reads, part.span.start));
    }
  }
  if (faults.length > 0) return { faults };
  const [only] = parts;
  const checked = template.whole && only ? { ...only, reads } : checkedText(text, parts, reads);
  const fault = expectationFault(checked, { start: 0, end: text.length }, expect);
  if (fault === undefined) return { checked };
  return {
    faults: [
      wasMeantWhole(template)
        ? { ...fault, help: `white space stands round the \`\${{ }}\`, so it is text: a long one goes under \`>-\`` }
        : fault,
    ],
  };
}

/** Text around or between expressions: a string, and a literal when there are none. */
function checkedText(text: string, parts: readonly Checked[], reads: readonly Read[]): Checked {
  if (parts.length === 0) return { type: { kind: 'string', enum: [text] }, reads, closed: [text], literal: text };
  const free = parts.some(({ type }) => type.kind === 'string' && type.freeText);
  return { type: { kind: 'string', ...(free && { freeText: true }) }, reads };
}

/** Only white space around one expression: a block scalar that keeps its line break. */
function wasMeantWhole({ parts }: Template): boolean {
  const texts = parts.filter((part) => typeof part === 'string');
  return parts.length === texts.length + 1 && texts.length > 0 && texts.every((part) => part.trim() === '');
}

/** Renders a text with the values of its scope: its own value when it is one whole `${{ }}`. Never throws. */
export function renderTemplate(text: string, scope: Scope, values: Readonly<Record<string, unknown>>): Evaluation {
  return prepareTemplate(text, scope)(values);
}

/** A text that is ready to be rendered again and again: taken apart once, otherwise the same. */
export function prepareTemplate(text: string, scope: Scope): (values: Readonly<Record<string, unknown>>) => Evaluation {
  const template = parseTemplate(text);
  if ('faults' in template) {
    const fault = template.faults[0]?.message ?? 'this template is faulty';
    return () => ({ fault });
  }
  return (values) => toEvaluation(() => render(template, scope, values));
}

function render({ parts, whole }: Template, scope: Scope, values: Readonly<Record<string, unknown>>): Json | undefined {
  const frame = frameOf(values);
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = runIn(part.expression, scope, frame);
    if (whole) return value;
    text += toText(value, frame);
    limitString(text.length);
  }
  return text;
}
