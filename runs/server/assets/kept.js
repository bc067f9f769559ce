// A transcript is shown from its end: what is new comes, and what has left the window of the server stays on the page,
// as long as the window still overlaps with what is there. Else something would be missing in between, and the page
// begins anew.
// Lines that somebody is commenting on stay as they were read, so that the comment is about what they saw.
const held = (main) => [...main.querySelectorAll(':scope > section:has(.comment-form)')];

/** Whether a section, by its id, is none of the server's business for now. */
export function whatStays(main, order) {
  const known = new Set(order);
  const isHeld = new Set(held(main).map(({ id }) => id));
  const kept = new Set([...main.querySelectorAll(':scope > [data-kept]')].map(({ id }) => id));
  const overlaps = order.some((id) => kept.has(id));
  return (id) => isHeld.has(id) || (overlaps && (id === 'earlier' || (kept.has(id) && !known.has(id))));
}

/** Says at the lines that stay so that there are newer ones. */
export function tellChanged(main, order, sections) {
  for (const section of held(main))
    if (sections[section.id] !== undefined || !order.includes(section.id))
      section.querySelector('[data-changed]').hidden = false;
}

/** Whoever reads the end of a transcript goes on reading there: answers what to do once something has come. */
export function followEnd(main) {
  const page = document.documentElement;
  const isAtEnd = main.classList.contains('talk') && innerHeight + scrollY > page.scrollHeight - 60;
  return () => isAtEnd && scrollTo({ top: page.scrollHeight, behavior: 'instant' });
}
