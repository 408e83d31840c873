// What texts from files may not do when they are rendered, and how large they may be. Whatever else renders them reads it here.

/** markdown-it: no HTML of the text's own; lists and quotes in each other only so deep. */
export const markdownGuards = { html: false, maxNesting: 40 } as const;

/** KaTeX: no links, pictures or HTML attributes; a macro that expands for ever, or a size that fills the screen, costs no more than a formula. */
export const mathGuards = { trust: false, maxExpand: 500, maxSize: 20, strict: 'ignore' } as const;

/** Whether a picture from `origin` may be loaded: only where the user has said so for this text. */
export const mayLoad = (origin: string, allowed: readonly string[]): boolean => allowed.includes(origin);

/** Lengths in UTF-16 units. What is longer is shown up to `excerpt`, as code, with a word that it is too large. */
export const limits = {
	/** One formula, and all of a page's together: typesetting takes about 20 µs a letter. */
	formula: 20_000,
	formulas: 300_000,
	/** Braces and environments in each other: each is an element in an element. */
	formulaDepth: 50,
	/** Elements in each other in a typeset formula. */
	elementDepth: 250,
	/** A typeset formula, whatever its macros made of it. */
	typeset: 1_000_000,
	/** A formula, and a paragraph, in a card. */
	cardFormula: 2000,
	paragraph: 4000,
	/** A line such as a title, a name or a venue, in a card and in the reader's header. */
	line: 500,
	/** A value in the table of fields, an abstract, a sentence of a note. */
	field: 20_000,
	/** A summary. */
	body: 500_000,
	highlighted: 100_000,
	excerpt: 500,
} as const;

/** Whether a formula is small and flat enough to be typeset. */
export const isTypesettable = (tex: string): boolean => tex.length <= limits.formula && formulaDepth(tex) <= limits.formulaDepth;

/** Whether what was typeset is small and flat enough to be shown: macros and unbraced commands may have made much of little. */
export const isShowable = (html: string): boolean => html.length <= limits.typeset && elementDepth(html) <= limits.elementDepth;

/** How deep braces and environments stand in each other. */
function formulaDepth(tex: string): number {
	return deepest(tex.matchAll(/\\(?:[a-zA-Z]+|[\s\S])|[{}]/g), (sign) =>
		/^(\{|\\(begin|left|bgroup|begingroup))$/.test(sign) ? 1 : /^(\}|\\(end|right|egroup|endgroup))$/.test(sign) ? -1 : 0,
	);
}

/** How deep elements stand in each other, in HTML in which each but those ended by "/>" has its closing tag. */
function elementDepth(html: string): number {
	return deepest(html.matchAll(/<[^>]+>/g), (tag) => (tag.startsWith('</') ? -1 : tag.endsWith('/>') ? 0 : 1));
}

function deepest(signs: Iterable<RegExpMatchArray>, stepOf: (sign: string) => number): number {
	let depth = 0;
	let most = 0;
	for (const [sign] of signs) {
		depth += stepOf(sign);
		most = Math.max(most, depth);
	}
	return most;
}
