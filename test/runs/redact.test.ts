import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../engine/facts.ts';
import { createRedactor, shortestSecret } from '../../runs/redact.ts';

const token = 'gh_s3cr3t/t?k+n';
const redactor = createRedactor({ TOKEN: token, EMPTY: '' });

describe('redaction', () => {
  const spellings: readonly (readonly [string, string])[] = [
    ['as it is', token],
    ['in JSON', JSON.stringify({ a: `"${token}"` })],
    ['percent-encoded', encodeURIComponent(token)],
    ['percent-encoded in lower case', encodeURIComponent(token).replace(/%../g, (code) => code.toLowerCase())],
    ['in a query', new URLSearchParams({ token }).toString()],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64 for addresses', Buffer.from(token).toString('base64url')],
    ['in basic authentication', `Basic ${Buffer.from(`ada:${token}`).toString('base64')}`],
    ['behind two bytes in base64', Buffer.from(`ab${token}!`).toString('base64')],
  ];
  test.each(spellings)('finds a secret %s', (_, text) => {
    const redacted = redactor.text(`before ${text} after`);
    expect(redacted).toMatch(/^before .*\[secret TOKEN\].* after$/s);
    expect(redacted).not.toContain(token);
  });

  test('leaves what is no secret', () => {
    for (const text of ['', 'TOKEN', token.slice(1), token.toUpperCase()]) expect(redactor.text(text)).toBe(text);
  });

  test('goes through values and the keys of objects', () => {
    const value = { [`key ${token}`]: [token, 7, null, true, { deep: `x${token}` }], __proto__: null };
    expect(redactor.value(value)).toEqual({
      'key [secret TOKEN]': ['[secret TOKEN]', 7, null, true, { deep: 'x[secret TOKEN]' }],
    });
    expect(value[`key ${token}`]).toBeDefined();
  });

  test('keeps what addresses a fact', () => {
    const names = createRedactor({ STEP: 'attempt', CALL: 'toolu_1' });
    const fact: Fact = {
      type: 'tool.requested',
      id: 'attempt 1 toolu_1',
      at: 1,
      frame: 'attempt@1',
      step: 'attempt',
      attempt: 1,
      call: 'toolu_1',
      tool: { kind: 'shell', name: 'bash', input: { command: 'echo attempt' } },
    };
    const tool = { kind: 'shell', name: 'bash', input: { command: 'echo [secret STEP]' } };
    expect(names.fact(fact)).toEqual({ ...fact, tool });
  });

  test('takes secrets out of where an act came from, and leaves its form', () => {
    const names = createRedactor({ WORD: 'address', PHONE: 'ada-phone' });
    const from = { way: 'page', token: 'ada-phone', address: '192.0.2.7' } as const;
    const fact: Fact = { type: 'cancel.requested', id: 'x', at: 1, by: 'ada', from };
    expect(names.fact(fact)).toEqual({ ...fact, from: { ...from, token: '[secret PHONE]' } });
  });

  test('takes overlapping secrets out as one, under the name of the first and longest', () => {
    const overlapping = createRedactor({ SHORT: 'abcdef', LONG: 'abcdefghij', OTHER: 'hijklmnop' });
    expect(overlapping.text('-abcdefghijklmnop-abcdef-')).toBe('-[secret LONG]-[secret SHORT]-');
  });

  test('finds the lines of a secret that has several', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n';
    const found = createRedactor({ KEY: key }).text('> MIIEvQIBADANBgkq\r\n> hkiG9w0BAQEFAASC');
    expect(found).toBe('> [secret KEY]\r\n> [secret KEY]');
  });

  test('leaves the line breaks of one that has several, and the signs of a diff', () => {
    const { text } = createRedactor({ CODES: 'a1b2c3\n-d4e5\n\n+f6g7h8' });
    const out = '[secret CODES]';
    expect(text('x a1b2c3\n-d4e5\n\n+f6g7h8 y')).toBe(`x ${out}\n-${out}\n\n+${out} y`);
    for (const sign of ['+', '-', ' ']) {
      const diff = ['a1b2c3', '-d4e5', '', '+f6g7h8', 'rest'].map((line) => `${sign}${line}\n`).join('');
      const lines = [out, out, '', out, 'rest'];
      expect(text(diff)).toBe(lines.map((line) => `${sign}${line}\n`).join(''));
    }
  });

  test('refuses a secret that ordinary words hold', () => {
    for (const value of ['a', 'abcde', ' abcde\n']) {
      expect(() => createRedactor({ PIN: value })).toThrowError(expect.objectContaining({ code: 'OMNI6016' }));
    }
    expect(createRedactor({ PIN: 'abcdef' }).text('abcdef')).toBe('[secret PIN]');
  });

  test('leaves no secret in any text, in any of its spellings', () => {
    const secret = fc
      .string({ unit: 'binary', minLength: shortestSecret, maxLength: 20 })
      .filter((value) => value.trim().length >= shortestSecret && !'[secret S]'.includes(value.trim()));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const { text } = createRedactor({ S: value });
        const core = value.trim();
        const spellings = [
          core,
          JSON.stringify(core).slice(1, -1),
          encodeURIComponent(core),
          Buffer.from(core).toString('base64'),
        ];
        for (const spelling of spellings) expect(text(before + spelling + after)).not.toContain(spelling);
      }),
    );
  });
});
