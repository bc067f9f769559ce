const pattern = /^(?:(\d+)h)?\s*(?:(\d+)m)?$/;

/** '1h 30m' is 90. */
export function parseMinutes(text) {
  const [, hours, minutes] = pattern.exec(text.trim()) ?? [];
  if (hours === undefined && minutes === undefined) throw new SyntaxError(`'${text}' is no time such as 1h 30m`);
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

/** 90 is '1h 30m'. */
export function formatMinutes(all) {
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  if (hours === 0) return `${minutes}m`;
  return minutes === 0 ? `${hours}h` : `${hours}h ${minutes}m`;
}
