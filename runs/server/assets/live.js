// Keeps the page as it is in the journal: when the stream names another version, the page is fetched again and the
// sections that changed are put in place. Without this script the page reads the same, and is fresh when it is loaded.
const main = document.querySelector('main');
const link = document.querySelector('#link');
let stream;
let wanted;
let fetching = false;

function connect() {
  stream = new EventSource(main.dataset.events);
  stream.onopen = () => say('live');
  stream.onmessage = ({ data }) => {
    wanted = data;
    refresh();
  };
  stream.onerror = () => say('not connected');
}

function say(text) {
  link.textContent = text;
  document.body.classList.toggle('stale', text !== 'live');
}

async function refresh() {
  if (fetching || wanted === main.dataset.version) return;
  fetching = true;
  const target = wanted;
  try {
    const response = await fetch(location.pathname);
    if (!response.ok) throw new Error(String(response.status));
    put(new DOMParser().parseFromString(await response.text(), 'text/html'));
    main.dataset.version = target;
  } catch {
    stream.close();
    say('not connected');
    return;
  } finally {
    fetching = false;
  }
  refresh();
}

function put(page) {
  document.title = page.title;
  const fresh = page.querySelector('main');
  const shape = (root) => [...root.querySelectorAll('section')].map(({ id }) => id).join();
  if (shape(main) !== shape(fresh)) {
    main.replaceChildren(...fresh.childNodes);
    return;
  }
  for (const section of fresh.querySelectorAll('section')) {
    const old = document.getElementById(section.id);
    if (old.innerHTML !== section.innerHTML) old.replaceChildren(...section.childNodes);
  }
}

function count() {
  const now = Date.now();
  for (const element of document.querySelectorAll('[data-since]')) {
    element.textContent = elapsed(now - Number(element.dataset.since));
  }
}

function elapsed(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const two = (number) => String(number).padStart(2, '0');
  return minutes < 60 ? `${minutes}m ${two(seconds % 60)}s` : `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
}

// A browser has few connections to one server: a page that nobody sees lets go of its own.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) stream?.close();
  else connect();
});
setInterval(count, 1000);
if (!document.hidden) connect();
