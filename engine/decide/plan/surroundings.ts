/** What any step may ask for around it: variables, a worktree of its own, and an end of its time. */
import { parseDurationMs } from '../../../schema/duration.ts';
import type { JsonObject } from '../../../schema/json.ts';
import type { Site } from '../context.ts';
import { renderExpr } from './planned.ts';

type Part = { readonly plan: JsonObject } | { readonly fault: string };

/** Values of variables go onto the event; of a secret only its name ever does. */
export function planEnv(site: Site): Part {
  const env: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(site.step.env)) {
    if ('secret' in value) secrets[name] = value.secret;
    else {
      const rendered = renderExpr(site, value.expr, `env.${name}`);
      if ('fault' in rendered) return rendered;
      env[name] = rendered.text;
    }
  }
  const some = (record: object) => Object.keys(record).length > 0;
  return { plan: { ...(some(env) && { env }), ...(some(secrets) && { secrets }) } };
}

/** How long it may take from now on; none where the workflow does not say. */
export function planTimeout(site: Site): { readonly timeoutMs?: number } | { readonly fault: string } {
  const { timeout } = site.step;
  if (timeout === undefined) return {};
  if (typeof timeout === 'number') return { timeoutMs: timeout };
  const rendered = renderExpr(site, timeout, 'timeout');
  if ('fault' in rendered) return rendered;
  const timeoutMs = parseDurationMs(rendered.text);
  return timeoutMs === undefined ? { fault: `timeout: '${rendered.text}' is no duration` } : { timeoutMs };
}

export function planWorktree(site: Site): Part {
  const { worktree } = site.step;
  if (!worktree) return { plan: {} };
  const plan: Record<string, string> = {};
  for (const key of ['base', 'branch'] as const) {
    const expr = worktree[key];
    if (!expr) continue;
    const rendered = renderExpr(site, expr, `worktree.${key}`);
    if ('fault' in rendered) return rendered;
    if (rendered.text === '') return { fault: `worktree.${key}: it is empty` };
    plan[key] = rendered.text;
  }
  return { plan: { worktree: plan } };
}
