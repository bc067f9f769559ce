/**
 * Addresses of frames. The root is ''. A child of step `build` is `build@1` (a group, on the step's first visit),
 * `build@1[2]` (its third item or round) or `build@1:docs` (a branch); from the second attempt of the compound on,
 * `build@1.2[2]`. Handlers are steps of their own (`build__catch`), so their frames need no case here.
 */
export function childFrame(
  frame: string,
  step: string,
  visit: number,
  attempt: number,
  which?: number | string,
): string {
  const retried = attempt > 1 ? `.${attempt}` : '';
  const child = which === undefined ? '' : typeof which === 'number' ? `[${which}]` : `:${which}`;
  return `${frame === '' ? '' : `${frame}/`}${step}@${visit}${retried}${child}`;
}

/** Whether `frame` is below `step` of `parent`, at any depth. */
export function isBelow(frame: string, parent: string, step: string): boolean {
  return frame.startsWith(`${parent === '' ? '' : `${parent}/`}${step}@`);
}

/** How people and simulations name a step: `build[1].write`, without visits; a branch has the name of its step. */
export function displayAddress(frame: string, step: string): string {
  const place = frame.replaceAll(/@\d+(\.\d+)?(:[\w-]+)?/g, '').replaceAll('/', '.');
  return place === '' ? step : `${place}.${step}`;
}

/**
 * What a branch or a folder of a frame or step is called: `build-1`, `build.v2-1-write`. Only [a-z0-9_.-], and
 * different for different addresses: no id holds a dash or a dot.
 */
export function slugOf(frame: string, step?: string): string {
  const parts = frame === '' ? [] : [frame.replaceAll(/@1(?=[[/:]|$)/g, '').replaceAll('@', '.v')];
  if (step !== undefined) parts.push(step);
  return parts.join('/').replaceAll(/[[/:]/g, '-').replaceAll(']', '');
}
