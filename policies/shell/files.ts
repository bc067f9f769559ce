/** Effects on files: where a path may lead, and which are more than a file. */
import type { Field } from './field.ts';
import type { Flow } from './flow.ts';
import type { Reader } from './reader.ts';
import type { ShellFile } from './reading.ts';
import { addFile, doubt, noteWritten, shown } from './tally.ts';

/** What is no file: it takes anything, or is where the shell already writes. */
const device = /^\/dev\/(?:null|zero|full|random|urandom|tty|stdin|stdout|stderr|fd\/\d+)$/;
const network = /^\/dev\/(?:tcp|udp)\/([^/]*)/;

/** What git, or the next shell, runs or obeys. */
const obeyed =
  /(?:^|\/)(?:\.git\/(?!COMMIT_EDITMSG$|index\.lock$)|\.husky\/|\.gitconfig$|\.config\/git\/)|(?:^|\/)\.git$/;

export interface Touch {
  readonly op: ShellFile['op'];
  /** Everything below the path too, if it is a folder. */
  readonly tree?: boolean;
  /** Whether content is written, which a script may be read from. Default: of every write. */
  readonly content?: boolean;
}

/** Notes what a command does to a file. A path that is not known matters where it is written or deleted. */
export function touch(reader: Reader, field: Field, flow: Flow, { op, tree, content = op === 'write' }: Touch): void {
  const { tally } = reader;
  const { text } = field;
  const remote = network.exec(field.head);
  if (remote !== null) {
    if (remote[1] !== '') tally.hosts.add((remote[1] ?? '').toLowerCase());
    doubt(tally, 'remote', `${shown(text)} is a connection, not a file`);
    return;
  }
  if (field.known && device.test(text)) return;
  if (content) noteWritten(tally);
  const certain = field.known && text !== '' && (field.tilde !== true || /^~(?:\/|$)/.test(text));
  if (!certain) {
    if (op !== 'read') doubt(tally, 'dynamic', `which file ${shown(text)} is that it ${verbs[op]} is not known`);
    return;
  }
  const rooted = text.startsWith('/') || field.tilde === true;
  if (!rooted && flow.dirs === undefined) {
    if (op !== 'read') doubt(tally, 'dynamic', `in which folder it ${verbs[op]} ${shown(text)} is not known`);
    return;
  }
  if (!rooted && reader.later) tally.touchedAnytime = true;
  if (op !== 'read' && obeyed.test(text)) {
    doubt(tally, 'dynamic', `git runs or obeys what stands in ${shown(text)}`);
  }
  for (const dir of rooted ? [''] : (flow.dirs ?? [])) {
    if (op !== 'read' && dir !== '' && obeyed.test(`${dir}/`))
      doubt(tally, 'dynamic', `git runs or obeys what stands in ${shown(dir)}`);
    addFile(tally, { path: text, op, ...(dir === '' ? {} : { dir }), ...(tree === true ? { tree } : {}) });
  }
}

const verbs = { read: 'reads', write: 'writes', delete: 'deletes' } as const;
