// biome-ignore-all format: emitted
/** Emitted from schema/vendors.yaml by `npm run schema`. */
export const vendorCatalogue: {
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly harnesses: Readonly<Record<string, string>>;
} = {"families":{"anthropic":["claude*","opus","sonnet","haiku","opus-*","sonnet-*","haiku-*","opusplan"],"openai":["gpt-*","chatgpt-*","o[0-9]*","codex-*","davinci-*"],"google":["gemini-*","gemma*","palm*"],"xai":["grok*"],"meta":["llama*","codellama*","meta-llama*"],"mistral":["mistral*","mixtral*","codestral*","devstral*","magistral*","ministral*","pixtral*"],"deepseek":["deepseek*"],"alibaba":["qwen*","qwq*"],"moonshot":["kimi*","moonshot*"],"zhipu":["glm*","chatglm*"],"minimax":["minimax*","abab*"],"cohere":["command-*","c4ai-*"],"amazon":["nova-*","titan-*"],"microsoft":["phi-*","mai-*"],"nvidia":["nemotron*"],"ibm":["granite*"],"bytedance":["doubao*","seed-*"],"stepfun":["step-*"]},"harnesses":{"claude-code":"anthropic","codex":"openai","gemini":"google"}};
