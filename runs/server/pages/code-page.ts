/** What a code of an error means: where problems of the API say that it stands, and a page that says one leads to. */
import type { FastifyInstance } from 'fastify';
import { renderDocument } from '../html/document.ts';
import { html } from '../html/html.ts';
import { codePath } from '../html/paths.ts';
import { sendPage } from '../send.ts';
import { section } from './page.ts';
import { sendMissing } from './serve.ts';

/** Open to everybody: they are the words of the documentation, whoever was refused. */
export function addCodes(server: FastifyInstance): void {
  server.get<{ Params: { code: string } }>(codePath(':code'), { config: { open: true } }, async (request, reply) => {
    const [{ findCode }, { renderMarkdown }] = await Promise.all([
      import('../../../schema/codes.ts'),
      import('../html/markdown.ts'),
    ]);
    const found = findCode(request.params.code);
    if (found === undefined) return sendMissing(reply);
    const { code, entry } = found;
    const title = `${code}: ${entry.title}`;
    const text = html`<h1>${title}</h1>${renderMarkdown(entry.explanation)}
<h2>Wrong</h2><pre tabindex="0">${entry.bad}</pre><h2>Right</h2><pre tabindex="0">${entry.good}</pre>`;
    return sendPage(reply, renderDocument({ page: { title, sections: [section('code', undefined, text)] } }));
  });
}
