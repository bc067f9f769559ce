/**
 * Preloaded into the built CLI (`node --import`): kills it with SIGKILL around one commit of the journal, from outside
 * the product. Which one is said in events, since how many of them share a commit depends on timing, and how many there
 * are does not: KILL_AT is the first commit by which so many are journaled. KILL_WHEN is `after` (the commit is durable,
 * nothing was done about it) or `before` (whatever led to it has happened, nothing of it is recorded). Without KILL_AT
 * it writes the number of events after each commit to the file COMMITS_FILE when the process ends.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const { KILL_AT, KILL_WHEN, COMMITS_FILE } = process.env;
const killAt = Number(KILL_AT ?? 0);
const kill = () => process.kill(process.pid, 'SIGKILL');
const commits = [];
let events = 0;

const { prepare } = Database.prototype;

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (/^INSERT INTO events/i.test(sql)) aroundRun(statement, { after: () => events++ });
  if (/^COMMIT$/i.test(sql)) aroundRun(statement, { before: () => fall('before'), after: committed });
  return statement;
};

function aroundRun(statement, { before = () => {}, after }) {
  const { run } = statement;
  statement.run = function (...values) {
    before();
    const result = run.apply(this, values);
    after();
    return result;
  };
}

function fall(when) {
  if (KILL_WHEN === when && events >= killAt) kill();
}

function committed() {
  fall('after');
  if (events > (commits.at(-1) ?? 0)) commits.push(events);
}

if (COMMITS_FILE !== undefined) process.on('exit', () => writeFileSync(COMMITS_FILE, JSON.stringify(commits)));
