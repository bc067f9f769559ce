/** Colours and signs. Everything that is drawn takes a style, so that a golden test and a dumb terminal get plain text. */
import picocolors from 'picocolors';
import type { LifeState, RunStatus } from '../../runs/view/index.ts';
import { lifeSigns } from '../../runs/view/signs.ts';

type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
  readonly signs: Signs;
}

export interface Signs {
  readonly life: Readonly<Record<LifeState, string>>;
  /** Drawn in turn while something runs. */
  readonly spinner: readonly string[];
  readonly dot: string;
  readonly arrow: string;
}

const unicode: Signs = {
  life: lifeSigns,
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  dot: '·',
  arrow: '→',
};

const ascii: Signs = {
  life: {
    pending: '.',
    asking: '?',
    waiting: 'z',
    running: '*',
    stopping: '~',
    backoff: '@',
    done: '+',
    failed: 'x',
    refused: '!',
    skipped: '-',
    cancelled: '#',
  },
  spinner: ['|', '/', '-', '\\'],
  dot: '-',
  arrow: '->',
};

export function makeStyle(options: { readonly colour: boolean; readonly unicode: boolean }): Style {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(options.colour);
  return { bold, dim, red, green, yellow, cyan, signs: options.unicode ? unicode : ascii };
}

/** The colour of a state: what went well, what needs a person, what went wrong, what does not matter now. */
export function paintOf(style: Style, life: LifeState | RunStatus): Paint {
  switch (life) {
    case 'done':
      return style.green;
    case 'running':
    case 'stopping':
      return style.cyan;
    case 'asking':
    case 'waiting':
    case 'backoff':
      return style.yellow;
    case 'failed':
    case 'refused':
      return style.red;
    case 'pending':
    case 'skipped':
    case 'cancelled':
      return style.dim;
  }
}
