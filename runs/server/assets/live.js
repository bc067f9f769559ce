// Keeps the page as it is in the journal: the server sends the sections that changed, and they are put in place without
// touching what somebody is typing. Without this script the page reads the same, forms work, and it is fresh when loaded.

import { sendForms } from './forms.js';
import { grow } from './grow.js';
import { followEnd, tellChanged, whatStays } from './kept.js';
import { loadBefore, loadMore } from './more.js';
import { morph } from './morph.js';
import { notifyOf } from './notify.js';
import { walkPast } from './past.js';
import { offerNotifications, workerThatTells } from './switch.js';

const main = document.querySelector('main');
const link = document.querySelector('#link');
let stream;
let retry;

function connect() {
  const url = new URL(location.href);
  url.hash = '';
  url.pathname = `/live${url.pathname === '/' ? '' : url.pathname}`;
  url.searchParams.set('seen', main.dataset.version);
  stream = new EventSource(url);
  stream.onopen = () => say('live');
  stream.addEventListener('page', ({ data, lastEventId }) => {
    put(JSON.parse(data));
    main.dataset.version = lastEventId;
    if (main.querySelector('[data-same]')) beginAnew();
  });
  // The browser tries again by itself while it can; it gives up where the server answers something else.
  stream.onerror = () => {
    say('not connected');
    if (stream.readyState !== EventSource.CLOSED) return;
    clearTimeout(retry);
    retry = setTimeout(connect, 2000);
  };
}

/** A row that should be here is not. */
function beginAnew() {
  main.dataset.version = '';
  disconnect();
  connect();
}

function disconnect() {
  clearTimeout(retry);
  stream?.close();
  stream = undefined;
}

function say(text) {
  if (link.textContent !== text) link.textContent = text;
  document.body.classList.toggle('stale', text !== 'live');
}

function put({ title, order, sections }) {
  document.title = `${title} · omni`;
  const stays = whatStays(main, order);
  const follow = followEnd(main);
  const next = (section) => (section && stays(section.id) ? next(section.nextElementSibling) : section);
  let before = next(main.querySelector(':scope > section'));
  for (const id of order) {
    if (stays(id)) continue;
    let section = document.getElementById(id);
    if (sections[id] !== undefined) {
      const fresh = new DOMParser().parseFromString(sections[id], 'text/html').body.firstElementChild;
      if (section === null) section = main.insertBefore(fresh, before);
      else section = morph(section, fresh);
    }
    if (section === before) before = next(section.nextElementSibling);
    else if (section !== null) main.insertBefore(section, before);
  }
  const known = new Set(order);
  for (const section of main.querySelectorAll(':scope > section'))
    if (!known.has(section.id) && !stays(section.id)) section.remove();
  tellChanged(main, order, sections);
  follow();
  count();
  loadMore();
  notifyOf(main);
}

function count() {
  const now = Date.now();
  for (const element of document.querySelectorAll('[data-since]')) {
    const text = elapsed(now - Number(element.dataset.since));
    if (element.textContent !== text) element.textContent = text;
  }
  grow();
}

function elapsed(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const two = (number) => String(number).padStart(2, '0');
  return minutes < 60 ? `${minutes}m ${two(seconds % 60)}s` : `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

// A browser has few connections to one server: of the pages that nobody sees, one keeps its own, to notify.
let release;
async function connectWhenWanted() {
  release?.();
  release = undefined;
  disconnect();
  if (!document.hidden) return connect();
  if (!(await workerThatTells()) || !document.hidden || release !== undefined) return;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  void navigator.locks?.request('omni-notify', () => {
    if (document.hidden && stream === undefined) connect();
    return held;
  });
}
document.addEventListener('visibilitychange', connectWhenWanted);
// Somebody clicked a notification of what is here.
navigator.serviceWorker?.addEventListener('message', ({ data }) => {
  if (data.show) location.hash = data.show;
});
navigator.serviceWorker?.startMessages();
addEventListener('pagehide', disconnect);
addEventListener('pageshow', ({ persisted }) => persisted && connectWhenWanted());
addEventListener('online', connectWhenWanted);
addEventListener('offline', () => say('not connected'));
setInterval(count, 1000);
sendForms();
loadBefore();
void offerNotifications();
walkPast(main, () => {
  loadMore();
  void connectWhenWanted();
});
loadMore();
notifyOf(main);
void connectWhenWanted();
