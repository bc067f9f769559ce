/**
 * What is answered has no field that its schema does not name. An answer with one would not leave, and a field that is
 * seldom there would show it only then: so the types are compared, and `tsc` is what fails.
 */
import { expectTypeOf, test } from 'vitest';
import type { CommitFile } from '../../../../engine/ports/workspaces.ts';
import type { Comment, Refusal, Token } from '../../../../runs/access/index.ts';
import type * as history from '../../../../runs/history/index.ts';
import type { ListedRun } from '../../../../runs/journal/index.ts';
import type { AnswerOf, Api, OperationId } from '../../../../runs/server/api/operations/index.ts';
import type { LookedAt, StartableWorkflow } from '../../../../runs/server/ports.ts';
import type { RunSummary } from '../../../../runs/view/index.ts';

type KeysOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T : never;
type ValueOf<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never;
type ItemOf<T> = T extends readonly (infer Item)[] ? Item : never;

/** The names of `Domain`, at any depth, that `Schema` does not have. What a schema leaves open has them all. */
type Unnamed<Domain, Schema> = unknown extends Schema
  ? never
  : string extends KeysOf<Schema>
    ? never
    :
        | Exclude<KeysOf<Domain>, KeysOf<Schema>>
        | {
            [Key in KeysOf<Domain> & KeysOf<Schema>]: Unnamed<ValueOf<Domain, Key>, ValueOf<Schema, Key>>;
          }[KeysOf<Domain> & KeysOf<Schema>]
        | ([ItemOf<Domain>] extends [never] ? never : Unnamed<ItemOf<Domain>, ItemOf<Schema>>);

type Answer<Id extends OperationId> = AnswerOf<Api[Id]>;

test('the comparison finds what is unnamed, also below lists and in one case of several', () => {
  type Domain = { a: readonly ({ b: 1; c?: 1 } | { d: 1 })[] };
  expectTypeOf<Unnamed<Domain, { a: readonly { b: number; d: number }[] }>>().toEqualTypeOf<'c'>();
  expectTypeOf<Unnamed<Domain, { a: unknown }>>().toBeNever();
});

test('runs', () => {
  expectTypeOf<Unnamed<RunSummary, Answer<'showRun'>>>().toBeNever();
  expectTypeOf<Unnamed<ListedRun, Answer<'showRunRow'>>>().toBeNever();
  expectTypeOf<Unnamed<ListedRun['asks'], Answer<'listAsks'>['asks']>>().toBeNever();
});

test('what agents did and wrote', () => {
  expectTypeOf<Unnamed<history.TranscriptEntry, Answer<'showTranscript'>['entries'][number]>>().toBeNever();
  expectTypeOf<Unnamed<history.CallRow, Answer<'listCalls'>['calls'][number]>>().toBeNever();
  expectTypeOf<Unnamed<history.Costs, Answer<'showCosts'>>>().toBeNever();
  expectTypeOf<Unnamed<history.DiffStep, Answer<'listDiffs'>['steps'][number]>>().toBeNever();
  expectTypeOf<Unnamed<history.ParsedDiff, Answer<'showDiff'>>>().toBeNever();
  expectTypeOf<Unnamed<history.DiffFilePage, Answer<'showDiffFile'>>>().toBeNever();
  expectTypeOf<Exclude<keyof history.StateAt, keyof Answer<'showEvent'>>>().toBeNever();
  expectTypeOf<Unnamed<LookedAt, Answer<'listWorkspaces'>['workspaces'][number]>>().toBeNever();
  expectTypeOf<Unnamed<CommitFile, Answer<'showChanges'>['files'][number]>>().toBeNever();
});

test('what people keep here', () => {
  expectTypeOf<Unnamed<Comment, Answer<'addComment'>>>().toBeNever();
  expectTypeOf<Unnamed<Token, Answer<'listTokens'>['tokens'][number]>>().toBeNever();
  expectTypeOf<Unnamed<Refusal, Answer<'listRefusals'>['refusals'][number]>>().toBeNever();
  expectTypeOf<Unnamed<StartableWorkflow, Answer<'listWorkflows'>['workflows'][number]>>().toBeNever();
});
