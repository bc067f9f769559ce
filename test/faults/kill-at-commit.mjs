/**
 * Preloaded into the built CLI (`node --import`): kills it with SIGKILL around one commit of the journal, from outside
 * the product. Which one is said by an event, since how many share a commit depends on timing, and what happens does
 * not: KILL_AT names an event, and the first commit that holds it is meant. KILL_WHEN is `after` (the commit is
 * durable, nothing was done about it) or `before` (whatever led to it has happened, nothing of it is recorded). Without
 * KILL_AT it writes the last event of each commit to the file COMMITS_FILE when the process ends.
 *
 * An event is named by its step, the visit of it, how much was asked and answered at it (ASKED before this process
 * began), its type, and which of that type it is since the step was started: so it has the same name in an attempt that
 * is made again because the one before it was killed.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const { KILL_AT, KILL_WHEN, COMMITS_FILE, ASKED } = process.env;
const commits = [];
/** Of each step: its visit, and how often it had what. */
const steps = new Map();
/** Of each step: how much was asked and answered. */
const asked = new Map(Object.entries(JSON.parse(ASKED)));
/** The events since the last commit, by their names. */
let pending = [];

const { prepare } = Database.prototype;

Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  const columns = /^INSERT INTO events \(([^)]+)\)/i.exec(sql)?.[1].split(', ');
  if (columns !== undefined) {
    const insert = (...values) =>
      pending.push(nameOf(Object.fromEntries(columns.map((name, at) => [name, values[at]]))));
    aroundRun(statement, { after: insert });
  }
  if (/^COMMIT$/i.test(sql)) aroundRun(statement, { before: () => fall('before'), after: committed });
  return statement;
};

function aroundRun(statement, { before = () => {}, after }) {
  const { run } = statement;
  statement.run = function (...values) {
    before();
    const result = run.apply(this, values);
    after(...values);
    return result;
  };
}

function nameOf({ frame, step, visit, type, body }) {
  const at = `${frame}/${step ?? ''}`;
  if (type === 'step.started' || !steps.has(at)) steps.set(at, { visit: visit ?? 1, counts: new Map() });
  const { visit: current, counts } = steps.get(at);
  const nth = (counts.get(type) ?? 0) + 1;
  counts.set(type, nth);
  const asks = JSON.parse(body).asks?.length ?? 0;
  asked.set(at, (asked.get(at) ?? 0) + asks + (type === 'approval.granted' ? 1 : 0));
  return `${at}@${current}+${asked.get(at)} ${type} ${nth}`;
}

function fall(when) {
  if (KILL_WHEN === when && pending.includes(KILL_AT)) process.kill(process.pid, 'SIGKILL');
}

function committed() {
  fall('after');
  if (pending.length > 0) commits.push(pending.at(-1));
  pending = [];
}

if (COMMITS_FILE !== undefined) process.on('exit', () => writeFileSync(COMMITS_FILE, JSON.stringify(commits)));
