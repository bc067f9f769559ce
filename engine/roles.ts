/** Who may answer for whom: roles are named in the project's `omni.yaml` and pinned with the run. */
import type { Spec } from '../schema/spec.ts';

/** Who refuses where nobody is there to answer (`--unattended deny`): no role is needed for that. */
export const unattended = 'nobody';

/** Whether `by` holds one of the roles. */
export function holdsRole(wanted: readonly string[], by: string, { roles = {} }: Pick<Spec, 'roles'>): boolean {
  return wanted.some((role) => Object.hasOwn(roles, role) && roles[role]!.includes(by));
}
