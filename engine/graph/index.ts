/** Drawings of a workflow: see `outline.ts` for what is drawn, the files beside it for how. */
export { toDot } from './dot.ts';
export { toMermaid } from './mermaid.ts';
export { bodiesOf, type Outline, type OutlineState, outlineOf } from './outline.ts';
export { toXstate } from './xstate.ts';
