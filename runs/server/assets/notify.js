// Tells of what waits and of what ended: in the title, to whoever hears the page, and where somebody switched it on, by
// the worker, also to those who look elsewhere. By the worker each thing is told once, whichever page of this server is
// the first to hear of it.
import { workerThatTells } from './switch.js';

const storage = 'omni-told';
// Many more than a page names, so that what it named once is remembered for as long as it can come up again.
const remembered = 500;
let last;

export function notifyOf(main) {
  const mine = main.querySelector('#mine');
  if (mine === null) return;
  const count = Number(mine.dataset.count ?? 0);
  const title = document.title.replace(/^\(\d+\) /, '');
  document.title = count > 0 ? `(${count}) ${title}` : title;
  const named = [...mine.querySelectorAll('[data-news]')];
  const tags = named.map(({ dataset }) => dataset.news);
  if (tags.join() === last?.join()) return;
  const told = JSON.parse(localStorage.getItem(storage) ?? '[]');
  localStorage.setItem(storage, JSON.stringify([...new Set([...told, ...tags])].slice(-remembered)));
  // What stood there when the page was opened is no news.
  const fresh = last === undefined ? [] : named.filter(({ dataset }) => !last.includes(dataset.news)).map(read);
  const news = fresh.filter(({ tag }) => !told.includes(tag));
  if (fresh.length > 0) document.querySelector('#told').textContent = fresh.map(({ title }) => title).join('. ');
  last = tags;
  void workerThatTells().then((worker) => worker?.postMessage({ news, tags }));
}

const read = (row) => ({
  tag: row.dataset.news,
  title: row.dataset.title,
  body: row.textContent.trim(),
  href: row.querySelector('a').href,
});
