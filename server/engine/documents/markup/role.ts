import type { Span } from '../../base/span.js';
import type { Citation, CitationRequest, Completing } from './markup.js';
import { trimmed } from './ranges.js';
import { containing } from './scan.js';
import { placedCitation } from './splice.js';

/**
 * The citation roles of sphinxcontrib-bibtex, in reStructuredText (`:cite:p:`) and MyST (`{cite:p}`): `cite` and `footcite`,
 * alone or with a style (sphinxcontrib-bibtex, "Roles and Directives").
 */
export const citationRole = /^(?:foot)?cite(?::[a-z]+)*$/;

/** What separates keys in MyST; sphinxcontrib-bibtex knows only the comma (MyST guide, "Citations"). */
export const mystSeparator = /[,;]/;
const separator = /,/;

/**
 * The citations of a role's target, `a,b` or `{see}a{p. 3},b`: keys separated by `between`, each with text before and after it
 * in braces (sphinxcontrib-bibtex 2.5, "Pre- and post-text"). `*`, which means all keys, is ignored.
 */
export function citationsInRole(text: string, target: Span, group: Span, between = separator): Citation[] {
	const found: Citation[] = [];
	for (let start = target.start; start < target.end; ) {
		let end = start;
		for (let depth = 0; end < target.end && (depth > 0 || !between.test(text[end]!)); end++) {
			if (text[end] === '{') depth++;
			else if (text[end] === '}') depth = Math.max(0, depth - 1);
		}
		const citation = citationInPart(text, start, end, group);
		if (citation && citation.key !== '*') found.push(citation);
		start = end + 1;
	}
	return found;
}

/** Returns the citation of one part, `{see}a{p. 3}`, `undefined` if it has no key. */
function citationInPart(text: string, start: number, end: number, group: Span): Citation | undefined {
	const part = trimmed(text, start, end);
	if (!part) return undefined;
	const prefix = text[part.start] === '{' ? text.slice(part.start, part.end).indexOf('}') : -1;
	const isPrefixed = prefix >= 0;
	const prefixEnd = part.start + prefix;
	const keyStart = isPrefixed ? prefixEnd + 1 : part.start;
	const brace = text.slice(keyStart, part.end).indexOf('{');
	const whole = trimmed(text, keyStart, brace < 0 ? part.end : keyStart + brace);
	if (!whole) return undefined;
	// Sphinx's natbib extensions write texts behind the key in brackets: `joyce1999 [see][p. 20]`.
	const notes = text[whole.end - 1] === ']' ? text.slice(whole.start, whole.end).search(/\s\[/) : -1;
	const key = (notes > 0 ? trimmed(text, whole.start, whole.start + notes) : undefined) ?? whole;
	const before = isPrefixed ? trimmed(text, part.start + 1, prefixEnd) : undefined;
	const locator = brace < 0 ? undefined : trimmed(text, keyStart + brace + 1, text[part.end - 1] === '}' ? part.end - 1 : part.end);
	return { key: text.slice(key.start, key.end), span: key, group, ...(before && { prefix: before }), ...(locator && { locator }) };
}

/**
 * What the cursor completes in a citation role. `opening` is the role up to its backtick and ends in it; the target is
 * everything after it up to the cursor. `undefined` within braces, where text before or after the key is written.
 */
export function completingInRole(text: string, targetStart: number, offset: number, between = separator): Completing | undefined {
	const before = text.slice(targetStart, offset);
	const current = before.split(between).at(-1)!;
	const query = current.replace(/^\s*(?:\{[^{}]*\})?\s*/, '');
	if (/[{}]/.test(query)) return undefined;
	const rest = /^[^,{}`\n]*/
		.exec(text.slice(offset, offset + 200))![0]
		.split(between, 1)[0]!
		.trimEnd();
	const typed = { start: offset - query.length, end: offset };
	const end = text.indexOf('`', offset);
	const isClosed = end >= 0 && !/\n\s*\n/.test(text.slice(offset, end));
	const others = `${before.slice(0, before.length - current.length)}${isClosed ? text.slice(offset + rest.length, end) : ''}`;
	return {
		kind: 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + (isClosed ? rest.length : /^[^\s,{}`]*/.exec(rest)![0].length) },
		bracketed: true,
		keys: citationsInRole(others, { start: 0, end: others.length }, typed, between).map(({ key }) => key),
	};
}

const keyPrefix = /^[ \t>]*:keyprefix:[ \t]*(\S+)/gm;

/**
 * The citations with keys as the bibliography has them: what the text's bibliography directives put before keys (`:keyprefix: a-`) is no part of
 * them (sphinxcontrib-bibtex, "The bibliography directive").
 */
export function withoutKeyPrefixes(text: string, citations: readonly Citation[]): readonly Citation[] {
	const prefixes = keyPrefixesIn(text);
	if (prefixes.length === 0) return citations;
	return citations.map((citation) => {
		const { key, span } = citation;
		const prefix = prefixes.find((each) => key.startsWith(each) && key.length > each.length);
		return prefix === undefined
			? citation
			: {
					...placedCitation(citation, (each) => each),
					key: key.slice(prefix.length),
					span: { ...span, start: span.start + prefix.length },
				};
	});
}

/** The same for what is being completed. */
export function completingWithoutKeyPrefix(text: string, completing: Completing): Completing {
	const { query, typed, replaced } = completing;
	const prefix = keyPrefixesIn(text).find((each) => query.startsWith(each));
	if (prefix === undefined) return completing;
	const start = typed.start + prefix.length;
	return { ...completing, query: query.slice(prefix.length), typed: { ...typed, start }, replaced: { ...replaced, start } };
}

/** Whether a text may put something before keys. */
export const hasKeyPrefixes = containing(/:keyprefix:/g, 11);

const keyPrefixesIn = (text: string): readonly string[] =>
	hasKeyPrefixes(text) ? Array.from(text.matchAll(keyPrefix), ([, prefix = '']) => prefix) : [];

/** The target of a role that cites these keys: `a,b{p. 3}`. */
export const roleTarget = ({ keys, locator }: CitationRequest): string => `${keys.join(',')}${locator ? `{${locator}}` : ''}`;
