/**
 * What agents and people write, as it was meant to read. Three layers, none of which trusts the one before:
 *
 * 1. the parser knows no HTML: a tag in a text is text;
 * 2. the tree that comes of it goes through a sanitiser, which keeps a short list of elements and of two attributes;
 * 3. what is left is written by the `html` template, like everything else on a page: escaped, and neutralised.
 *
 * No string of HTML is ever read back, and nothing here fetches anything: a picture is a link to it. What is too long,
 * or would come to far more than was written, stays as it was written.
 */
import { type Schema, sanitize } from 'hast-util-sanitize';
import MarkdownIt, { type Token } from 'markdown-it';
import { type Html, html, type Value } from './html.ts';

type Tree = Extract<Parameters<typeof sanitize>[0], { type: 'root' }>;
type Element = Extract<Tree['children'][number], { type: 'element' }>;
type Child = Element['children'][number];

/** Characters of a text that is read as Markdown: enough for any answer, and quick whatever stands in it. */
export const longestMarkdown = 60_000;
const mostNodes = 10_000;
const longestLink = 2_000;
const deepest = 30;

const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: deepest });
// Only what says that it is an address: `read.me` is none.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// A definition of a link shows nowhere, and nothing that was said is hidden here.
parser.disable('reference');

const allowed: Schema = {
  ...{ allowComments: false, allowDoctypes: false, ancestors: {}, clobber: [], clobberPrefix: '', required: {} },
  tagNames: 'a blockquote br code em h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul'.split(' '),
  attributes: { a: ['href'], ol: ['start'] },
  protocols: { href: ['http', 'https', 'mailto'] },
  strip: ['script', 'style'],
};

/** The same text in a `pre` where it is not to be read as Markdown. */
export function renderMarkdown(text: string): Html {
  const plain = html`<pre class="plain">${text}</pre>`;
  if (text.length > longestMarkdown) return plain;
  const tree = treeOf(parser.parse(text, {}));
  if (tree === undefined) return plain;
  return html`<div class="text">${writeAll(sanitize(tree, allowed))}</div>`;
}

/** Undefined: a few words came to more than a page. */
function treeOf(tokens: readonly Token[]): Tree | undefined {
  const root: Tree = { type: 'root', children: [] };
  const open: (Tree | Element)[] = [root];
  let nodes = 0;
  const add = (child: Child): void => {
    nodes++;
    open.at(-1)!.children.push(child);
  };
  const walk = (some: readonly Token[]): void => {
    for (const token of some) {
      if (nodes > mostNodes) return;
      if (token.children !== null && token.type === 'inline') walk(token.children);
      else if (token.hidden) continue;
      else if (token.nesting < 0) open.pop();
      else if (token.nesting === 0) add(leafOf(token));
      else {
        const element = elementOf(token);
        add(element);
        open.push(element);
      }
    }
  };
  walk(tokens);
  return nodes > mostNodes ? undefined : root;
}

const textNode = (value: string): Child => ({ type: 'text', value });
const make = (tagName: string, properties: Element['properties'], children: Child[] = []): Element => ({
  ...{ type: 'element', tagName, properties, children },
});

/** A page has its own first three levels of headings. */
const levelOf = (tag: string): string => `h${Math.min(6, Number(tag.slice(1)) + 3)}`;

function elementOf({ tag, attrs }: Token): Element {
  if (/^h[1-6]$/.test(tag)) return make(levelOf(tag), {});
  const { href, ...others } = Object.fromEntries(attrs ?? []);
  return make(tag, { ...others, href: linkOf(href) });
}

function leafOf(token: Token): Child {
  const { type, tag, content } = token;
  switch (type) {
    case 'image': {
      const source = String(token.attrGet('src') ?? '');
      return make('a', { href: linkOf(source) }, [textNode(`picture: ${content || source}`)]);
    }
    case 'fence':
    case 'code_block':
      return make('pre', {}, [make('code', {}, [textNode(content)])]);
    case 'code_inline':
      return make('code', {}, [textNode(content)]);
    case 'softbreak':
      return textNode('\n');
    case 'hardbreak':
    case 'hr':
      return make(tag, {});
    default:
      return textNode(content);
  }
}

type Node = ReturnType<typeof sanitize>;

const writeAll = (node: Node): Value => ('children' in node ? node.children.map(write) : write(node));

function write(node: Node): Value {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return undefined;
  const content = node.children.map(write);
  const writer = writers[node.tagName];
  return writer === undefined ? content : writer(content, node.properties);
}

type Writer = (content: Value, properties: Element['properties']) => Value;

const wrap =
  (parts: readonly [string, string]): Writer =>
  (content) => [{ html: parts[0] }, content, { html: parts[1] }];

/** One for each element of the list, so that no name of an element is ever made of what was written. */
const writers: Readonly<Record<string, Writer>> = {
  ...Object.fromEntries(
    allowed.tagNames!.map((tag) => [tag, wrap([`<${tag}>`, /^[bh]r$/.test(tag) ? '' : `</${tag}>`])]),
  ),
  a: (content, { href }) => {
    const to = linkOf(href);
    return to === undefined ? content : html`<a href="${to}" rel="noreferrer noopener nofollow">${content}</a>`;
  },
  ol: (content, { start }) =>
    /^\d{1,9}$/.test(String(start)) ? html`<ol start="${String(start)}">${content}</ol>` : html`<ol>${content}</ol>`,
  table: (content) => html`<div class="scroll" tabindex="0"><table>${content}</table></div>`,
};

/** Whole addresses alone: what is relative would lead to a page of ours. */
function linkOf(href: unknown): string | undefined {
  if (typeof href !== 'string' || href.length > longestLink || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}
