/** OMNI701x: who may come to the status page, and what they may do there. */
import type { Codes } from './code.ts';

export const accessCodes: Codes = {
  OMNI7010: {
    title: 'This token cannot be made',
    explanation:
      'A token speaks with the name that its maker gives it, which stands in journals beside those of others: 1 to 80 characters that can be seen, and not `nobody`, which means that nobody was there. It has one of the roles `view`, `comment`, `answer` and `drive`, and lasts from an hour to 365 days.',
    bad: '$ omni token create ada --expires 10y\nerror[OMNI7010]: A token lasts from 1h to 365d.',
    good: '$ omni token create ada --role drive --expires 30d',
  },
  OMNI7011: {
    title: 'There is no such token',
    explanation:
      'The id is what stands between the first two underscores of a token, and in the list of them. Tokens belong to the runs of one project.',
    bad: '$ omni token revoke 0123456789\nerror[OMNI7011]: There is no token 0123456789.',
    good: '$ omni token list',
  },
  OMNI7012: {
    title: 'This comment cannot be taken',
    explanation: 'A comment is about one line of a file or of a diff, and has from 1 to 4,000 characters.',
    bad: '$ curl …/comments --json \'{"path": "a.ts", "line": 0, "text": "why?"}\'',
    good: '$ curl …/comments --json \'{"path": "a.ts", "line": 1, "side": "new", "text": "why?"}\'',
  },
  OMNI7013: {
    title: 'Not a name of this server',
    explanation:
      'A web site can bend its own name to the address of your machine, and a browser would then show it what it shows you. So the server answers only to the names of this machine, to the address it was reached at, and to those that it was started with.',
    bad: '$ curl http://omni.example:4664/\nNot here: this server answers only to the name of this machine.',
    good: '$ omni serve --allow-host https://omni.example',
  },
  OMNI7014: {
    title: 'Sent by another page',
    explanation:
      'A page of somebody else can send a form to this server, and your browser would send your cookie with it. So whatever changes something has to come from a page of this server, whose `Origin` says so, or from a program that shows a token and no `Origin`. A proxy has to pass on `Host` as the browser sent it.',
    bad: "$ curl -X POST -b 'omni_4664=…' http://127.0.0.1:4664/leave",
    good: "$ curl -X POST -H 'Authorization: Bearer omni_…' http://127.0.0.1:4664/leave",
  },
  OMNI7015: {
    title: 'Nobody knows who you are',
    explanation:
      'A browser gets in by the link that `omni serve` prints, which works once, or by a link that was made for a person, which works until it expires or is taken back. A program shows its token with each request.',
    bad: '$ curl http://127.0.0.1:4664/',
    good: "$ omni token create ci --role drive\n$ curl -H 'Authorization: Bearer omni_…' http://127.0.0.1:4664/",
  },
  OMNI7016: {
    title: 'Not yours to do',
    explanation:
      'Each token has a role: `view` sees, `comment` also comments, `answer` also answers what runs wait for, `drive` also starts, steers and ends them. Only the owner, who opened the printed link, makes and takes back tokens. A link that shares a run reaches no other.',
    bad: '$ omni token create ada --role view',
    good: '$ omni token create ada --role answer',
  },
  OMNI7017: {
    title: 'Too many at once',
    explanation:
      'So many requests, open streams, or secrets that let nobody in, that others could be kept waiting. `Retry-After` says after how many seconds more is taken.',
    bad: '$ curl -i http://127.0.0.1:4664/api/v1/runs\nHTTP/1.1 429 Too Many Requests\nretry-after: 7',
    good: '$ sleep 7      # and ask less often',
  },
};
