/** `gh` and `hub`: what they do is in their words, but for aliases and extensions. */
import type { Handler } from '../reader.ts';
import { report } from '../report.ts';
import { doubt, shown } from '../tally.ts';

const subcommands =
  /^(?:api|auth|browse|cache|config|gist|gpg-key|issue|label|org|pr|project|release|repo|ruleset|run|search|secret|ssh-key|status|variable|attestation|completion|help|--version|--help|version|workflow)$/;
const changesFiles = /^(?:pr checkout|co|repo (?:clone|fork|sync)|release download|run download|gist clone)$/;

const gh: Handler = (reader, call) => {
  const at = call.words[0]?.text === '-R' || call.words[0]?.text === '--repo' ? 2 : 0;
  const [first, ...words] = call.words.slice(at);
  report(reader, call.program, first?.text ?? '', words);
  if (first === undefined) return undefined;
  const odd = call.words.find(
    (word) => !word.known && (word.head === '' || word.head.startsWith('-')) && !/^"/.test(word.text),
  );
  if (!first.known || words[0]?.known === false)
    doubt(reader.tally, 'dynamic', `what ${call.program} does is not known`);
  else if (odd !== undefined && /^(?:api|repo)$/.test(first.text))
    doubt(reader.tally, 'dynamic', `what ${call.program} does with ${shown(odd.text)} is not known`);
  if (/^(?:codespace|cs)$/.test(first.text) || (first.text === 'workflow' && words[0]?.text === 'run')) {
    doubt(reader.tally, 'remote', `${call.program} ${first.text} runs commands in another place`);
  } else if (call.program === 'gh' && !subcommands.test(first.text)) {
    doubt(reader.tally, 'dynamic', `${call.program} ${shown(first.text)} may be an alias or an extension`);
  } else if (changesFiles.test(`${first.text} ${words[0]?.text ?? ''}`.trim())) {
    doubt(reader.tally, 'dynamic', `which files ${call.program} ${first.text} changes is not known`);
  } else if (first.text === 'config' && words[0]?.text === 'set')
    doubt(reader.tally, 'dynamic', 'gh config may name programs');
  return undefined;
};

/** hub takes all that git takes. */
const hub: Handler = (reader, call) => {
  const [first, ...words] = call.words;
  report(reader, 'hub', first?.text ?? '', words);
  return reader.acts.words(reader, [{ text: 'git', known: true, head: 'git' }, ...call.words], call);
};

export const hosting: ReadonlyMap<string, Handler> = new Map([
  ['gh', gh],
  ['glab', gh],
  ['hub', hub],
]);
