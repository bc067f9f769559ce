/** The machine of a run as SVG: every step in the colour of how it stands, what runs below a step inside it. */
import { lifeSigns } from '../../view/signs.ts';
import { type Html, html } from '../html/html.ts';
import { talkPath } from '../html/words.ts';
import { type Box, dot, heading, type LaidArrow, type LaidBody, type Point, shorten, subtitleOf } from './layout.ts';
import type { Light } from './lights.ts';
import type { Move } from './move.ts';

interface Drawn {
  readonly run: string;
  readonly lights: ReadonlyMap<string, Light>;
  readonly move: Move | undefined;
}

/** `move`: what happened just then, of a run that is shown as it was. */
export function drawMachine(run: string, body: LaidBody, lights: ReadonlyMap<string, Light>, move?: Move): Html {
  const [width, height] = [Math.ceil(body.width), Math.ceil(body.height)];
  return html`<div class="scroll" role="group" tabindex="0" aria-label="The state machine of this run"><svg class="drawing" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>${['head', 'head-just'].map(drawHead)}</defs>
${drawBody(body, { run, lights, move })}</svg></div>`;
}

const drawHead = (id: string): Html =>
  html`<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker>`;

function drawBody({ start, end, boxes, arrows }: LaidBody, drawn: Drawn): Html {
  const taken = arrowTaken(boxes, arrows, drawn.move);
  return html`${arrows.map((arrow) => drawArrow(arrow, arrow === taken))}
<circle class="point" cx="${start.x}" cy="${start.y}" r="${dot / 2 - 1}"/>
${end && drawEnd(end)}
${boxes.map((box) => drawBox(box, drawn))}`;
}

/** The arrow into the step that was entered, from the step before it that ended last. */
function arrowTaken(boxes: LaidBody['boxes'], arrows: readonly LaidArrow[], move: Move | undefined) {
  const to = boxes.find(({ state }) => state.step.key === move?.key)?.state.name;
  if (to === undefined || move?.from === undefined) return undefined;
  const into = arrows.filter((arrow) => arrow.to === to);
  const nameOf = (key: string) => boxes.find(({ state }) => state.step.key === key)?.state.name;
  const before = move.from.map((key) => into.find(({ from }) => from !== undefined && from === nameOf(key)));
  return before.find((arrow) => arrow !== undefined) ?? into.find(({ from }) => from === undefined);
}

const drawEnd = ({ x, y }: Point): Html =>
  html`<g class="point"><circle class="ring" cx="${x}" cy="${y}" r="${dot / 2}"/><circle cx="${x}" cy="${y}" r="${dot / 4}"/></g>`;

function drawBox({ state, x, y, width, height, inner }: Box, drawn: Drawn): Html {
  const { title, what, step } = state;
  const { life, frames, over, address } = drawn.lights.get(step.key) ?? never;
  const count = frames > 1 ? `${over}/${frames}` : '';
  const below = inner.map(({ at, body }, index) => {
    const between = index === 0 ? undefined : html`<path class="between" d="M-7 0V${height - heading - 8}"/>`;
    return html`<g transform="translate(${at.x} ${at.y})">${between}${drawBody(body, drawn)}</g>`;
  });
  const just = drawn.move?.key === step.key ? drawn.move : undefined;
  const told = just && html`, just now: ${just.place} ${just.word}`;
  const halo = just && html`<rect class="halo" x="-4" y="-4" width="${width + 8}" height="${height + 8}" rx="13"/>`;
  const face = html`${halo}<rect class="face" width="${width}" height="${height}" rx="10"/>
<text class="sign" x="17" y="${heading / 2 + 4.5}">${lifeSigns[life]}</text>
<text class="name" x="32" y="19">${shorten(title)}</text>
<text class="sub" x="32" y="34">${shorten(subtitleOf(what, step.agents))}</text>
<text class="count" x="${width - 10}" y="19">${count.length > roomForCount ? `${Math.floor((100 * over) / frames)}%` : count}</text>`;
  const named = html`<title>${title}: ${life} ${count}${told}</title>`;
  const linked = address === '' ? face : html`<a href="${talkPath(drawn.run, address)}">${face}</a>`;
  return html`<g class="box is-${life}${inner.length === 0 ? '' : ' group'}${just ? ' just' : ''}" transform="translate(${x} ${y})">${named}
${linked}
${below}</g>`;
}

/** Characters beside the name; a longer one is told in per cent. */
const roomForCount = 5;

const never: Light = { life: 'pending', frames: 0, over: 0, address: '' };

function drawArrow({ points, aside, label }: LaidArrow, taken: boolean): Html {
  const text = label && html`<text class="when" x="${label.at.x}" y="${label.at.y + 4}">${label.text}</text>`;
  const how = `${aside ? ' aside' : ''}${taken ? ' just' : ''}`;
  return html`<path class="arrow${how}" d="${curve(points)}" marker-end="url(#${taken ? 'head-just' : 'head'})"/>${text}`;
}

/** A smooth line: each inner point bends it, and the line passes halfway between two of them. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (first === undefined || last === undefined) return '';
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    const to = next === undefined ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${write(point)} ${write(to)}`;
  });
  return `M${write(first)}${bends.length === 0 ? `L${write(last)}` : bends.join('')}`;
}

const write = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (length: number): number => Math.round(length * 10) / 10;
