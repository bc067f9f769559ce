/**
 * The control protocol of Claude Code: requests both ways between its lines of conversation.
 *
 * Invariant: every request of ours settles, also when the process goes: then it rejects.
 */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

export interface Control {
  request(request: JsonObject & { readonly subtype: string }): Promise<JsonObject>;
  /** Takes a line that belongs to the protocol; false: it does not. */
  receive(message: JsonObject): boolean;
  /** The process is gone: every open request rejects with this. */
  close(error: Error): void;
}

/** @param answer a request of the other side; a rejection becomes an error answer, which blocks what was asked for. */
export function createControl(
  send: (message: JsonObject) => void,
  answer: (request: JsonObject) => Promise<JsonObject>,
): Control {
  const open = new Map<string, { resolve: (response: JsonObject) => void; reject: (error: Error) => void }>();
  let count = 0;
  let closed: Error | undefined;
  const reply = (response: JsonObject): void => send({ type: 'control_response', response });

  const take = (id: Json, request: JsonObject): void => {
    answer(request).then(
      (response) => reply({ subtype: 'success', request_id: id, response }),
      (error: unknown) =>
        reply({ subtype: 'error', request_id: id, error: error instanceof Error ? error.message : 'failed' }),
    );
  };

  const settle = ({ request_id: id, subtype, response, error }: JsonObject): void => {
    const waiting = typeof id === 'string' ? open.get(id) : undefined;
    if (typeof id === 'string') open.delete(id);
    if (subtype === 'success') waiting?.resolve(isJsonObject(response) ? response : {});
    else waiting?.reject(new Error(typeof error === 'string' ? error : 'Claude Code refused a control request.'));
  };

  return {
    request(request) {
      if (closed) return Promise.reject(closed);
      const id = `omni-${++count}`;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        send({ type: 'control_request', request_id: id, request });
      });
    },
    receive({ type, request_id: id, request, response }) {
      if (type === 'control_response') settle(isJsonObject(response) ? response : {});
      else if (type === 'control_request') take(id ?? null, isJsonObject(request) ? request : {});
      else return type === 'control_cancel_request';
      return true;
    },
    close(error) {
      closed = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
}
