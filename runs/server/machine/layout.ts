/**
 * Where each step of a drawing stands. A body is laid out by itself, the innermost first: what runs below a step is a
 * box of a known size when the step's own body is laid out. Lengths are pixels.
 */
import { Graph, layout } from '@dagrejs/dagre';
import type { Workflow } from '../../../engine/compile/workflow.ts';
import { type Outline, type OutlineState, outlineOf } from '../../../engine/graph/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface LaidBody extends Size {
  /** The centres of where it begins and ends; it has no end where every way is a failure. */
  readonly start: Point;
  readonly end?: Point;
  readonly boxes: readonly Box[];
  readonly arrows: readonly LaidArrow[];
}

/** A step; `x` and `y` are its upper left corner. */
export interface Box extends Point, Size {
  readonly state: OutlineState;
  /** What runs below it, side by side, each with its corner in the step's own coordinates. */
  readonly inner: readonly { readonly at: Point; readonly body: LaidBody }[];
}

export interface LaidArrow {
  /** Names of states; absent: where the body begins, or ends. */
  readonly from?: string;
  readonly to?: string;
  readonly points: readonly Point[];
  /** It is taken only when the step does not end well. */
  readonly aside: boolean;
  /** The outcomes that it is taken on, and where to say so. */
  readonly label?: { readonly text: string; readonly at: Point };
}

/** A body of more is a list, not a picture; and it would take seconds. */
const mostStates = 120;

/** Undefined for a workflow too large to be drawn. */
export function layOut(workflow: Workflow): LaidBody | undefined {
  const root = outlineOf(workflow);
  return count(root) > mostStates ? undefined : layOutBody(root);
}

function count({ states }: Outline): number {
  return states.reduce((sum, { bodies }) => sum + 1 + bodies.reduce((all, body) => all + count(body), 0), 0);
}

/** No state has one of these names. */
const start = ' start';
const end = ' end';
export const dot = 12;
export const heading = 44;
const padding = 14;
const margin = 6;
/** Between two bodies side by side. */
const gap = 14;

function layOutBody(body: Outline): LaidBody {
  const graph: Dagre = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 26, edgesep: 18 });
  const ways = arrowsOf(body);
  const points = ways.some(({ to }) => to === end) ? [start, end] : [start];
  for (const name of points) graph.setNode(name, { width: dot, height: dot });
  const inner = new Map(body.states.map(({ name, bodies }) => [name, bodies.map(layOutBody)]));
  for (const state of body.states) graph.setNode(state.name, { ...sizeOf(state, inner.get(state.name) ?? []) });
  for (const { from, to, text, aside } of ways) {
    const size = text === '' ? {} : { width: widthOf(text, 6), height: 16, labelpos: 'c' };
    graph.setEdge(from, to, { from, to, text, aside, ...size });
  }
  layout(graph);

  const arrows = graph.edges().map((edge) => graph.edge(edge));
  const names = [...points, ...body.states.map(({ name }) => name)];
  // Dagre measures its nodes only, and an arrow may go round them.
  const labels = arrows.filter(({ text }) => text !== '').map(({ x, y, text }) => ({ x, y, width: widthOf(text, 6) }));
  const { left, top, width, height } = boundsOf([
    ...names.map((name) => graph.node(name)),
    ...arrows.flatMap(({ points }) => points),
    ...labels,
  ]);
  const move = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });

  return {
    width,
    height,
    start: move(graph.node(start)),
    ...(points.includes(end) && { end: move(graph.node(end)) }),
    boxes: body.states.map((state) => {
      const { x, y, width, height } = graph.node(state.name);
      const corner = move({ x: x - width / 2, y: y - height / 2 });
      return { state, ...corner, width, height, inner: putSideBySide(inner.get(state.name) ?? [], width) };
    }),
    arrows: arrows.map(({ from, to, points, text, aside, x, y }) => ({
      ...(from !== start && { from }),
      ...(to !== end && { to }),
      points: points.map(move),
      aside,
      ...(text !== '' && { label: { text, at: move({ x, y }) } }),
    })),
  };
}

/** What holds all of these by their centres, with a margin. */
function boundsOf(things: readonly (Point & Partial<Size>)[]) {
  const left = Math.min(...things.map(({ x, width = 0 }) => x - width / 2)) - margin;
  const right = Math.max(...things.map(({ x, width = 0 }) => x + width / 2)) + margin;
  const top = Math.min(...things.map(({ y, height = 0 }) => y - height / 2)) - margin;
  const bottom = Math.max(...things.map(({ y, height = 0 }) => y + height / 2)) + margin;
  return { left, top, width: right - left, height: bottom - top };
}

/** The bodies of one step in the middle of its box. */
function putSideBySide(bodies: readonly LaidBody[], width: number): Box['inner'] {
  let x = (width - widthOfAll(bodies)) / 2;
  return bodies.map((body) => {
    const at = { x, y: heading };
    x += body.width + gap;
    return { at, body };
  });
}

const widthOfAll = (bodies: readonly LaidBody[]): number =>
  bodies.reduce((sum, { width }) => sum + width, gap * (bodies.length - 1));

function sizeOf({ title, what, step }: OutlineState, inner: readonly LaidBody[]): Size {
  const text = Math.max(widthOf(shorten(title), 8.3), widthOf(shorten(subtitleOf(what, step.agents)), 6.4)) + 50;
  if (inner.length === 0) return { width: Math.max(110, text), height: heading };
  const height = Math.max(...inner.map((body) => body.height));
  return { width: Math.max(text, widthOfAll(inner) + 2 * padding), height: heading + height + padding };
}

/** Two ways to one target are one arrow. */
function arrowsOf({ first, states }: Outline): readonly ArrowLabel[] {
  const arrows = new Map<string, { from: string; to: string; whens: string[] }>();
  const add = (from: string, to = end, when = ''): void => {
    const key = `${from} ${to}`;
    const arrow = arrows.get(key) ?? { from, to, whens: [] };
    arrows.set(key, arrow);
    arrow.whens.push(when);
  };
  add(start, first);
  for (const { name, arrows: own } of states) for (const { to, when } of own) add(name, to, when);
  return [...arrows.values()].map(({ from, to, whens }) => {
    // That a step ended well goes without saying where it is the only way.
    const text = whens.length === 1 ? whens[0]! : whens.map((when) => when || 'done').join(', ');
    return { from, to, text, aside: !whens.includes('') };
  });
}

interface ArrowLabel {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly aside: boolean;
}

/** What is used of dagre, whose own types lead to files that TypeScript does not find. */
interface Dagre {
  setGraph(options: object): void;
  setNode(name: string, size: Size): void;
  setEdge(from: string, to: string, label: object): void;
  node(name: string): Point & Size;
  edges(): readonly object[];
  edge(edge: object): ArrowLabel & Point & { readonly points: readonly Point[] };
}

export const subtitleOf = (what: string, agents: readonly string[]): string =>
  [what, agents.join(', ')].filter(Boolean).join(' · ');

const longest = 34;
export const shorten = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);

const widthOf = (text: string, each: number): number => Math.ceil(text.length * each);
