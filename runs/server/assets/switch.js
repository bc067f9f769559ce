// The button that switches the notifications of this browser on and off. They are on while there is a worker
// (`worker.js`) to show them: on a phone a page itself may not, and it may be gone when its notification is clicked.
const scope = '/assets/';
const states = {
  off: ['Notify me', 'Tells you by the browser when an answer is waited for, and when a run is over'],
  on: ['Notifying you', 'You are told when an answer is waited for, and when a run is over. Press to end it'],
  blocked: ['Notifications blocked', 'The settings of this browser forbid them for this address'],
};

/** Undefined: nobody wants to be told, or the browser does not allow it. */
export async function workerThatTells() {
  if (globalThis.Notification?.permission !== 'granted') return undefined;
  return (await navigator.serviceWorker?.getRegistration(scope))?.active ?? undefined;
}

/** Where the browser can notify: not without scripts, and over a network only by https. */
export async function offerNotifications() {
  const button = document.querySelector('#notify');
  if (button === null || !globalThis.Notification || !navigator.serviceWorker) return;
  button.addEventListener('click', () => void press(button));
  await show(button);
  const permission = await navigator.permissions?.query({ name: 'notifications' });
  permission?.addEventListener('change', () => void show(button));
}

async function press(button) {
  if (await workerThatTells()) {
    await (await navigator.serviceWorker.getRegistration(scope)).unregister();
  } else if ((await Notification.requestPermission()) === 'granted') {
    const { installing, waiting, active } = await navigator.serviceWorker.register(`${scope}worker.js`, { scope });
    await untilActive(active ?? waiting ?? installing);
  }
  await show(button);
}

function untilActive(worker) {
  return new Promise((resolve) => {
    const look = () => /activated|redundant/.test(worker.state) && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
}

async function show(button) {
  const state = Notification.permission === 'denied' ? 'blocked' : (await workerThatTells()) ? 'on' : 'off';
  const [text, title] = states[state];
  button.hidden = false;
  button.textContent = text;
  button.title = title;
  button.dataset.state = state;
  button.disabled = state === 'blocked';
}
