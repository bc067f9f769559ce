// Sends a form without leaving the page: what comes of it arrives by the stream, and what went wrong is said beside the
// form. A form that leads to another page does so.
export function sendForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || form.dataset.whole !== undefined || event.defaultPrevented) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
}

async function send(form, submitter) {
  const buttons = form.querySelectorAll('button');
  // Before the buttons are switched off: one that is says nothing.
  const body = new URLSearchParams(new FormData(form, submitter));
  say(form, '');
  for (const button of buttons) button.disabled = true;
  try {
    const action = submitter?.getAttribute('formaction') ?? form.action;
    const response = await fetch(action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (!response.ok) return say(form, page.querySelector('#notice')?.textContent.trim() ?? 'This went wrong.');
    if (new URL(response.url).pathname !== location.pathname) return location.assign(response.url);
    form.reset();
    say(form, 'Sent.');
  } catch {
    say(form, 'Not connected: nothing was sent.');
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

function say(form, text) {
  let line = form.querySelector('output');
  if (line === null) {
    line = document.createElement('output');
    form.append(line);
  }
  line.textContent = text;
}
