/** The life of one tool call, of one branch that is to land, or of one turn that is to begin: nothing is let through whose recorded decisions do not amount to *allowed*. */
import type { MachineConfig } from './config.ts';

export type CallLife = 'requested' | 'asking' | 'allowed' | 'refused' | 'completed' | 'failed';

const judged = [
  { guard: 'allowed', target: 'allowed' },
  { guard: 'held', target: 'asking' },
  { guard: 'denied', target: 'refused' },
];

export const call: MachineConfig = {
  id: 'call',
  initial: 'requested',
  states: {
    requested: { on: { 'tool.requested': judged, 'merge.requested': judged, 'turn.requested': judged } },
    asking: { on: { 'tool.judged': judged, 'merge.judged': judged, 'turn.judged': judged } },
    allowed: {
      entry: [{ type: 'answer' }],
      on: {
        'tool.completed': [
          { guard: 'done', target: 'completed' },
          { guard: 'failed', target: 'failed' },
        ],
      },
    },
    refused: { type: 'final', entry: [{ type: 'answer' }] },
    completed: { type: 'final' },
    failed: { type: 'final' },
  },
};
