/** The machine of a run as SVG: every step in the colour of how it stands, what runs below a step inside it. */
import { lifeSigns } from '../../view/signs.ts';
import { type Html, html } from '../html/html.ts';
import { type Box, dot, heading, type LaidArrow, type LaidBody, type Point, shorten, subtitleOf } from './layout.ts';
import type { Light } from './lights.ts';

type Lights = ReadonlyMap<string, Light>;

export function drawMachine(body: LaidBody, lights: Lights): Html {
  const [width, height] = [Math.ceil(body.width), Math.ceil(body.height)];
  return html`<svg class="drawing" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The state machine of this run">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker></defs>
${drawBody(body, lights)}</svg>`;
}

function drawBody({ start, end, boxes, arrows }: LaidBody, lights: Lights): Html {
  return html`${arrows.map(drawArrow)}
<circle class="point" cx="${start.x}" cy="${start.y}" r="${dot / 2 - 1}"/>
${end && drawEnd(end)}
${boxes.map((box) => drawBox(box, lights))}`;
}

const drawEnd = ({ x, y }: Point): Html =>
  html`<g class="point"><circle class="ring" cx="${x}" cy="${y}" r="${dot / 2}"/><circle cx="${x}" cy="${y}" r="${dot / 4}"/></g>`;

function drawBox({ state, x, y, width, height, inner }: Box, lights: Lights): Html {
  const { title, what, step } = state;
  const { life, frames, over } = lights.get(step.key) ?? { life: 'pending', frames: 0, over: 0 };
  const count = frames > 1 ? `${over}/${frames}` : '';
  const below = inner.map(({ at, body }, index) => {
    const between = index === 0 ? undefined : html`<path class="between" d="M-7 0V${height - heading - 8}"/>`;
    return html`<g transform="translate(${at.x} ${at.y})">${between}${drawBody(body, lights)}</g>`;
  });
  return html`<g class="box is-${life}${inner.length === 0 ? '' : ' group'}" transform="translate(${x} ${y})"><title>${title}: ${life} ${count}</title>
<rect class="face" width="${width}" height="${height}" rx="10"/>
<text class="sign" x="17" y="${heading / 2 + 4.5}">${lifeSigns[life]}</text>
<text class="name" x="32" y="19">${shorten(title)}</text>
<text class="sub" x="32" y="34">${shorten(subtitleOf(what, step.agents))}</text>
<text class="count" x="${width - 10}" y="19">${count}</text>
${below}</g>`;
}

function drawArrow({ points, aside, label }: LaidArrow): Html {
  const text = label && html`<text class="when" x="${label.at.x}" y="${label.at.y + 4}">${label.text}</text>`;
  return html`<path class="arrow${aside ? ' aside' : ''}" d="${curve(points)}" marker-end="url(#head)"/>${text}`;
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
