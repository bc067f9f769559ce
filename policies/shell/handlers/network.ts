/** `curl` and `wget`: hosts, and files that they write. */
import { type Field, known } from '../field.ts';
import { touch } from '../files.ts';
import { hostOf } from '../hosts.ts';
import { has, type Options, optionTable, readOptions, valuesOf } from '../options.ts';
import type { Call, Handler, Reader } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';

const curlTable = optionTable(
  '-# -0 -1 -2 -3 -4 -6 -a -B -f -g -G -i -I -j -k -l -L -M -n -N -O -p -R -s -S -v -V -Z -A: -b: -c: -C: -d: -D: -e: -E: -F: -H: -m: -o: -P: -Q: -r: -t: -T: -u: -w: -x: -X: -y: -Y: -z: --data: --data-raw: --data-binary: --data-urlencode: --data-ascii: --json: --header: --request: --output: --output-dir: --remote-name --remote-name-all --create-dirs --silent --show-error --fail --fail-with-body --fail-early --location --location-trusted --head --include --insecure --verbose --user: --user-agent: --max-time: --connect-timeout: --retry: --retry-delay: --retry-max-time: --retry-all-errors --retry-connrefused --compressed --form: --form-string: --get --cookie: --cookie-jar: --proxy: --resolve: --url: --url-query: --write-out: --http1.1 --http2 --http3 --no-progress-meter --progress-bar --no-buffer --max-redirs: --cacert: --cert: --key: --range: --referer: --upload-file: --noproxy: --unix-socket: --limit-rate: --oauth2-bearer: --globoff --path-as-is --parallel --ipv4 --ipv6 --tlsv1.2 --tlsv1.3 --proto: --proto-redir: --version --help --dump-header: --trace-time --stderr: --continue-at: --time-cond: --remote-time --netrc --basic --digest --ssl-reqd',
);
const wgetTable = optionTable(
  '-q -v -nv -c -N -S -b -d -r -l: -k -p -m -np -nc -nH -x -i: -O: -o: -a: -P: -t: -T: -w: -U: -A: -R: -D: -e: -4 -6 -V -h --quiet --verbose --no-verbose --continue --timestamping --server-response --spider --output-document: --output-file: --append-output: --directory-prefix: --tries: --timeout: --wait: --user-agent: --header: --post-data: --post-file: --method: --body-data: --no-check-certificate --show-progress --progress: --recursive --level: --no-clobber --max-redirect: --user: --password: --content-disposition --retry-connrefused --waitretry: --no-parent --version --help',
);

const curl: Handler = (reader, call) => {
  const read = begin(reader, call, curlTable);
  if (read === undefined) return undefined;
  const { options, rest } = read;
  const urls = [...rest, ...valuesOf(options, '--url', '-x', '--proxy')];
  noteUrls(reader, call, urls);
  for (const { text } of valuesOf(options, '--resolve'))
    reader.tally.hosts.add((text.split(':')[0] ?? '').toLowerCase());
  for (const file of valuesOf(options, '-o', '--output', '-c', '--cookie-jar', '-D', '--dump-header', '--stderr')) {
    if (file.text !== '-')
      touch(reader, inside(file, valuesOf(options, '--output-dir')[0]), call.flow, { op: 'write' });
  }
  if (has(options, '-O', '--remote-name', '--remote-name-all'))
    for (const url of rest) writeNamed(reader, call, url, valuesOf(options, '--output-dir')[0]);
  for (const file of valuesOf(options, '-T', '--upload-file'))
    if (file.text !== '-') touch(reader, file, call.flow, { op: 'read' });
  for (const { text, known: certain } of valuesOf(
    options,
    '-d',
    '--data',
    '--data-binary',
    '--data-urlencode',
    '--json',
    '-F',
    '--form',
    '-H',
    '--header',
  )) {
    const file = /^(?:[\w.-]*=)?[@<]([^;]+)/.exec(text)?.[1];
    if (certain && file !== undefined && file !== '-') touch(reader, known(file), call.flow, { op: 'read' });
  }
  return undefined;
};

const wget: Handler = (reader, call) => {
  const read = begin(reader, call, wgetTable);
  if (read === undefined) return undefined;
  const { options, rest } = read;
  noteUrls(reader, call, rest);
  if (has(options, '-i', '-e')) doubt(reader.tally, 'dynamic', 'what wget fetches is not known');
  const to = valuesOf(options, '-O', '--output-document');
  for (const file of [...to, ...valuesOf(options, '-o', '-a', '--output-file', '--append-output')])
    if (file.text !== '-') touch(reader, file, call.flow, { op: 'write' });
  if (has(options, '-r', '-m', '-p', '--recursive', '--content-disposition'))
    doubt(reader.tally, 'dynamic', 'which files wget writes is not known');
  else if (to.length === 0 && !has(options, '--spider'))
    for (const url of rest) writeNamed(reader, call, url, valuesOf(options, '-P', '--directory-prefix')[0]);
  return undefined;
};

function begin(reader: Reader, call: Call, table: ReturnType<typeof optionTable>): Options | undefined {
  report(reader, call.program, '', call.words);
  const read = readOptions(call.words, table, 'any');
  if (has(read.options, '--version', '--help', '-V')) return undefined;
  if (read.strange !== undefined && !read.rest.includes(read.strange))
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(read.strange.text)} is not known`);
  const odd = read.rest.find((word) => word.head.startsWith('-') || (!word.known && word.head === ''));
  if (odd !== undefined)
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(odd.text)} is not known`);
  return read;
}

function noteUrls(reader: Reader, call: Call, urls: readonly Field[]): undefined {
  for (const url of urls) {
    if (/^file:/i.test(url.text)) {
      touch(reader, { ...url, text: url.text.replace(/^file:\/*/i, '/') }, call.flow, { op: 'read' });
      continue;
    }
    const host = hostOf(url);
    if (host !== undefined) reader.tally.hosts.add(host);
    else doubt(reader.tally, 'dynamic', `which host ${call.program} asks is not known: ${shown(url.text)}`);
  }
}

/** Under the last name of the URL. */
function writeNamed(reader: Reader, call: Call, url: Field, folder: Field | undefined): undefined {
  const name =
    url.text
      .replace(/^[a-z]+:\/\/[^/]*/i, '')
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? '';
  const file = name === '' ? known('index.html') : { ...url, text: name, head: name };
  touch(reader, inside(file, folder), call.flow, { op: 'write' });
}

const inside = (file: Field, folder: Field | undefined): Field =>
  folder === undefined || file.text.startsWith('/')
    ? file
    : { ...folder, text: `${folder.text.replace(/\/+$/, '')}/${file.text}`, known: file.known && folder.known };

export const network: ReadonlyMap<string, Handler> = new Map([
  ['curl', curl],
  ['wget', wget],
]);
