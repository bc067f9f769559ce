/** What agents wrote: the diffs that steps left, and what stands in a workspace. */
import { Type } from 'typebox';
import { Address, Count, closed, Flag, list, Moment, oneOf, optional, Seq, Text } from './parts.ts';

const DiffFile = closed({
  index: Type.Integer({ minimum: 0, description: 'Its place in the diff.' }),
  path: Text,
  from: optional(Text),
  op: oneOf(['create', 'edit', 'delete', 'rename', 'copy']),
  added: Count,
  removed: Count,
  binary: Flag,
  oldMode: optional(Text),
  newMode: optional(Text),
  lines: Count,
  cut: optional(
    Type.Literal(true, { description: 'The diff was cut in this file or before it: lines of it are missing, or all.' }),
  ),
});

export const DiffSteps = closed(
  {
    steps: list(
      closed({
        address: Address,
        agent: optional(Text),
        title: optional(Text),
        rounds: list(
          closed({
            seq: Seq,
            at: Moment,
            attempt: optional(Count),
            branch: optional(Text),
            commit: optional(Text),
            added: Count,
            removed: Count,
            files: Count,
          }),
        ),
      }),
    ),
  },
  'Steps that left a diff, the newest first, and the rounds of each.',
);

export const ParsedDiff = closed(
  { files: list(DiffFile), cut: Flag, problem: optional(Text) },
  'What a diff is about, without its lines.',
);

export const DiffFileQuery = closed({
  from: optional(Type.Integer({ minimum: 0, default: 0, description: 'The first line, counted from 0.' })),
  limit: optional(Type.Integer({ minimum: 1, maximum: 5_000, default: 1_000, description: 'How many lines at most.' })),
});

export const DiffFilePage = closed(
  {
    file: DiffFile,
    hunks: list(
      closed({
        oldStart: Count,
        oldLines: Count,
        newStart: Count,
        newLines: Count,
        section: Text,
        skipped: Count,
        lines: list(
          closed({
            type: oneOf(['add', 'remove', 'context']),
            old: optional(Count),
            new: optional(Count),
            text: Text,
            noNewline: optional(Type.Literal(true)),
          }),
        ),
      }),
    ),
    next: optional(Type.Integer({ minimum: 0, description: 'Give it as `from` for the lines that follow.' })),
  },
  'Lines of one file of a diff.',
);

export const Workspaces = closed(
  {
    workspaces: list(
      closed({
        key: Type.String({ description: 'What `changes` and `file` take.' }),
        branch: optional(Text),
        live: Type.Boolean({ description: 'Its worktree is still there: what is not committed is seen too.' }),
      }),
    ),
  },
  'What of a run can be looked at.',
);

export const WorkspaceChanges = closed(
  {
    diff: Type.String({ description: 'A unified diff over what the run began from.' }),
    files: list(
      closed({
        path: Text,
        added: Count,
        removed: Count,
        op: oneOf(['create', 'edit', 'delete']),
        hash: optional(Text),
      }),
    ),
    cut: Type.Boolean({ description: 'There is more than fits.' }),
  },
  'What a workspace has changed.',
);

export const FileQuery = closed({
  path: Type.String({ minLength: 1, maxLength: 4_096, description: 'Relative to the workspace, as git names it.' }),
});

export const WorkspaceFile = closed(
  { path: Text, bytes: Count, binary: Flag, text: optional(Text) },
  'A file of a workspace. What is binary, or too large, has no text.',
);
