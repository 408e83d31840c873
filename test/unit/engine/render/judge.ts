import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.DocumentFragment;

/** What a page or card made of hostile text may hold. Everything else is harm. */
export interface Allowance {
	/** Elements by name; those of SVG and MathML count too. */
	readonly elements: ReadonlySet<string>;
	readonly attributes: RegExp;
	/** Targets of links. */
	readonly links: RegExp;
	/** How long the result may be, in UTF-16 units. */
	readonly length: number;
}

const common =
	'a b bdi blockquote br button code del em h1 h2 h3 h4 h5 h6 header hr i img li main nav ol p pre q s section span strong sub sup table tbody td th thead tr ul';
const maths =
	'annotation line math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover path semantics svg';

export const inPage: Allowance = {
	elements: new Set(`${common} ${maths}`.split(' ')),
	attributes:
		/^(class|id|href|title|style|role|scope|start|type|aria-[a-z]+|alt|data-(paper|uri|line|command|origin|file)|xmlns|encoding|display|math\w+|width|height|depth|voffset|lspace|rspace|fence|separator|stretchy|symmetric|accent|accentunder|largeop|movablelimits|minsize|maxsize|linethickness|columnalign|columnspacing|rowspacing|columnlines|rowlines|scriptlevel|displaystyle|notation|viewBox|preserveAspectRatio|d|x1|x2|y1|y2|stroke-width|form)$/i,
	links: /^(https?:\/\/[!-~]+|mailto:[!-~]+|#[\w-]*)$/,
	length: 2_000_000,
};

export const inCard: Allowance = {
	elements: new Set('p strong em code pre br sub sup i a ul li'.split(' ')),
	attributes: /^(href|class)$/,
	links: /^(https?:\/\/[!-~]+|command:lectern\.(readPaper|copyKey|copyBibtex|findReferences|openNote|useKey)\?[\w%.-]+)$/,
	length: 20_000,
};

/** A table that goes into a note: text, code, and formulas, which are their TeX here. */
export const inTable: Allowance = {
	elements: new Set('table thead tbody tr th td strong em code sub sup'.split(' ')),
	attributes: /^(?!)/,
	links: /^(?!)/,
	length: 100_000,
};

/** A card of an editor that shows drawings of formulas, and what such a drawing may hold: shapes, and nothing by which one acts or loads. */
export const inPicturedCard: Allowance = {
	...inCard,
	elements: new Set([...inCard.elements, 'img']),
	attributes: /^(href|class|src|alt|width|height|align)$/,
	length: 90_000,
};
export const inDrawing: Allowance = {
	elements: new Set('svg g path rect line'.split(' ')),
	attributes: /^(xmlns|viewBox|width|height|x|y|x1|y1|x2|y2|d|transform|fill|stroke|stroke-width)$/,
	links: /^(?!)/,
	length: 60_000,
};
const drawing = /^data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)$/;

/** Attributes by which the page finds its own parts, and what it gives them in these tests. */
const own: Readonly<Record<string, RegExp>> = {
	id: /^(section-\d+|diagram-(title|desc))$/,
	'data-uri': /^file:\/\/\/note\.md$/,
	'data-command': /^newSummary$/,
	// A picture that lies in the open folder.
	'data-file': /^file:\/\/\/library\/(?!.*(?:\.\.|%2f|%5c))[\w./-]+\.png$/i,
	'data-origin': /^https:\/\/[a-z0-9.-]+(:\d+)?$/,
};

/** As VS Code renders a trusted card: with HTML, any command as a link, and links made of bare addresses. */
const editor = new MarkdownIt({ html: true, linkify: true, maxNesting: 1000 });
editor.validateLink = () => true;
editor.linkify.set({ fuzzyLink: false, fuzzyEmail: true });

/** The harm that a card's Markdown does; nothing where it is inert. */
export const harmOfCard = (markdown: string, allowed = inCard): string[] =>
	markdown.length > allowed.length ? ['too long'] : harmOfHtml(editor.render(markdown), allowed);

/** The harm of a card's drawings, and of more of them than a card may have. */
export function harmOfDrawings(markdown: string): string[] {
	const sources = Array.from(markdown.matchAll(/<img src="([^"]*)"/g), ([, source = '']) => source);
	const harm = sources.flatMap((source) => {
		const [, base64] = drawing.exec(source) ?? [];
		return base64 === undefined ? [`a picture from ${source.slice(0, 80)}`] : harmOfHtml(atob(base64), inDrawing);
	});
	return sources.length > 4 ? [...harm, 'too many pictures'] : harm;
}

const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]|\p{Cs}|[^\P{Cc}\t\n\r]/u;
const deepest = 400;

/** The harm that HTML does when it is parsed as a browser would; nothing where it is inert. */
export function harmOfHtml(html: string, allowed: Allowance): string[] {
	if (html.length > allowed.length) return ['too long'];
	const harm: string[] = [];
	const root = parseFragment(html);
	if (!isBalanced(textOf(root))) harm.push('an isolate left open or closed too early');
	const open: { readonly node: Node; readonly depth: number }[] = [{ node: root, depth: 0 }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { node, depth } = next;
		if (depth > deepest) return [...harm, 'too deep'];
		if ('value' in node && reordering.test(node.value)) harm.push('text that reorders');
		if (node.nodeName === '#comment') harm.push('comment');
		if ('attrs' in node) {
			if (!allowed.elements.has(node.tagName)) harm.push(`<${node.tagName}>`);
			for (const { name, value } of node.attrs) {
				if (own[name]?.test(value) === false) harm.push(`${name}="${value}", which is the page’s own`);
				if (!allowed.attributes.test(name)) harm.push(`${node.tagName} ${name}=`);
				if (reordering.test(value)) harm.push(`${name} that reorders`);
				if (name === 'style' && !isLayout(value)) harm.push(`style ${value.slice(0, 80)}`);
				if ((name === 'href' || (name === 'src' && !drawing.test(value))) && !allowed.links.test(value))
					harm.push(`${name} ${value.slice(0, 80)}`);
				if (name === 'href') harm.push(...disguise(textOf(node), value));
			}
		}
		if ('childNodes' in node) for (const child of node.childNodes) open.push({ node: child, depth: depth + 1 });
	}
	return harm;
}

/** KaTeX's own styles: lengths up to a hundred ems, colours by name or number; no address, place on the screen or picture. */
const isLayout = (style: string): boolean =>
	style
		.split(';')
		.every((rule) =>
			/^\s*((top|left|bottom|height|width|min-width|vertical-align|(margin|padding|border)(-\w+)*-?(width)?)\s*:\s*-?\d{0,2}(\.\d+)?(em|%|px)?|position:relative|(border-|background-)?color:\s*(#[0-9a-f]{3,8}|[a-z]+)|border-style:solid|border[\w-]*:\s*[\d.]+em solid( #?\w+)?|text-align:\w+|display:inline-block)?\s*$/i.test(
				rule,
			),
		);

/** A link that reads like one host's address, or any look-alike of one, and leads to another. */
function disguise(text: string, target: string): string[] {
	if (!/^https?:/.test(target)) return [];
	const { hostname, username } = URL.canParse(target) ? new URL(target) : { hostname: '', username: '' };
	if (username !== '') return ['a link with a name before its host'];
	const named = /(?:https?:\/\/)?([^\s/?#:@()]+\.\p{L}{2,})/iu.exec(text)?.[1];
	if (named === undefined) return [];
	return named.toLowerCase() === hostname || text.includes(`(${hostname})`) ? [] : [`“${text.slice(0, 60)}” leads to ${hostname}`];
}

/** Whether each isolate is closed where it was opened. */
function isBalanced(text: string): boolean {
	let depth = 0;
	for (const [sign] of text.matchAll(/[\u2068\u2069]/g)) {
		depth += sign === '\u2068' ? 1 : -1;
		if (depth < 0) return false;
	}
	return depth === 0;
}

function textOf(node: Node): string {
	const parts: string[] = [];
	const open: Node[] = [node];
	for (let next = open.pop(); next; next = open.pop()) {
		if ('value' in next) parts.push(next.value);
		if ('childNodes' in next) open.push(...[...next.childNodes].reverse());
	}
	return parts.join('');
}
