/** '12.50' is 1250 cents. */
export function parseCents(text) {
  const match = /^(-?)(\d+)\.(\d\d)$/.exec(text);
  if (!match) throw new SyntaxError(`'${text}' is no amount such as 12.50`);
  const [, sign, whole, rest] = match;
  const cents = Number(whole) * 100 + Number(rest);
  return sign && cents > 0 ? -cents : cents;
}

/** 1250 cents are '12.50'. */
export function formatCents(cents) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
