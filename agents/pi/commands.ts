/** Commands to Pi, each answered by one line. Invariant: every one settles; when the process goes, it rejects. */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';

export interface Commands {
  /** Rejects with what Pi says where it refuses. */
  send(command: JsonObject & { readonly type: string }): Promise<JsonObject>;
  /** A `response` line. */
  receive(response: JsonObject): void;
  /** The process is gone: every open command rejects with this. */
  close(error: Error): void;
}

export function createCommands(send: (message: JsonObject) => void): Commands {
  const open = new Map<string, { resolve: (data: JsonObject) => void; reject: (error: Error) => void }>();
  let count = 0;
  let closed: Error | undefined;
  return {
    send(command) {
      if (closed) return Promise.reject(closed);
      const id = `omni-${++count}`;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        send({ id, ...command });
      });
    },
    receive({ id, success, data, error }) {
      const waiting = typeof id === 'string' ? open.get(id) : undefined;
      if (typeof id === 'string') open.delete(id);
      if (success === true) waiting?.resolve(isJsonObject(data) ? data : {});
      else waiting?.reject(new Error(typeof error === 'string' ? error : 'Pi refused a command.'));
    },
    close(error) {
      closed = error;
      for (const { reject } of open.values()) reject(error);
      open.clear();
    },
  };
}
