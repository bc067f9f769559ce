/** What the reading of a shell script says, and what it may know beforehand. */
import type { OpaqueKind } from '../../schema/policy.ts';
import type { Command } from '../words.ts';

export interface Opaque {
  readonly kind: OpaqueKind;
  /** In words for a person: a clause that begins in lower case, without a full stop. */
  readonly why: string;
}

/** What a command does to a file, its path as written, without quotes. */
export interface ShellFile {
  readonly path: string;
  readonly op: 'read' | 'write' | 'delete';
  /** Where a relative path begins, after a `cd`: itself relative to where the script starts, or absolute. Absent: where the script starts. */
  readonly dir?: string;
  /** If it is a folder, the same holds of everything in it. */
  readonly tree?: boolean;
}

export interface ShellReading {
  /** Everything that may run: of every branch, function body, alias and script that was read. */
  readonly commands: readonly Command[];
  /** Packages by name, without their version. */
  readonly installs: readonly string[];
  /** In lower case, without port. */
  readonly hosts: readonly string[];
  readonly files: readonly ShellFile[];
  /** Scripts and manifests that were read through `files`. If what a path of `files` with op `write` resolves to is among them, then the call rewrites what it runs. */
  readonly scripts: readonly string[];
  /** Scripts and manifests that `files` did not know: while the lookup can learn them, read again. */
  readonly wanted: readonly string[];
  /** Empty: all of the above is certain and complete. */
  readonly opaque: readonly Opaque[];
}

export interface ShellOptions {
  /** Whether the script ends where a command fails, as under `bash -e`. */
  readonly strict?: boolean;
  /** Variables known to be set to these values. */
  readonly env?: Readonly<Record<string, string>>;
  /** The text of a script of the workspace, by its path as the script names it (joined with the directory of a `cd`). */
  readonly files?: (path: string) => string | undefined;
}
