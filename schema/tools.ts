/** What agents may use, as documents and policies name it. */

export const TOOL_KINDS = [
  'shell',
  'read',
  'write',
  'edit',
  'delete',
  'search',
  'fetch',
  'mcp',
  'agent',
  'other',
] as const;
