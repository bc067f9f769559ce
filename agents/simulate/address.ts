/** How a simulation names a step: `plan`, `build[1].write`. Visits and retries of what is around it do not count. */
export function stepAddress({ frame, step }: { readonly frame: string; readonly step: string }): string {
  const around = frame.replaceAll(/@\d+(\.\d+)?/g, '').replaceAll('/', '.');
  return around === '' ? step : `${around}.${step}`;
}
