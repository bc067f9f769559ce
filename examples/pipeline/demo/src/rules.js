import { fold } from './fold.js';

/** The folder of a mail: that of the first rule whose text stands in the field that it names, else 'inbox'. */
export function folderOf(mail, rules) {
  const matching = rules.find(({ field, text }) => fold(mail[field] ?? '').includes(fold(text)));
  return matching?.folder ?? 'inbox';
}
