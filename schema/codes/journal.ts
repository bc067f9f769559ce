/** OMNI6xxx: the journal and its runs. */
import type { Codes } from './code.ts';

export const journalCodes: Codes = {
  OMNI6001: {
    title: 'The journal is damaged',
    explanation:
      'What is read from the journal is not what was written: a hash does not match, an event is missing, or the database is corrupt. Nothing is guessed; `omni audit` shows how far the journal is whole.',
    bad: '$ omni show\nerror[OMNI6001]: event 17 of run r1 was changed',
    good: '$ omni audit r1',
  },
  OMNI6002: {
    title: 'The journal is newer than this omni',
    explanation: 'A later version of omni has written this journal. Use that version; an older one would misread it.',
    bad: '$ omni runs\nerror[OMNI6002]: the journal was written by a newer omni',
    good: '$ npm install omni-engine@latest',
  },
  OMNI6003: {
    title: 'The disk is full',
    explanation:
      'An event could not be written, so nothing that depends on it was done. Everything journaled before is safe. Make room and continue.',
    bad: '$ omni apply polly\nerror[OMNI6003]: the disk of the journal is full',
    good: '$ df -h .omni\n$ omni resume',
  },
  OMNI6004: {
    title: 'The journal cannot be written',
    explanation:
      'The folder `.omni/` is read-only, belongs to someone else, or its file system cannot keep a journal safe. `OMNI_HOME` names another folder.',
    bad: '$ omni apply polly\nerror[OMNI6004]: the journal .omni/journal.db cannot be written',
    good: '$ OMNI_HOME=~/omni omni apply polly',
  },
  OMNI6005: {
    title: 'Another omni holds the run',
    explanation:
      'A run has one owner at a time; the message says which process it is. Approvals and messages reach it through the journal.',
    bad: '$ omni resume\nerror[OMNI6005]: run r1 is held by process 4711',
    good: '$ omni watch r1',
  },
  OMNI6006: {
    title: 'No such run or approval',
    explanation: 'The journal holds nothing of this id.',
    bad: '$ omni approve a9\nerror[OMNI6006]: there is no approval a9',
    good: '$ omni runs',
  },
  OMNI6007: {
    title: 'An event that cannot have happened',
    explanation:
      'An event does not follow from those before it. Either the journal was forged, or this is a bug in omni: the run stops rather than act on it.',
    bad: '$ omni resume\nerror[OMNI6007]: event step.started can not have happened',
    good: '$ omni audit',
  },
  OMNI6008: {
    title: 'The definition changed under an unfinished run',
    explanation:
      'The workflow, an agent or a policy is not what the unfinished run began with. Continue the run as it was begun, or start another.',
    bad: '$ omni apply polly\nerror[OMNI6008]: the workflow was changed while its run r1 is unfinished',
    good: '$ omni resume r1      # as it was begun\n$ omni apply polly --new',
  },
  OMNI6009: {
    title: 'A stored value is missing',
    explanation: 'An event names a prompt, a diff or another large value by its hash, and the journal lacks it.',
    bad: '$ omni resume\nerror[OMNI6009]: the journal lacks a value',
    good: '$ omni audit',
  },
  OMNI6010: {
    title: 'Another version of the engine began the run',
    explanation:
      'This version no longer accepts the definition that the run pins. Continue it with the version that began it.',
    bad: '$ omni resume\nerror[OMNI6010]: this omni no longer compiles what the run pins',
    good: '$ npx omni-engine@0.1.0 resume',
  },
  OMNI6011: {
    title: 'The journal was closed',
    explanation: 'Something used the journal after it was closed. That is a bug in omni; nothing was lost.',
    bad: 'error[OMNI6011]: the journal .omni/journal.db was closed',
    good: '$ omni resume',
  },
  OMNI6013: {
    title: 'The journal is locked',
    explanation:
      'Another process, an omni or a backup, has locked the journal for too long. Try again when it is done.',
    bad: '$ omni apply polly\nerror[OMNI6013]: the journal .omni/journal.db was locked by another process for too long',
    good: '$ omni resume',
  },
  OMNI6014: {
    title: 'The disk answered with an error',
    explanation:
      'Reading or writing the journal failed in the disk or the file system. What was journaled before is safe.',
    bad: '$ omni apply polly\nerror[OMNI6014]: the disk answered with an error',
    good: '$ omni audit\n$ omni resume',
  },
  OMNI6015: {
    title: 'This is no event',
    explanation:
      'Something that no reader would believe was handed to the journal, and was not written. That is a bug in omni.',
    bad: 'error[OMNI6015]: this is no event and was not journaled',
    good: '$ omni resume',
  },
  OMNI6016: {
    title: 'A secret too short to be hidden',
    explanation:
      'Values of declared secrets are kept out of the journal. One of a few characters would be found everywhere, so it is refused. Where it is no secret, give it in `env` as it is.',
    bad: 'GH_TOKEN=1 omni apply polly',
    good: 'GH_TOKEN=ghp_… omni apply polly',
  },
};
