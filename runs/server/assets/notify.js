// Tells of what waits and of what ended: in the title, to whoever hears the page, and where somebody switched it on, by
// the worker, also to those who look elsewhere. By the worker each thing is told once, whichever page of this server is
// the first to hear of it.
import { workerThatTells } from './switch.js';

const storage = 'omni-told';
// Many more than a page names, so that what it named once is remembered for as long as it can come up again.
const remembered = 500;
const saidMs = 20_000;
/** What this page has named since it was opened. */
const named = new Set();
let last;

export function notifyOf(main) {
  const mine = main.querySelector('#mine');
  if (mine === null) return;
  const count = Number(mine.dataset.count ?? 0);
  const title = document.title.replace(/^\(\d+\) /, '');
  document.title = count > 0 ? `(${count}) ${title}` : title;
  const rows = [...mine.querySelectorAll('[data-news]')];
  const tags = rows.map(({ dataset }) => dataset.news);
  if (tags.join() === last) return;
  const told = JSON.parse(localStorage.getItem(storage) ?? '[]');
  localStorage.setItem(storage, JSON.stringify([...new Set([...told, ...tags])].slice(-remembered)));
  // What stood there when the page was opened is no news.
  const fresh = last === undefined ? [] : [...mine.querySelectorAll('ul')].flatMap(newIn).map(read);
  const news = fresh.filter(({ tag }) => !told.includes(tag));
  if (fresh.length > 0) say(fresh.map(({ title, body }) => `${title}: ${body}`).join('. '));
  last = tags.join();
  for (const tag of tags) named.add(tag);
  void workerThatTells().then((worker) => worker?.postMessage({ news, tags }));
}

/** The newest stands first: what comes up below one that was named had no room until now. */
function newIn(list) {
  const rows = [...list.querySelectorAll(':scope > [data-news]')];
  const known = rows.findIndex(({ dataset }) => named.has(dataset.news));
  return known < 0 ? rows : rows.slice(0, known);
}

/** For a while: nobody who goes through the page later hears it as if it were new. */
function say(text) {
  const line = document.querySelector('#told');
  line.textContent = text;
  setTimeout(() => {
    if (line.textContent === text) line.textContent = '';
  }, saidMs);
}

const read = (row) => ({
  tag: row.dataset.news,
  title: row.dataset.title,
  body: row.textContent.trim(),
  href: row.querySelector('a').href,
});
