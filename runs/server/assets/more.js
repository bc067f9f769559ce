// Goes on with a list when its end is reached: a link `data-more` stands in the last (or first) row of a list that has
// an id, and leads to the page that goes on with that list. Without this script it is a link like any other.

import { grown } from './morph.js';

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) void load(target);
  },
  { rootMargin: '400px' },
);

/** Looks for such links, also in what has come since. */
export function loadMore() {
  for (const link of document.querySelectorAll('a[data-more]')) seen.observe(link);
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
    row.replaceWith(...[...more.children].filter(isNew));
    loadMore();
  } catch {
    // It is a link: whoever follows it sees why.
  } finally {
    link.ariaBusy = null;
  }
}
