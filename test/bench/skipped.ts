/** A case that cannot be measured on this machine: no failure, but said. */
export class Skipped extends Error {}
