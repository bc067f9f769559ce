// A transcript is shown from its end: what is new comes, and what has left the window of the server stays on the page,
// as long as the window still overlaps with what is there. Else something would be missing in between, and the page
// begins anew.
/** Whether a section, by its id, is none of the server's business any more. */
export function whatStays(main, order) {
  const known = new Set(order);
  const kept = new Set([...main.querySelectorAll(':scope > [data-kept]')].map(({ id }) => id));
  if (!order.some((id) => kept.has(id))) return () => false;
  return (id) => id === 'earlier' || (kept.has(id) && !known.has(id));
}

/** Whoever reads the end of a transcript goes on reading there: answers what to do once something has come. */
export function followEnd(main) {
  const page = document.documentElement;
  const isAtEnd = main.classList.contains('talk') && innerHeight + scrollY > page.scrollHeight - 60;
  return () => isAtEnd && scrollTo({ top: page.scrollHeight, behavior: 'instant' });
}
