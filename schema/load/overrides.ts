/**
 * What a command line says of agents for one run: `--agent NAME.KEY=VALUE`. The words are kept as a source of their
 * own, so that what is wrong with them, or follows from them, is told where they stand.
 */
import { checkDocument } from '../check/document.ts';
import type { Path } from '../problem.ts';
import { type Mark, makeSource, type Source } from '../source.ts';
import { helpFor } from '../suggest.ts';
import type { Origin } from './origins.ts';
import type { Report } from './report.ts';

/** What the source of the words is called. */
export const AGENT_OPTION = '--agent';
/** What one run may have otherwise: what runs an agent, and which model it reaches where. */
const KEYS: readonly string[] = ['harness', 'model', 'vendor', 'base_url'];

interface Override {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}
/** A stretch of the source. */
type Stretch = Pick<Mark, 'start' | 'end'>;
type Word = Override & { readonly agent: string; readonly name: Stretch };

export interface Overrides {
  /** One line for each option; absent where there is none. */
  readonly source?: Source;
  /** Of the agent that stands at a path of the spec, in one order whatever theirs was. */
  readonly of: (path: Path) => readonly Override[];
  /** Tells those that are of no agent of the workflow. `used`: the agents of the workflows that its steps use, by file. */
  readonly checkNames: (known: readonly string[], used: Readonly<Record<string, readonly string[]>>) => void;
}

export function readOverrides(given: readonly string[], report: Report): Overrides {
  if (given.length === 0) return { of: () => [], checkNames: () => {} };
  // A line break would begin another option's line.
  const source = makeSource(AGENT_OPTION, given.map((text) => text.replace(/[\r\n]/g, ' ')).join('\n'));
  const tell = (at: Stretch, code: Mark['code'], message: string, help?: string) =>
    report.mark(source, { code, ...at, message, ...(help === undefined ? {} : { help }) });
  const words: Word[] = [];
  for (const [index, text] of given.entries()) {
    const word = readWord(text, source, source.lineStarts[index]!, tell);
    if (word === undefined) continue;
    if (words.some(({ agent, key }) => agent === word.agent && key === word.key))
      tell(word.name, 'OMNI1053', `\`${word.agent}.${word.key}\` is given twice`);
    else words.push(word);
  }
  const sorted = words.sort((one, other) => KEYS.indexOf(one.key) - KEYS.indexOf(other.key));
  return {
    source,
    of: (path) => (path.length === 2 && path[0] === 'agents' ? sorted.filter(({ agent }) => agent === path[1]) : []),
    checkNames: (known, used) => {
      for (const { agent, name } of sorted) {
        if (known.includes(agent)) continue;
        const help = whereUsed(agent, used) ?? helpFor(agent, known);
        tell(name, 'OMNI2011', `there is no agent \`${agent}\` in this workflow`, help);
      }
    },
  };
}

/** An agent of a workflow that a step uses, by its own name or as a run calls it (`STEP/NAME`): not of this one. */
function whereUsed(agent: string, used: Readonly<Record<string, readonly string[]>>): string | undefined {
  const own = agent.slice(agent.lastIndexOf('/') + 1);
  const files = Object.keys(used).filter((file) => used[file]!.includes(own));
  if (files.length > 0) return `\`${own}\` is an agent of ${files.join(' and ')}, which a step uses: change it there`;
  return agent.includes('/') ? 'an agent of a workflow that a step uses is changed in that workflow' : undefined;
}

type Tell = (at: Stretch, code: Mark['code'], message: string, help?: string) => void;

/** Undefined where something was told. */
function readWord(text: string, source: Source, start: number, tell: Tell): Word | undefined {
  const [, agent, key, value] = /^([^.=]+)\.([^=]+)=(.*)$/.exec(text) ?? [];
  if (agent === undefined || key === undefined || value === undefined) {
    tell({ start, end: start + text.length }, 'OMNI1053', 'this is not NAME.KEY=VALUE', EXAMPLE);
    return undefined;
  }
  const keyAt = start + agent.length + 1;
  if (!KEYS.includes(key)) {
    const help = helpFor(key, KEYS);
    tell(
      { start: keyAt, end: keyAt + key.length },
      'OMNI1053',
      `\`${key}\` of an agent cannot be given for one run`,
      help,
    );
    return undefined;
  }
  const at = { start: keyAt + key.length + 1, end: start + text.length };
  const wrong = faultsOf(key, value);
  for (const { code, message, help } of wrong) tell(at, code, message, help);
  const name = { start, end: start + agent.length };
  return wrong.length > 0 ? undefined : { agent, key, value, name, origin: { words: source, ...at } };
}

/** What is wrong with the value in any agent's document. */
const faultsOf = (key: string, value: string) =>
  checkDocument({ apiVersion: 'omni/v1', kind: 'Agent', name: 'any', harness: 'pi', [key]: value });

const EXAMPLE = `for example \`${AGENT_OPTION} writer.harness=codex\``;
