// Sends a form without leaving the page: what comes of it arrives by the stream, and what went wrong is said in the form.
// A form that leads to another page does so.
import { ours } from './morph.js';

/** Their buttons are not switched off meanwhile: the one that was pressed would lose the focus. */
const sending = new WeakSet();

export function sendForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || form.dataset.whole !== undefined || event.defaultPrevented) return;
    event.preventDefault();
    if (!sending.has(form)) void send(form, event.submitter);
  });
}

async function send(form, submitter) {
  sending.add(form);
  form.ariaBusy = 'true';
  clear(form);
  try {
    const action = submitter?.getAttribute('formaction') ?? form.action;
    const response = await fetch(action, { method: 'POST', body: new URLSearchParams(new FormData(form, submitter)) });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const notice = page.querySelector('#notice');
    if (!response.ok) return refuse(form, notice);
    const isElsewhere = response.redirected && new URL(response.url).pathname !== location.pathname;
    if (isElsewhere) return location.assign(response.url);
    form.reset();
    // A notice: it was taken, and there is more to say of it than that.
    say(form, 'output', notice ? textsOf(notice) : ['Sent.']);
  } catch {
    say(form, 'div', ['Not connected: nothing was sent.']).focus();
  } finally {
    sending.delete(form);
    form.ariaBusy = null;
  }
}

/** As the notice says it; whoever sent the form goes on at the field that is wrong, where that is known. */
function refuse(form, notice) {
  const line = say(form, 'div', notice ? textsOf(notice) : ['This went wrong.']);
  const field = notice?.dataset.field && form.elements.namedItem(notice.dataset.field);
  if (!field) return line.focus();
  field.ariaInvalid = 'true';
  field.focus();
}

/** Without the ways back: the page is still there. */
const textsOf = (notice) => [...notice.querySelectorAll(':scope > :not(.way)')].map(({ textContent }) => textContent);

function clear(form) {
  for (const line of form.querySelectorAll(':scope > .outcome')) line.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) field.ariaInvalid = null;
}

/** At the end of the form: an output is told when there is time, else it is an alert. */
function say(form, name, texts) {
  const line = document.createElement(name);
  line.className = 'outcome';
  line.tabIndex = -1;
  if (name !== 'output') line.role = 'alert';
  for (const text of texts) line.append(Object.assign(document.createElement('p'), { textContent: text }));
  ours.add(line);
  form.append(line);
  return line;
}
