/** Tool calls as expressions read them: what could not be read with certainty is a fault, and never less than it is. */
import type { PolicySpec } from '../../schema/policy.ts';
import { EvaluationFault } from '../expressions/fault.ts';
import type { ToolCall } from '../words.ts';

/** The call as expressions read it. `call` is asked anew for each member. */
export function toolView({ opaque }: PolicySpec, call: () => ToolCall | undefined): object {
  const tool = () => {
    const found = call();
    if (found) return found;
    throw new EvaluationFault('there is no tool call here');
  };
  /** What was read, where it is all there is. */
  const certain = () => {
    const { reading } = tool();
    if (reading.opaque.length === 0) return reading;
    const reasons = reading.opaque.filter(({ kind }) => opaque === undefined || opaque.includes(kind));
    if (reasons.length === 0) return reading;
    throw new EvaluationFault(`this call cannot be read with certainty: ${tell(reasons)}`);
  };
  return {
    get kind() {
      return tool().kind;
    },
    get name() {
      return tool().name;
    },
    get digest() {
      return tool().digest;
    },
    get input() {
      return tool().input;
    },
    get files() {
      return certain().files;
    },
    get commands() {
      return certain().commands;
    },
    get installs() {
      return certain().installs;
    },
    get hosts() {
      return certain().hosts;
    },
    get opaque() {
      return [...new Set(tool().reading.opaque.map(({ kind }) => kind))];
    },
    get ok() {
      return tool().ok;
    },
  };
}

const TOLD_REASONS = 3;
const TOLD_LENGTH = 120;

function tell(reasons: ToolCall['reading']['opaque']): string {
  const told = reasons.slice(0, TOLD_REASONS).map(({ kind, why }) => {
    const text = why.length > TOLD_LENGTH ? `${why.slice(0, TOLD_LENGTH)}…` : why;
    return `${text} (${kind})`;
  });
  const more = reasons.length - told.length;
  return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
