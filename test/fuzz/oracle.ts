/**
 * What must hold for any text whatsoever: `validate`, `plan` and `graph` say what is wrong with it and where, or take
 * it; and they come to that without a crash.
 */
import { loadSimulation } from '../../agents/simulate/index.ts';
import { readBuiltins } from '../../cli/builtins.ts';
import { sayValid } from '../../cli/documents.ts';
import { findUnkept } from '../../cli/harnesses.ts';
import { renderPlan } from '../../cli/render/plan.ts';
import { describePlan } from '../../cli/render/plan-json.ts';
import { makeStyle } from '../../cli/render/style.ts';
import { compile } from '../../engine/compile/index.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { toMermaid, toXstate } from '../../engine/graph/index.ts';
import { codes } from '../../schema/codes.ts';
import { loadDocuments } from '../../schema/documents.ts';
import { checkInputs } from '../../schema/inputs.ts';
import type { Issue } from '../../schema/issue.ts';
import { type Loaded, loadProject } from '../../schema/load.ts';
import { renderIssues } from '../../schema/render.ts';
import { makeSource, type Source } from '../../schema/source.ts';
import { projectOf, readerWith, type Seed } from './corpus.ts';

/** How far a document came. */
export type Reached = 'refused' | 'loaded' | 'compiled' | 'simulation';

const options = readBuiltins();
const style = makeStyle({ colour: false, unicode: true });

class Broken extends Error {}
function hold(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Broken(what());
}

/** @throws whatever is wrong with how `text` was taken in the place of the seed. */
export function judge(seed: Seed, text: string): Reached {
  const reached = seed.as === 'simulation' ? judgeSimulation(seed.file, text) : judgeProject(seed, seed.as.entry, text);
  hold(Object.keys(Object.prototype).length === 0, () => 'it wrote on the prototype of all objects');
  return reached;
}

function judgeSimulation(file: string, text: string): Reached {
  const { simulation, issues } = loadSimulation(text, file);
  judgeIssues(issues, [makeSource(file, text)]);
  hold((simulation === undefined) === issues.length > 0, () => 'neither a simulation nor an issue, or both');
  return simulation === undefined ? 'refused' : 'simulation';
}

function judgeProject({ file }: Seed, entry: string, text: string): Reached {
  const project = projectOf(file);
  const loaded = loadProject(entry, readerWith({ file, text }), { ...options, ...(project && { project }) });
  const { spec, issues, sources } = loaded;
  if (entry !== file) judgeAlone(file, text);
  judgeIssues(issues, sources);
  const isRefused = issues.some(({ severity }) => severity === 'error');
  hold((spec === undefined) === isRefused, () => 'neither a spec nor an error, or both');
  if (spec === undefined) return 'refused';
  const compiled = compile(spec);
  // A run pins the spec as JSON, and is continued with what that compiles to.
  const again = compile(JSON.parse(JSON.stringify(spec)));
  hold(JSON.stringify(compiled) === JSON.stringify(again), () => 'the pinned spec compiles to something else');
  if ('problems' in compiled) {
    hold(compiled.problems.length > 0, () => 'neither a workflow nor a problem');
    judgeIssues(
      compiled.problems.map((problem) => loaded.locate(problem)),
      sources,
    );
    return 'loaded';
  }
  judgeWorkflow(compiled.workflow, entry, loaded);
  return 'compiled';
}

/** What no workflow uses may still stand by itself. */
function judgeAlone(file: string, text: string): void {
  const alone = loadDocuments(file, readerWith({ file, text }), options);
  if (alone === undefined) return;
  judgeIssues(alone.issues, alone.sources);
  hold((alone.documents === undefined) === alone.issues.length > 0, () => 'neither documents nor an issue, or both');
  for (const document of alone.documents ?? []) judgeShown(sayValid(document));
}

function judgeWorkflow(workflow: Workflow, file: string, { origin }: Loaded): void {
  const given = checkInputs(workflow.spec.workflow.inputs, { goal: 'x', gaol: '1' });
  for (const problem of 'problems' in given ? given.problems : []) judgeWords(problem.message, problem.help);
  const defaults = checkInputs(workflow.spec.workflow.inputs, {});
  const inputs = 'inputs' in defaults ? defaults.inputs : {};
  for (const problem of findUnkept(workflow, undefined)) judgeWords(problem.message, problem.help);
  const options = { file, inputs, origin, style, columns: 80, repository: '.' };
  judgeShown(renderPlan(workflow, options).join('\n'));
  judgeShown(toMermaid(workflow));
  hold(JSON.stringify(describePlan(workflow, options)) !== undefined, () => 'the plan is no JSON');
  hold(JSON.stringify(toXstate(workflow)) !== undefined, () => 'the machine is no JSON');
}

function judgeIssues(issues: readonly Issue[], sources: readonly Source[]): void {
  for (const { code, file, line, column, endLine, endColumn, message, help } of issues) {
    hold(Object.hasOwn(codes, code), () => `there is no code ${code}`);
    hold(message.length < 1000 && (help?.length ?? 0) < 5000, () => `it says too much: ${message}`);
    judgeWords(message, help);
    const source = sources.find((one) => one.file === file);
    hold(source !== undefined, () => `${code} stands in ${file}, which was not read`);
    const offset = (at: number, columns: number): number => {
      const start = source.lineStarts[at - 1];
      const end = (source.lineStarts[at] ?? source.text.length + 1) - 1;
      hold(start !== undefined, () => `${code} stands on line ${at} of ${source.lineStarts.length}`);
      hold(columns >= 1 && start + columns - 1 <= end, () => `${code} stands at ${at}:${columns}, past its line`);
      return start + columns - 1;
    };
    hold(
      offset(line, column) <= offset(endLine, endColumn),
      () => `${code} at ${line}:${column} ends before it begins`,
    );
  }
  judgeShown(renderIssues(issues, sources), sources.map(({ text }) => text).join('\n'));
}

/** What only a fault of ours says. */
const ours =
  /\bundefined\b|\[object |\bNaN\b|\n\s+at |node_modules|file:\/\/|Cannot read prop|is not (?:a function|iterable|defined)|call stack|Invalid regular/;

function judgeWords(...texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    hold(text?.trim() !== '', () => 'it says nothing');
    hold(!ours.test(text ?? ''), () => `it speaks of itself: ${text}`);
  }
}

/** Nothing of a document may move the cursor of a terminal, or turn the text around it. */
function judgeShown(text: string, documents = ''): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
  const found = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(text);
  hold(found === null, () => `it shows U+${found?.[0].charCodeAt(0).toString(16)} raw: ${JSON.stringify(text)}`);
  // A frame shows the document's own words, and those may be any.
  const said = ours.exec(text)?.[0];
  hold(said === undefined || documents.includes(said), () => `it shows ${said}: ${text}`);
}
