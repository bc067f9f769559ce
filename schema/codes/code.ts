/** One entry of the table of codes. */
export interface Code {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** One paragraph: what it means, why it is an error, what to do. */
  readonly explanation: string;
  /** YAML (1xxx to 3xxx) or what is seen on a terminal. */
  readonly bad: string;
  readonly good: string;
}

export type Codes = Readonly<Record<`OMNI${number}`, Code>>;
