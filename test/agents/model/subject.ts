/** A model that is asked directly, as the common suite sees it: what it says, in the names of its tools. */
import { modelCapabilities } from '../../../agents/model/capabilities.ts';
import { createModel } from '../../../agents/model/index.ts';
import type { Json } from '../../../schema/json.ts';
import type { Wire } from '../../fixtures/models/words.ts';
import type { Dialect, RealSubject } from '../conformance/real/words.ts';

/** Models that the price table knows. Chat Completions is what all but three services speak. */
const models: Readonly<Record<Wire, string>> = {
  anthropic: 'claude-sonnet-4-5',
  responses: 'gpt-5',
  chat: 'grok-4',
  gemini: 'gemini-2.5-pro',
};

export const wires = Object.keys(models) as Wire[];

export const modelDialect = (wire: Wire): Dialect => ({
  wire,
  model: models[wire],
  call(act) {
    if ('shell' in act) return { name: 'shell', input: { command: act.shell } };
    if ('read' in act) return { name: 'read', input: { path: act.read } };
    if ('write' in act) return { name: 'write', input: act.write };
    if ('edit' in act) return { name: 'edit', input: act.edit };
    return { name: `${act.mcp.server}__${act.mcp.tool}`, input: act.mcp.input };
  },
  answer: (output: Json) => ({ calls: [{ name: 'answer', input: output }] }),
});

/** Micro-dollars a token, as the price table has them. */
const prices: Readonly<Record<Wire, readonly [number, number]>> = {
  anthropic: [3, 15],
  responses: [1.25, 10],
  chat: [3, 15],
  gemini: [1.25, 10],
};

export const costOf = (wire: Wire, { input, output }: { readonly input: number; readonly output: number }): number =>
  Math.ceil(input * prices[wire][0] + output * prices[wire][1]);

export const modelSubject: RealSubject = {
  harness: 'model',
  capabilities: modelCapabilities,
  dialect: modelDialect('anthropic'),
  key: { from: 'ANTHROPIC_API_KEY', value: 'sk-ant-fake-key' },
  create: createModel,
};
