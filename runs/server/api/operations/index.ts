/** Every operation of the API, by its id. */
import { actOperations } from './acts.ts';
import type { Operation } from './operation.ts';
import { peopleOperations } from './people.ts';
import { runOperations } from './runs.ts';
import { workOperations } from './work.ts';

export type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from './operation.ts';

/** All addresses begin with it; a change that breaks a client gets another one. */
export const apiPrefix = '/api/v1';

export const api = { ...runOperations, ...workOperations, ...actOperations, ...peopleOperations } as const;
export type Api = typeof api;
export type OperationId = keyof Api;

export const operationIds = Object.keys(api) as OperationId[];
export const operationOf = (id: OperationId): Operation => api[id];
