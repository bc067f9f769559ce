/** The AI SDK, loaded when the first session begins: it costs a quarter of a second, and nothing else of `omni` needs it. */
import type { LanguageModel } from 'ai';
import type { Credential } from '../kit/adapter.ts';
import type { Service } from './service.ts';

export async function loadSdk() {
  // It would write its warnings to the terminal.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const { jsonSchema, modelMessageSchema, streamText, tool } = await import('ai');
  return { jsonSchema, modelMessageSchema, streamText, tool };
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** A redirect could take the key and the conversation somewhere else. */
const direct: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'error' });

/**
 * The model at its service. Everything is named, the key of a service that asks for none too: what is left out the SDK
 * takes from the environment of this process, which is the person's and not the agent's.
 */
export async function openModel({ wire, url, model }: Service, credential: Credential): Promise<LanguageModel> {
  const key = credential.type === 'key' ? credential.value : undefined;
  const settings = { baseURL: url, fetch: direct };
  switch (wire) {
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      const isToken = credential.type === 'key' && credential.from.includes('AUTH_TOKEN');
      return createAnthropic({ ...settings, ...(isToken && key ? { authToken: key } : { apiKey: key ?? 'none' }) })(
        model,
      );
    }
    case 'responses': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI({ ...settings, apiKey: key ?? 'none' }).responses(model);
    }
    case 'gemini': {
      const { createGoogleGenerativeAI } = await import('@ai-sdk/google');
      return createGoogleGenerativeAI({ ...settings, apiKey: key ?? 'none' })(model);
    }
    case 'chat': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      const name = 'compatible';
      return createOpenAICompatible({ ...settings, name, includeUsage: true, ...(key && { apiKey: key }) })(model);
    }
  }
}
