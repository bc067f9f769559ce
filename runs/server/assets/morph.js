// Makes one element into another and leaves alone what is the same: what has the focus keeps it, what was typed stays
// typed, what was opened stays open. Children are known by `id` or `data-key`, else by where they stand.
const keyOf = (node) => node.id || node.dataset?.key || undefined;
const isLike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

/** Lists that hold more rows than the server would send again: what they hold stays. */
export const grown = new WeakSet();

/** What a script put there, and the server knows nothing of: it stays. */
export const ours = new WeakSet();

/** Answers what stands there now. */
export function morph(old, fresh) {
  if (!isLike(old, fresh)) {
    old.replaceWith(fresh);
    return fresh;
  }
  if (old.isEqualNode(fresh)) return old;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return old;
  }
  setAttributes(old, fresh);
  setChildren(old, fresh);
  return old;
}

function setAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) {
    const isTheirs = name === 'open' && old.nodeName === 'DETAILS';
    if (!fresh.hasAttribute(name) && !isTheirs) old.removeAttribute(name);
  }
}

function setChildren(old, fresh) {
  const keyed = new Map([...old.children].flatMap((child) => (keyOf(child) ? [[keyOf(child), child]] : [])));
  const rows = grown.has(old) ? rowsOf(fresh) : undefined;
  const meets = rows?.map((row) => keyed.get(keyOf(row))).find(Boolean);
  // More has come at once than a page holds: between the two something is missing, so that the list begins anew.
  if (rows && meets === undefined) grown.delete(old);
  let at = meets ?? old.firstChild;
  for (const wanted of meets ? rows : [...fresh.childNodes]) {
    const key = keyOf(wanted);
    const known = key ? keyed.get(key) : at && !keyOf(at) && !ours.has(at) && isLike(at, wanted) ? at : undefined;
    if (known === undefined) {
      old.insertBefore(wanted, at);
    } else {
      if (known === at) at = at.nextSibling;
      else old.insertBefore(known, at);
      // A row that is as it was is not sent again.
      if (wanted.dataset?.same === undefined) morph(known, wanted);
    }
  }
  while (at && !meets) {
    const gone = at;
    at = at.nextSibling;
    if (!ours.has(gone)) gone.remove();
  }
}

/** Without the one that leads on: a list that has grown has its own. */
const rowsOf = (list) => [...list.children].filter((row) => !row.querySelector('a[data-more]'));
