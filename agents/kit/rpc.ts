/**
 * JSON-RPC both ways over JSON lines: requests that are answered, requests that we answer, notifications.
 *
 * Invariant: every request of ours settles, also when the process goes: then it rejects.
 */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { JsonLines } from './json-lines.ts';

/** The other side's error answer. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: Json | undefined;

  constructor({ code, message, data }: { code: number; message: string; data: Json | undefined }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export interface RpcHandlers {
  /** Answers a request of the other side; a rejection becomes an error answer. */
  readonly onRequest: (method: string, params: JsonObject) => Promise<Json>;
  /** In order. Must not throw. */
  readonly onNotify: (method: string, params: JsonObject) => void;
}

export interface Rpc {
  request(method: string, params: JsonObject): Promise<JsonObject>;
  notify(method: string, params?: JsonObject): void;
  /** What came from the process, given by its reader. */
  receive(message: JsonObject): void;
  /** The process is gone: every open request rejects with this. */
  close(error: Error): void;
}

/** @param dialect `2.0` says `"jsonrpc": "2.0"` in every message, as the standard has it; `bare` says nothing. */
export function createRpc(dialect: '2.0' | 'bare', send: JsonLines['send'], handlers: RpcHandlers): Rpc {
  const open = new Map<number, { resolve: (result: JsonObject) => void; reject: (error: Error) => void }>();
  let count = 0;
  let closed: Error | undefined;
  const say = (message: JsonObject): void => send(dialect === '2.0' ? { jsonrpc: '2.0', ...message } : message);

  const answer = (id: Json, method: string, params: JsonObject): void => {
    handlers.onRequest(method, params).then(
      (result) => say({ id, result }),
      (error: unknown) =>
        say({ id, error: { code: -32603, message: error instanceof Error ? error.message : 'failed' } }),
    );
  };

  const settle = (id: number, { result, error }: JsonObject): void => {
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined || error === null) waiting?.resolve(isJsonObject(result) ? result : {});
    else waiting?.reject(errorOf(error));
  };

  return {
    request(method, params) {
      if (closed) return Promise.reject(closed);
      const id = ++count;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        say({ id, method, params });
      });
    },
    notify: (method, params) => say({ method, ...(params && { params }) }),
    receive(message) {
      const { id, method, params } = message;
      if (typeof method !== 'string') {
        if (typeof id === 'number') settle(id, message);
        return;
      }
      const given = isJsonObject(params) ? params : {};
      if (id === undefined || id === null) handlers.onNotify(method, given);
      else answer(id, method, given);
    },
    close(error) {
      closed = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
}

function errorOf(error: Json): RpcError {
  const { code, message, data } = isJsonObject(error) ? error : {};
  return new RpcError({
    code: typeof code === 'number' ? code : 0,
    message: typeof message === 'string' ? message : JSON.stringify(error),
    data,
  });
}
