/** Whether a text is the URL of a gateway: harnesses put paths of their own behind it, and it is kept with the run. */

/** What is wrong with it, to stand after the name of the key; undefined: nothing. The text itself is never told. */
export function whyNoBaseUrl(text: string): string | undefined {
  // The parser mends what people paste, with `\` for `/` and line breaks in it, and other programs read it otherwise.
  if (!/^https?:\/\/[^\s\\/][^\s\\]*$/i.test(text)) return 'is no URL that begins with `http://` or `https://`';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return 'is no URL';
  if (url.username !== '' || url.password !== '') return 'holds a user or a password';
  return /[?#]/.test(text) ? 'goes on after its path, and harnesses put paths behind it' : undefined;
}

export const BASE_URL_HELP = 'for example `https://gateway.example.com/v1`; a key is given by `auth`';
