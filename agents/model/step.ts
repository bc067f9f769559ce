/**
 * One request to the model, heard to its end: its text as it comes, what it used, and the calls that it wants made.
 *
 * Invariant: an answer counts only when the service has said how it ended and what it used. Nothing of another is done.
 */
import type { AssistantModelMessage, FinishReason, LanguageModel, ModelMessage, ToolSet } from 'ai';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import type { Stage } from '../kit/conversation.ts';
import { HarnessFailure } from '../kit/failure.ts';
import type { Sdk } from './sdk.ts';
import { usageOf } from './usage.ts';

/** What a session asks with. */
export interface Asking {
  readonly sdk: Sdk;
  readonly model: LanguageModel;
  readonly system: string;
  readonly tools: ToolSet;
  readonly signal: AbortSignal;
  /** What the service or the SDK failed with, in words. */
  explain(error: unknown): HarnessFailure;
}

export interface Call {
  readonly id: string;
  readonly name: string;
  /** Absent: it is no JSON object, or there is no such tool; `problem` says which. */
  readonly input?: JsonObject;
  readonly problem?: string;
}

export interface Step {
  readonly text: string;
  readonly calls: readonly Call[];
  /** What the conversation goes on with. */
  readonly said: readonly AssistantModelMessage[];
}

/** After the first try; 2 and 4 s apart, or as the service says. Beyond that `retry` of the workflow decides. */
const maxRetries = 2;
/** Tokens; a model that is known to have less gets that. Without it the SDK allows an unknown one 4,096. */
const maxOutputTokens = 32_000;

/** The conversation up to here is read from a cache by the next request. Other services do that by themselves. */
const cached = { anthropic: { cacheControl: { type: 'ephemeral' } } } as const;

export async function takeStep(asking: Asking, messages: readonly ModelMessage[], stage: Stage): Promise<Step> {
  const { sdk, model, system, tools, signal } = asking;
  const last = messages.at(-1);
  const stream = sdk.streamText({
    model,
    system: { role: 'system', content: system, providerOptions: cached },
    messages: last ? [...messages.slice(0, -1), { ...last, providerOptions: cached }] : [],
    allowSystemInMessages: false,
    tools,
    maxRetries,
    abortSignal: signal,
    // Pings of the service come as raw chunks only.
    includeRawChunks: true,
    // What was said stays here; OpenAI would keep it for 30 days.
    providerOptions: { openai: { store: false } },
    ...(isAnthropic(model) && { maxOutputTokens }),
    // It would write to the terminal. The error comes as a part as well.
    onError: () => {},
  });
  const calls: Call[] = [];
  let text = '';
  for await (const part of stream.fullStream) {
    stage.touch();
    switch (part.type) {
      case 'text-delta':
        text += part.text;
        if (part.text !== '') stage.push({ type: 'delta', text: part.text });
        break;
      case 'tool-call':
        if (part.providerExecuted === true)
          throw new HarnessFailure(`The service itself ran the tool ${part.toolName}.`);
        calls.push(callOf(part));
        break;
      case 'error':
        throw part.error;
      case 'finish-step': {
        if (text.trim() !== '') stage.push({ type: 'message', text });
        const usage = usageOf(part.usage);
        if (usage) stage.push({ type: 'usage', usage });
        demandEnd(part.finishReason, part.rawFinishReason);
        if (usage === undefined) throw new HarnessFailure('The service does not say how many tokens it used.');
      }
    }
  }
  signal.throwIfAborted();
  const { messages: said } = await stream.response;
  return { text, calls, said: said.flatMap((message) => (message.role === 'assistant' ? [readable(message)] : [])) };
}

const isAnthropic = (model: LanguageModel): boolean => typeof model !== 'string' && /^anthropic/.test(model.provider);

function callOf(part: {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
  readonly invalid?: boolean | undefined;
  readonly error?: unknown;
}): Call {
  const { toolCallId: id, toolName: name, input } = part;
  if (part.invalid !== true && isJsonObject(input)) return { id, name, input };
  return { id, name, problem: part.error instanceof Error ? part.error.message : 'The input is no JSON object.' };
}

/** Only these two say that the model has said all that it wanted. */
function demandEnd(reason: FinishReason, raw: string | undefined): void {
  if (reason === 'stop' || reason === 'tool-calls') return;
  if (reason === 'length') throw new HarnessFailure('The answer was cut off: it is longer than the service allows.');
  if (reason === 'content-filter') throw new HarnessFailure(`The service holds the answer back (${raw ?? reason}).`);
  throw new HarnessFailure(`The answer did not come to its end (${raw ?? reason}).`);
}

/** Services take no call back whose input is no object. */
function readable(message: AssistantModelMessage): AssistantModelMessage {
  if (typeof message.content === 'string') return message;
  const content = message.content.map((part) =>
    part.type === 'tool-call' && !isJsonObject(part.input) ? { ...part, input: {} } : part,
  );
  return { ...message, content };
}
