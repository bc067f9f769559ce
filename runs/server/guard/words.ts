/** What is said to whom is refused, by the reason. */
import type { Role, Visitor } from '../../access/index.ts';
import type { Refused } from './refuse.ts';

export const notHere: Refused = {
  status: 421,
  title: 'Not here',
  detail: 'This server answers only to the name of this machine.',
  code: 'OMNI7013',
};

export const noSuchMethod: Refused = {
  status: 405,
  title: 'Not understood',
  detail: 'This server knows no such method.',
};

export const foreign: Refused = {
  status: 403,
  title: 'Not from here',
  detail: 'Only a page of this server, or a program with a token, can change anything.',
  code: 'OMNI7014',
};

const useTheLink =
  'Open the link that omni serve printed. It lets one browser in; for another, start omni serve again, or make a token: omni token create NAME.';

export const stranger = (status: 401 | 403): Refused => ({
  status,
  title: 'Who is there?',
  detail: useTheLink,
  code: 'OMNI7015',
});

export const spentLink: Refused = { ...stranger(403), title: 'This link is spent' };

export const deadLink: Refused = {
  ...stranger(403),
  title: 'This link leads nowhere',
  detail: 'It has expired, was taken back, or is not whole. Ask whoever gave it to you for another.',
};

export const lesser = ({ role }: Visitor, wanted: Role): Refused => ({
  status: 403,
  title: 'Not yours to do',
  detail: `This takes the role ${wanted}, and yours is ${role}.`,
  code: 'OMNI7016',
});

export const elsewhere: Refused = {
  status: 403,
  title: 'Not yours to see',
  detail: 'Your link shares one run, and this is not it.',
  code: 'OMNI7016',
};

export const tooMany = (what: string, afterSeconds: number): Refused => ({
  status: 429,
  title: 'Too many',
  detail: `Too many ${what}: try again in ${afterSeconds} s.`,
  code: 'OMNI7017',
});
