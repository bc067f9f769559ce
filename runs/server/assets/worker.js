// Shows the notifications of which a page tells it, for as long as what they say is so; one that is clicked leads to what
// it tells of, also when that page is gone.
self.addEventListener('message', (event) => event.waitUntil(tell(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data));
});

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** `tags`: of all that the page names. What it does not name is answered, or long over. */
async function tell({ news, tags }) {
  for (const shown of await self.registration.getNotifications()) if (!tags.includes(shown.tag)) shown.close();
  // Whoever sees a page sees it there.
  if ((await pages()).some(({ visibilityState }) => visibilityState === 'visible')) return;
  for (const { tag, title, body, href } of news)
    await self.registration.showNotification(title, { tag, body, data: href, icon: '/assets/icon-192.png' });
}

/** To a page that shows it; never away from one where somebody may be writing. */
async function lead(href) {
  const url = new URL(href);
  const open = (await pages()).find((page) => new URL(page.url).pathname === url.pathname);
  if (open === undefined) return self.clients.openWindow(href);
  open.postMessage({ show: url.hash });
  return open.focus();
}
