// Tells of what waits and of what ended, also to somebody who looks elsewhere: in the title, and where it was allowed
// as a notification of the browser.
let waits;
let ended;

export function notifyOf(main) {
  const mine = main.querySelector('#mine');
  if (mine === null) return;
  const count = Number(mine.dataset.count ?? 0);
  const title = document.title.replace(/^\(\d+\) /, '');
  document.title = count > 0 ? `(${count}) ${title}` : title;
  if (waits !== undefined && count > waits) tell('Waits for you', mine.querySelector('a')?.textContent ?? '');
  if (ended !== undefined && mine.dataset.ended !== ended) tell('A run is over', mine.dataset.ended ?? '');
  waits = count;
  ended = mine.dataset.ended;
}

function tell(title, body) {
  if (document.hidden && globalThis.Notification?.permission === 'granted')
    new Notification(title, { body, icon: '/assets/icon.svg', tag: 'omni' });
}

// Asked only when somebody wants it: the button is there where the browser can notify and nobody has answered yet.
const button = document.querySelector('#notify');
if (button && globalThis.Notification?.permission === 'default') {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await Notification.requestPermission();
    button.hidden = true;
  });
}
