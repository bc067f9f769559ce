/** What reading a tool call may ask about the workspace. */
export interface WorkspaceView {
  /**
   * Where a path is now: relative to the workspace with `/`, every symlink followed, by the names that the file system
   * keeps; absolute outside. `~/` is the home folder. `link`: where the path itself is, when it is a symlink.
   * `isShared`: the file has other names. `isFolder`: what the path leads to is one. `isAround`: a folder that the workspace is in. Rejects where that cannot be
   * said.
   */
  resolve(path: string): Promise<{
    readonly path: string;
    readonly exists: boolean;
    readonly link?: string;
    readonly isShared?: boolean;
    readonly isFolder?: boolean;
    readonly isAround?: boolean;
  }>;
  /** A text file of the workspace; undefined where there is none, or it is none that is read whole. */
  read(path: string): Promise<string | undefined>;
  /** The names in a folder of the workspace; undefined where there is none, and for a symlink to one. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** In hex, over UTF-8. */
  sha256(text: string): string;
}
