// Goes on with a list when its end is reached: a link `data-more` stands in the last (or first) row of a list that has
// an id, and leads to the page that goes on with that list. Without this script it is a link like any other.
//
// What came before is put above what somebody reads, so that its link stays where it is: it is loaded when they scroll up
// to it or press it, a page at a time, and what they read does not move. Else a list would load itself whole.

import { grown } from './morph.js';

/** Pixels from the window, from where on it is loaded. */
const near = 400;
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) void load(target);
  },
  { rootMargin: `${near}px` },
);
let lastY = scrollY;

/** Looks for such links, also in what has come since. */
export function loadMore() {
  for (const link of document.querySelectorAll('a[data-more]:not([data-more="above"])')) seen.observe(link);
}

/** Loads what came before for whoever goes there. */
export function loadBefore() {
  addEventListener('scroll', () => {
    const isUp = scrollY < lastY;
    lastY = scrollY;
    const link = document.querySelector('a[data-more="above"]');
    if (isUp && link?.getBoundingClientRect().bottom > -near) void load(link);
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-more="above"]');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void load(link);
  });
}

async function load(link) {
  const row = link.closest('[data-key]');
  const list = row?.parentElement;
  if (!list?.id || link.ariaBusy === 'true') return;
  link.ariaBusy = 'true';
  try {
    const response = await fetch(link.href, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const more = response.ok ? page.getElementById(list.id) : null;
    if (more === null || !row.isConnected) return;
    seen.unobserve(link);
    grown.add(list);
    const known = new Set([...list.children].map(({ dataset }) => dataset.key));
    const isNew = ({ dataset }) => dataset.key === row.dataset.key || !known.has(dataset.key);
    const rows = [...more.children].filter(isNew);
    if (link.dataset.more === 'above') putAbove(row, rows);
    else row.replaceWith(...rows);
    loadMore();
  } catch {
    // It is a link: whoever follows it sees why.
  } finally {
    link.ariaBusy = null;
  }
}

/** The browser keeps what is read where it is, but not at the very top: there it is done here. */
function putAbove(row, rows) {
  const read = row.nextElementSibling;
  const hadFocus = row.contains(document.activeElement);
  const top = read?.getBoundingClientRect().top;
  row.replaceWith(...rows);
  if (read) scrollBy({ top: read.getBoundingClientRect().top - top, behavior: 'instant' });
  lastY = scrollY;
  // Who pressed it by keyboard goes on at the next such link; at the beginning of all at what was read.
  if (hadFocus)
    rows
      .find((one) => one.id === row.id)
      ?.querySelector('a')
      .focus({ preventScroll: true });
}
