/** The environment of a harness: what its agent was granted, a home of its own, and the harness's own variables. */
import type { SessionRequest } from '../../engine/ports/harness.ts';
import type { Home } from './adapter.ts';

/** Whatever names a person's own folders is left out: a harness that looked there would find their settings. */
const personal = [
  'HOME',
  'TMPDIR',
  'USER',
  'LOGNAME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'XDG_STATE_HOME',
];

/** @param own the harness's own variables; they win over everything. */
export function harnessEnvironment(
  { env }: Pick<SessionRequest, 'env'>,
  { place }: Home,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const granted = Object.entries(env).filter(([name]) => !personal.includes(name));
  return { ...Object.fromEntries(granted), HOME: place.root, TMPDIR: `${place.root}/tmp`, ...own };
}
