/** Where a YAML text can be changed by its structure: each key with its value, each item, each text. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments } from 'yaml';

/** Offsets are those of the text as it was read. */
export interface Site {
  readonly start: number;
  readonly end: number;
  /** The key, where the site is a pair of a map. */
  readonly key?: { readonly start: number; readonly end: number; readonly text: string };
  readonly value: { readonly start: number; readonly end: number; readonly json: string };
  /** Inside { } or [ ]. */
  readonly flow: boolean;
  /** The column at which the pair or the dash of the item stands. */
  readonly indent: number;
  /** The text of a value that is one. */
  readonly words?: string;
}

export function findSites(text: string): readonly Site[] {
  const sites: Site[] = [];
  for (const document of parseAllDocuments(text)) collect(text, document.contents, sites);
  return sites;
}

function collect(text: string, node: unknown, sites: Site[]): void {
  if (isMap(node)) {
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      sites.push(siteOf(text, pair.value, node.flow === true, pair.key));
      collect(text, pair.value, sites);
    }
  } else if (isSeq(node)) {
    for (const item of node.items as Node[]) {
      sites.push(siteOf(text, item, node.flow === true));
      collect(text, item, sites);
    }
  }
}

function siteOf(text: string, node: Node | null, flow: boolean, key?: Node): Site {
  const [keyStart, keyEnd] = key?.range ?? [0, 0];
  const [start, until] = node?.range ?? [keyEnd, keyEnd];
  // A text of several lines ends with the line break after it.
  const end = start + text.slice(start, until).trimEnd().length;
  const begin = key === undefined ? (flow ? start : text.lastIndexOf('-', start - 1)) : keyStart;
  return {
    start: begin,
    end,
    ...(key === undefined ? {} : { key: { start: keyStart, end: keyEnd, text: text.slice(keyStart, keyEnd) } }),
    value: { start, end, json: JSON.stringify(node?.toJSON() ?? null) },
    flow,
    indent: begin - (text.lastIndexOf('\n', begin - 1) + 1),
    ...(isScalar(node) && typeof node.value === 'string' ? { words: node.value } : {}),
  };
}
