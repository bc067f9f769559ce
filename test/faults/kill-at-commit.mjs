/**
 * Preloaded into the built CLI (`node --import`): kills it with SIGKILL around one commit of the journal, from outside
 * the product. KILL_AT counts the commits that add events, from 1; KILL_WHEN is `after` (the commit is durable, nothing
 * was done about it) or `before` (whatever led to it has happened, nothing of it is recorded). Without KILL_AT it
 * counts, and writes the number to the file COMMITS_FILE when the process ends.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const { KILL_AT, KILL_WHEN, COMMITS_FILE } = process.env;
const killAt = Number(KILL_AT ?? 0);
const kill = () => process.kill(process.pid, 'SIGKILL');
let commits = 0;
let adding = false;

const { prepare } = Database.prototype;

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (/^INSERT INTO events/i.test(sql)) aroundRun(statement, { before: add });
  if (/^COMMIT$/i.test(sql)) aroundRun(statement, { after: committed });
  return statement;
};

function aroundRun(statement, { before = () => {}, after = () => {} }) {
  const { run } = statement;
  statement.run = function (...values) {
    before();
    const result = run.apply(this, values);
    after();
    return result;
  };
}

function add() {
  if (!adding && KILL_WHEN === 'before' && commits + 1 === killAt) kill();
  adding = true;
}

function committed() {
  if (!adding) return;
  adding = false;
  commits += 1;
  if (KILL_WHEN === 'after' && commits === killAt) kill();
}

if (COMMITS_FILE !== undefined) process.on('exit', () => writeFileSync(COMMITS_FILE, String(commits)));
