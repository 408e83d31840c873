import { LineStarts } from '../../base/lines.js';
import type { Span } from '../../base/span.js';
import { markdown } from './markdown.js';
import type { Markup } from './markup.js';
import { completingWithoutKeyPrefix, hasKeyPrefixes, withoutKeyPrefixes } from './role.js';

/** A comment: a line that begins with a percent sign (MyST guide, "Comments"). */
const comment = /^ {0,3}%[^\n]*/gm;

function commentsIn(text: string): readonly Span[] {
	if (!text.includes('%')) return [];
	return Array.from(text.matchAll(comment), ({ 0: all, index }) => ({ start: index, end: index + all.length }));
}

/** Returns a test of whether the line around an offset is a comment; to be asked in ascending order. */
function commentTest(text: string): (offset: number) => boolean {
	const lines = new LineStarts(text);
	return (offset) => {
		const start = lines.of(offset);
		return /^ {0,3}%/.test(text.slice(start, start + 4));
	};
}

/** Markdown in a MyST or Sphinx project, where lines that begin with `%` are comments. */
export const mystMarkdown: Markup = {
	...markdown,
	given: 'MyST',
	citations: (text) => {
		const isCommented = commentTest(text);
		const found = markdown.citations(text).filter(({ span }) => !isCommented(span.start));
		return hasKeyPrefixes(text) ? withoutKeyPrefixes(text, found) : found;
	},
	prose: (text) => {
		const comments = commentsIn(text);
		return comments.length === 0 ? markdown.prose(text) : outside(markdown.prose(text), comments);
	},
	completing: (text, offset) => {
		const completing = commentTest(text)(offset) ? undefined : markdown.completing(text, offset);
		return completing && hasKeyPrefixes(text) ? completingWithoutKeyPrefix(text, completing) : completing;
	},
};

/** The parts of sorted spans outside others, which are sorted as well. */
function outside(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
	const rest: Span[] = [];
	let next = 0;
	for (const span of spans) {
		let { start } = span;
		while (next < others.length && others[next]!.end <= start) next++;
		for (let at = next; at < others.length && others[at]!.start < span.end; at++) {
			if (others[at]!.start > start) rest.push({ start, end: others[at]!.start });
			start = Math.max(start, others[at]!.end);
		}
		if (start < span.end) rest.push({ start, end: span.end });
	}
	return rest;
}
