import { latexOfRich } from './bibtex/rich.js';
import type { SourceRecord } from './record.js';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The text with the characters that its references of HTML name; references that are not known stay. */
export function withoutEntities(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return entities[name.toLowerCase()] ?? all;
		const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
	});
}

/** The text with a reference for each character that would be read as one, or as a tag. */
export const withEntities = (text: string): string =>
	text.replace(/&(?=#?\w+;)/g, '&amp;').replace(/<(?=\/?(?:i|b|sub|sup|sc|span)\b)/gi, '&lt;');

/** The text of HTML with the few tags that CSL allows: without them, and with the characters that its references name. */
export const textOfHtml = (html: string): string => withoutEntities(withoutTags(html));

/** Text without the few HTML tags that CSL allows in it (CSL 1.0.2, "Rich text"), on one line. */
export function withoutTags(text: string): string {
	const words = text.replace(/<\/?(?:i|b|sub|sup|sc|span)\b[^<>]*>/gi, '');
	// Most texts have single blanks alone, and may be long.
	return (/[^\S ]| {2}/.test(words) ? words.replace(/\s+/g, ' ') : words).trim();
}

/** The LaTeX of those of the texts, by the names of their fields, that have emphasis or letters that keep their case; `read` as for `latexOfRich`. */
export function markedIn(texts: Readonly<Record<string, unknown>>, read?: (piece: string) => string): Pick<SourceRecord, 'marked'> {
	const marked: Record<string, string> = {};
	for (const [field, text] of Object.entries(texts))
		if (typeof text === 'string' && /<(?:i|b|sup|sub|sc|span)\b/i.test(text)) marked[field] = latexOfRich(text, read);
	return Object.keys(marked).length > 0 ? { marked } : {};
}
