// Walks through what happened without loading the page anew: by the links, by the slider, and by the arrow keys while
// the past is shown. Each moment has its own address, so that the browser's way back works too.

import { morph } from './morph.js';

const walk = () => document.querySelector('#walk');
let loading;

/** `moved` is told once the page is of another address. */
export function walkPast(main, moved) {
  const go = async (url, push = true) => {
    loading?.abort();
    loading = new AbortController();
    try {
      const response = await fetch(url, { signal: loading.signal, headers: { accept: 'text/html' } });
      if (!response.ok) return location.assign(url);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (push) history.pushState(null, '', url);
      document.title = page.title;
      const hadFocus = walk()?.contains(document.activeElement);
      morph(main, page.querySelector('main'));
      // Where there is no further way, what was pressed is gone.
      if (hadFocus && !walk()?.contains(document.activeElement)) walk()?.focus();
      moved();
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(url);
    }
  };

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('#walk a[id]');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void go(link.href);
  });
  document.addEventListener('input', ({ target }) => {
    if (target.id === 'walk-at') target.form.querySelector('output').textContent = `${target.value} of ${target.max}`;
  });
  document.addEventListener('change', ({ target }) => {
    if (target.id === 'walk-at') void go(`${target.form.action}?at=${target.value}`);
  });
  document.addEventListener('keydown', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
    const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
    if (rel === undefined || event.target.closest?.('input, select, textarea, .scroll')) return;
    const link = walk()?.classList.contains('is-past') && walk().querySelector(`a[rel="${rel}"]`);
    if (!link) return;
    event.preventDefault();
    void go(link.href);
  });
  addEventListener('popstate', () => walk() && void go(location.href, false));
}
