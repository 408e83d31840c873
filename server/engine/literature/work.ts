import type { SourceRecord } from '../library/formats/record.js';
import { plainText } from '../library/formats/services/answer.js';
import type { HostName } from './hosts.js';

/** A work as services describe it. */
export interface Work {
	/** What they say that bibliographies hold. Its key is made of author, year and title. */
	readonly record: SourceRecord;
	/** OpenAlex's number of it: `W2741809807`. */
	readonly openAlex?: string;
	/** How many works cite it, as far as a service knows. */
	readonly citedBy?: number;
	/** How many works it cites, as far as a service knows. */
	readonly cites?: number;
	/** Whether it can be read without paying; left out where no service says. */
	readonly isOpen?: boolean;
	/** Where. */
	readonly openAddress?: string;
	/** Plain text, on one line. */
	readonly abstract?: string;
	/** The list of authors is cut: OpenAlex's lists hold a hundred. */
	readonly isCut: boolean;
	/** A service says that it was retracted: a hint, no more, until the registry says so too. */
	readonly isSaidRetracted: boolean;
	/** The services that it is from, the one whose facts count first. */
	readonly from: readonly HostName[];
}

/** Ends of blocks: what follows is another word. */
const blocks = /<\/(?:\w{1,10}:)?(?:title|p|sec|div|li|h\d)\s*>|<br\s*\/?>/gi;

/** Tags that texts still have once entities are resolved, as of texts that were escaped twice. */
const lateTags = /<\/?(?:i|b|em|strong|sub|sup|u|sc|tt|p|br|span|scp|italic|bold|inf|(?:mml:)?m[a-z]{1,8})(?:\s[^<>]*)?\/?>/gi;

/** Characters that reorder or hide text, and control characters. */
const hidden = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/gu;

/**
 * A title or abstract of a service as plain text on one line: without HTML, MathML and JATS, entities resolved, and without characters that reorder
 * or hide text. Nothing where nothing is left.
 */
export function workText(value: unknown, longest = 2000): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = plainText(plainText(value.slice(0, 4 * longest).replace(blocks, '$& ')).replace(lateTags, ''))
		.replace(hidden, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, longest);
	return text === '' ? undefined : text;
}

/** Abstracts are longer than titles. */
export const longestAbstract = 10_000;

/** An abstract, without the word "Abstract" that it may begin with. */
export const abstractText = (value: unknown): string | undefined =>
	workText(value, longestAbstract)?.replace(/^(?:Abstract|ABSTRACT)(?:\s*[:.—–-]\s*|\s+)(?=\p{Lu})/u, '') || undefined;
