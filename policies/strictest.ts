/** Of several decisions the strictest wins; where nothing is said it is allowed. */
export const STRICTEST_FIRST = ['deny', 'ask', 'hold'] as const;

export type Strictest = (typeof STRICTEST_FIRST)[number] | 'allow';

export const strictestOf = (told: readonly { readonly decision: string }[]): Strictest =>
  STRICTEST_FIRST.find((decision) => told.some((one) => one.decision === decision)) ?? 'allow';
