/** What a patch says, whatever its format. */
export interface ParsedPatch {
  readonly parts: readonly PatchPart[];
  /** There may be more in it than the parts say. */
  readonly problem?: string;
}

/** What a patch does to one file. Without `from` the file is new, without `to` it goes. */
export interface PatchPart {
  readonly from?: string;
  readonly to?: string;
  /** The content after; undefined: it cannot be told. `before` is undefined where there is no file. */
  readonly apply: (before: string | undefined) => string | undefined;
}
