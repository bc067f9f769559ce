/** The schemas that have a name in the OpenAPI document. */
import type { TSchema } from 'typebox';
import { Ask, Decision, ErrorValue, eventSchemas, Tool, Track, Usage } from '../../../../engine/events.ts';
import * as acts from './acts.ts';
import { DiffFilePage, DiffSteps, ParsedDiff, WorkspaceChanges, WorkspaceFile, Workspaces } from './diffs.ts';
import { Envelope, EventAt, EventsPage, RunEvent } from './events.ts';
import { CallRow, CallsPage, Costs, TranscriptEntry, TranscriptPage } from './history.ts';
import * as people from './people.ts';
import { Problem } from './problem.ts';
import { OpenAsk, RunRow, RunSummary, RunsPage } from './run.ts';

/** `tool.requested` becomes `EventToolRequested`. */
const eventName = (type: string): string =>
  `Event${type
    .split('.')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')}`;

/** What stands in an address is told there. */
const withoutQueries = (schemas: Readonly<Record<string, TSchema>>): Readonly<Record<string, TSchema>> =>
  Object.fromEntries(Object.entries(schemas).filter(([name]) => !name.endsWith('Query')));

export const components: Readonly<Record<string, TSchema>> = {
  Problem,
  Ask,
  Decision,
  ErrorValue,
  Tool,
  Track,
  Usage,
  RunEvent,
  Envelope,
  EventsPage,
  EventAt,
  OpenAsk,
  RunRow,
  RunsPage,
  RunSummary,
  TranscriptEntry,
  TranscriptPage,
  CallRow,
  CallsPage,
  Costs,
  DiffSteps,
  ParsedDiff,
  DiffFilePage,
  Workspaces,
  WorkspaceChanges,
  WorkspaceFile,
  ...withoutQueries(acts),
  ...withoutQueries(people),
  ...Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [eventName(type), schema])),
};
