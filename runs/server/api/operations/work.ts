/** What agents did and wrote: transcripts, calls, costs, diffs and workspaces. */
import {
  DiffFilePage,
  DiffFileQuery,
  DiffSteps,
  FileQuery,
  ParsedDiff,
  WorkspaceChanges,
  WorkspaceFile,
  Workspaces,
} from '../schemas/diffs.ts';
import { CallsPage, CallsQuery, Costs, CostsQuery, TranscriptPage, TranscriptQuery } from '../schemas/history.ts';
import { operations } from './operation.ts';
import { OfDiffFile, OfEvent, OfRun, OfStep, OfWorkspace } from './params.ts';

const read = { method: 'GET', tag: 'Work', role: 'view', status: 200, as: 'json', problems: [404] } as const;

export const workOperations = operations({
  showTranscript: {
    ...read,
    path: '/runs/:run/steps/:address/transcript',
    summary: 'Read what a step did and said',
    params: OfStep,
    query: TranscriptQuery,
    answer: TranscriptPage,
  },
  listCalls: {
    ...read,
    path: '/runs/:run/calls',
    summary: 'List calls with what policies said of them',
    params: OfRun,
    query: CallsQuery,
    answer: CallsPage,
  },
  showCosts: {
    ...read,
    path: '/runs/:run/costs',
    summary: 'Show costs over time, by agent, and the limits',
    params: OfRun,
    query: CostsQuery,
    answer: Costs,
  },
  listDiffs: {
    ...read,
    path: '/runs/:run/diffs',
    summary: 'List the steps that left a diff',
    params: OfRun,
    answer: DiffSteps,
  },
  showDiff: {
    ...read,
    path: '/runs/:run/diffs/:seq',
    summary: 'List the files of a diff',
    params: OfEvent,
    answer: ParsedDiff,
  },
  showDiffFile: {
    ...read,
    path: '/runs/:run/diffs/:seq/:file',
    summary: 'Read the lines of one file of a diff',
    params: OfDiffFile,
    query: DiffFileQuery,
    answer: DiffFilePage,
  },
  listWorkspaces: {
    ...read,
    path: '/runs/:run/workspaces',
    summary: 'List the workspaces of a run',
    params: OfRun,
    answer: Workspaces,
    problems: [404, 501],
  },
  showChanges: {
    ...read,
    path: '/runs/:run/workspaces/:key/changes',
    summary: 'Show what a workspace has changed',
    params: OfWorkspace,
    answer: WorkspaceChanges,
    problems: [404, 501],
  },
  showFile: {
    ...read,
    path: '/runs/:run/workspaces/:key/file',
    summary: 'Read a file of a workspace',
    params: OfWorkspace,
    query: FileQuery,
    answer: WorkspaceFile,
    problems: [404, 501],
  },
});
