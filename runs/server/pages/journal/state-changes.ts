/** What an event changed in the state of a run, value by value. */
import type { Change, StateAt } from '../../../history/index.ts';
import { plural } from '../../../view/amounts.ts';
import { cut, type Html, html } from '../../html/html.ts';
import { renderValue } from '../../html/json.ts';

export function renderChanges({ changes, moreChanges }: StateAt): Html {
  if (changes.length === 0) return html`<p class="quiet">It changed nothing in the state of the run.</p>`;
  const more =
    moreChanges === 0
      ? undefined
      : html`<p class="quiet">… and ${plural(moreChanges, 'more change', 'more changes')}</p>`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="Changes"><table class="changed"><thead><tr><th scope="col">where</th><th scope="col">before</th><th scope="col">after</th></tr></thead>
<tbody>${changes.map(renderChange)}</tbody></table></div>${more}`;
}

function renderChange(change: Change): Html {
  const { path, before, after } = change;
  const how = before === undefined ? 'new' : after === undefined ? 'gone' : 'changed';
  return html`<tr class="is-${how}"><th scope="row"><code>${cut(writePath(path), 200)}</code> <span class="how">${how}</span></th><td><span class="only-narrow quiet">before</span> ${renderValue(before)}</td><td><span class="only-narrow quiet">after</span> ${renderValue(after)}</td></tr>`;
}

/** `frames.build@1[2].steps.write`: as one would write it, but for keys that hold dots. */
function writePath(path: Change['path']): string {
  return path
    .map((key) =>
      typeof key === 'number' ? `[${key}]` : /^[\w@]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join('')
    .replace(/^\./, '');
}
