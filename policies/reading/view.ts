/** Where a path of an agent is, whoever named it and however. */
export interface ResolvedPath {
  /** With every symlink followed: relative to the workspace with `/` (`.` for itself), absolute where it is outside. */
  readonly path: string;
  readonly exists: boolean;
  /** Where the path itself is, when it is a symlink: deleting it deletes this. */
  readonly link?: string;
  /** The file has other names (hard links), so that a change of it changes them, too. */
  readonly isShared?: boolean;
  readonly isFolder?: boolean;
  /** A folder that the workspace is in. */
  readonly isAround?: boolean;
}

/** What reading a tool call may ask about the workspace. */
export interface WorkspaceView {
  /** Where a path is now; `~/` is the home folder. Rejects where that cannot be said. */
  resolve(path: string): Promise<ResolvedPath>;
  /** A text file of the workspace; undefined where there is none, or it is none that is read whole. */
  read(path: string): Promise<string | undefined>;
  /** The names in a folder of the workspace; undefined where there is none, and for a symlink to one. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** In hex, over UTF-8. */
  sha256(text: string): string;
}
