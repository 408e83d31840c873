import type { CitationRequest, Completing, Markup } from './markup.js';
import { isInside, matchAt, remembering } from './scan.js';
import { readTypst } from './typstScan.js';

/** Typst (reference, "Reference", "Cite", "Bibliography"). Labels that the text itself defines are no citations. */
export const typst: Markup = {
	citations: (text) => scan(text).citations,
	prose: (text) => scan(text).prose,
	completing,
	write,
	bibliographies: (text) => scan(text).bibliographies,
	includes: (text) => scan(text).includes,
};

const scan = remembering(readTypst);

/** How far from the cursor a citation may reach. */
const reach = 1000;
const plainKey = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_:.-]*[\p{L}\p{M}\p{N}_-])?$/u;
const labelRest = /(?:[\p{L}\p{M}\p{N}_-]|[.:](?=[\p{L}\p{N}_-]))*/uy;

function completing(text: string, offset: number): Completing | undefined {
	const before = text.slice(Math.max(0, offset - reach), offset);
	const label = /\bcite\(\s*<([^<>()\n",]*)$/.exec(before);
	const found = label ?? /(?:^|[^\p{L}\p{N}\\@])@([\p{L}\p{M}\p{N}_:.-]*)$/u.exec(before);
	if (!found) return undefined;
	const query = found[1]!;
	const typed = { start: offset - query.length, end: offset };
	if (isInside(scan(text).opaque, typed.start) || isInside(scan(text).opaque, offset - 1)) return undefined;
	const closed = label ? /^([^<>()\n,"]*)>/.exec(text.slice(offset, offset + reach))?.[1] : undefined;
	const rest = closed ?? matchAt(labelRest, text, offset)![0];
	return {
		kind: 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + rest.length },
		bracketed: label !== null,
		keys: [],
	};
}

/** `@a[p. 3]`, or `#cite` where the running text names the authors or the key has signs that no label may have. */
function write({ keys, style = 'parenthetical', locator }: CitationRequest): string {
	return keys
		.map((key, index) => {
			const supplement = locator && index === keys.length - 1 ? locator : undefined;
			const isPlain = plainKey.test(key);
			if (isPlain && style === 'parenthetical') return `@${key}${supplement ? `[${supplement}]` : ''}`;
			const target = isPlain ? `<${key}>` : `label(${JSON.stringify(key)})`;
			const form = style === 'narrative' ? ', form: "prose"' : '';
			return `#cite(${target}${form}${supplement ? `, supplement: [${supplement}]` : ''})`;
		})
		.join(' ');
}
