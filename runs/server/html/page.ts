/** What every page has: the head, the way back to the runs, and what the script needs to keep the page fresh. */
import { type Html, html } from './html.ts';

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Where changes are told, and what of it this page shows. Absent: nothing will change. */
  readonly live?: { readonly events: string; readonly version: string };
}

export function renderPage({ title, main, live }: Page): string {
  const script = live && html`<script src="/assets/live.js" defer></script>`;
  const attributes = live && html` data-events="${live.events}" data-version="${live.version}"`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · omni</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${script}
</head>
<body>
<header class="bar"><a class="home" href="/"><img src="/assets/icon.svg" alt="" width="20" height="20">omni</a>
<span id="link" class="quiet" role="status">read-only</span></header>
<main${attributes}>
${main}
</main>
</body>
</html>
`;
  return page.html;
}
