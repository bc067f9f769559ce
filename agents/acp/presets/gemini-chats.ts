/** The record that Gemini CLI keeps of its sessions in a home: what it tells beyond the protocol, and how it survives. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../../../engine/ports/place.ts';
import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type { Home } from '../../kit/adapter.ts';
import { objectsOf } from '../calls.ts';
import type { Done } from '../preset.ts';

async function chatsIn(place: Place): Promise<readonly string[]> {
  const none = (): readonly string[] => [];
  const projects = await place.list('.gemini/tmp').catch(none);
  const folders = projects.map((project) => `.gemini/tmp/${project}/chats`);
  const files = await Promise.all(
    folders.map(async (folder) => (await place.list(folder).catch(none)).map((name) => `${folder}/${name}`)),
  );
  return files.flat();
}

/** A session that goes on in the minute in which it began would write over its own past, which has that minute's name. */
export async function keepChats(place: Place): Promise<void> {
  for (const file of await chatsIn(place)) {
    const [, folder, id] = /^(.*\/)session-\d.*-([0-9a-f]{8}\.jsonl)$/.exec(file) ?? [];
    if (folder === undefined) continue;
    await place.write(`${folder}session-kept-${randomUUID()}-${id}`, await place.read(file));
    await place.remove(file);
  }
}

/** Milliseconds between two looks at the record, which is written right after the protocol has told the end of a call. */
const lookMs = 20;
const mostLooks = 100;

/** The protocol does not tell how a command ended, the record does. One that is nowhere in it counts as failed. */
export async function commandDone(id: string, told: Done, { place }: Home): Promise<Done> {
  if (!told.ok) return told;
  for (let look = 0; look < mostLooks; look++) {
    for (const file of await chatsIn(place)) {
      const output = outputIn(await place.read(file).catch(() => ''), id);
      if (output !== undefined) return endOf(output, told);
    }
    await sleep(lookMs);
  }
  return { ...told, ok: false };
}

/** What was put out stands before what is said about the end. */
function endOf(output: string, told: Done): Done {
  const [, kind, what] =
    /\n(Exit Code|Signal|Error): (.+)\n(?:.+\n)*(?:Process Group PGID: .*\n)<\/untrusted_context>\s*$/.exec(output) ??
    [];
  return kind === undefined ? told : { ok: false, output: `${told.output}(${kind.toLowerCase()} ${what})` };
}

function outputIn(record: string, id: string): string | undefined {
  for (const line of record.split('\n').reverse()) {
    if (!line.includes(id)) continue;
    const call = objectsOf(parse(line).toolCalls).find((known) => known.id === id);
    const [result] = objectsOf(call?.result);
    const { response } = isJsonObject(result?.functionResponse) ? result.functionResponse : {};
    if (call !== undefined) return isJsonObject(response) && typeof response.output === 'string' ? response.output : '';
  }
  return undefined;
}

function parse(line: string): JsonObject {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
