/** What a token lets a person do, each role with all that those before it may. */

/** `own` is who opened the link that `omni serve` printed: it makes and revokes tokens, which no token can. */
export const ROLES = ['view', 'comment', 'answer', 'drive', 'own'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `held` is enough where `wanted` is needed. */
export const holds = (held: Role, wanted: Role): boolean => ROLES.indexOf(held) >= ROLES.indexOf(wanted);
