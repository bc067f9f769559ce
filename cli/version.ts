/** The version of this package, as it is journaled with every run. A test compares it with package.json. */
export const version = '0.1.0';

/** The oldest Node that omni runs on. A test compares it with package.json. */
export const nodeFloor = '20.19';
