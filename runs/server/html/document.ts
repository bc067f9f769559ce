/** What every page has around its sections: the head, the way to the other pages, who looks, and what the script needs. */

import type { Visitor } from '../../access/index.ts';
import { holds } from '../../access/roles.ts';
import type { Page } from '../pages/page.ts';
import { type Html, html } from './html.ts';
import { renderTabs } from './tabs.ts';

export interface Document {
  readonly page: Page;
  /** Absent: a notice for somebody who may not come in. */
  readonly visitor?: Visitor;
  /** What this is the page of, with its query. */
  readonly url?: string;
  /** What the script tells the server that it shows. Absent: nothing will change. */
  readonly version?: string;
}

export function renderDocument({ page, visitor, url, version }: Document): string {
  const script = version && html`<script type="module" src="/assets/live.js"></script>`;
  const live = version && html` data-version="${version}"`;
  const layout = page.layout && html` class="${page.layout}"`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfbfa">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131518">
<title>${page.title} · omni</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/assets/icon-180.png">
<link rel="manifest" href="/assets/manifest.webmanifest">
<link rel="stylesheet" href="/assets/style.css">
<link rel="stylesheet" href="/assets/run.css">
<link rel="stylesheet" href="/assets/work.css">
${script}
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="bar"><a class="home" href="/"><img src="/assets/icon.svg" alt="" width="20" height="20">omni</a>
${visitor && renderWays(visitor, url ?? '/')}
<button id="notify" class="quiet" type="button" hidden>Notify me</button>
<span id="link" class="quiet" role="status">${version === undefined ? '' : 'as it was loaded'}</span></header>
<main id="main"${layout}${live}>
${page.of && renderTabs(page.of)}
${page.sections.map(({ html }) => html)}
</main>
<p id="told" class="hidden" role="status"></p>
</body>
</html>
`.html;
}

function renderWays(visitor: Visitor, url: string): Html {
  const way = (href: string, text: string): Html => {
    const here = url === href ? html` aria-current="page"` : undefined;
    return html`<a href="${href}"${here}>${text}</a>`;
  };
  const whole = visitor.run === undefined;
  return html`<nav class="ways" aria-label="Pages">${whole ? way('/', 'Runs') : way(`/runs/${encodeURIComponent(visitor.run!)}`, 'Run')}
${whole && holds(visitor.role, 'drive') ? way('/start', 'Start') : undefined}
${holds(visitor.role, 'own') ? way('/people', 'People') : undefined}</nav>
<span class="who quiet">${visitor.name} <span class="role">${visitor.role}</span></span>`;
}
