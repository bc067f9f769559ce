/** OMNI703x: another machine's runs, by `--server`. */
import type { Codes } from './code.ts';

export const remoteCodes: Codes = {
  OMNI7030: {
    title: 'The address of the server cannot be used',
    explanation:
      'A server is named by its address and nothing else: no token stands in it, where every program of the machine could read it. A token goes to another machine over https alone; over http it could be read on the way.',
    bad: '$ omni --server http://omni.example.com runs\nerror[OMNI7030]: The address of the server is on another machine, and http sends the token in the clear.',
    good: '$ export OMNI_TOKEN=…\n$ omni --server https://omni.example.com runs',
  },
  OMNI7031: {
    title: 'The server refused',
    explanation:
      'The server understood what was asked for and did not do it. The message is its own. Often the token is over, or its role may not do this: `omni token list` shows both where the server runs.',
    bad: '$ omni --server https://omni.example.com cancel 1122-k3v9tq\nerror[OMNI7031]: The server refused: Your role is view, and this wants drive.',
    good: '$ omni token create ada@example.com --role drive      # on the machine of the server',
  },
  OMNI7032: {
    title: 'The server cannot be reached',
    explanation:
      'Nobody listens there, the name is not known, or the connection broke again and again. What was sent and not answered may be sent again: a write is done once however often it is sent.',
    bad: '$ omni --server http://127.0.0.1:4664 runs\nerror[OMNI7032]: The server at http://127.0.0.1:4664 cannot be reached: connect ECONNREFUSED 127.0.0.1:4664.',
    good: '$ omni serve      # where the runs are',
  },
  OMNI7033: {
    title: 'What the server answered cannot be believed',
    explanation:
      'Whatever a server answers is checked by the schemas of the API, and the events of a run by their hashes. This answer does not fit: the address may lead to something else than omni, or to another version of it.',
    bad: '$ omni --server https://www.example.com runs\nerror[OMNI7033]: What the server answered cannot be believed: it is no JSON.',
    good: '$ omni --server https://omni.example.com runs',
  },
};
