import * as l10n from '@vscode/l10n';
import { distance } from '../base/distance.js';
import { plainText } from '../base/plainLetters.js';
import type { Span } from '../base/span.js';
import type { Document } from '../documents/document.js';
import { isMeantAsCitation } from '../documents/handles.js';
import type { Citation } from '../documents/markup/markup.js';
import { mayBeMeant } from '../library/bundled.js';
import { type CitingDocument, paperFor } from '../library/keyFor.js';
import type { Library } from '../library/library.js';
import { familyName, type Paper, yearsOf } from '../library/paper.js';
import { type Context, citingIn, type SuggestedChange } from './context.js';

/** How many papers are offered for a key that nobody has. */
const most = 5;

/** How many of those that are spelled nearly so the key's card lists (`hover`). */
const mostOnCard = 3;

/** From here on a paper that leaves the next one behind is surely the one meant. */
const sure = 4;
const ahead = 1.5;

/**
 * What may be meant by the key at `offset` that no paper has: keys that are spelled nearly so, and papers that the sentence around
 * speaks of by nickname, words of the title, authors or year. The likeliest first, at most five. For a key that only other files than
 * the document's bibliographies know: the key that these have of the paper.
 */
export function suggestKeys(context: Context, document: Document, offset: number): readonly SuggestedChange[] {
	const { library } = context;
	const citation = document.citationAt(offset);
	if (!citation) return [];
	const citing = citingIn(context, document);
	const [known] = library.byKey(citation.key, citing.bibliographies);
	if (known) return otherKey(document, known, citing, citation);
	const isLinked = citation.kind === 'wikilink' && document.text[citation.span.start - 1] === '@';
	if (!isLinked && !isMeantAsCitation(document, citation, library, citing.bibliographies)) return [];
	const { key, span } = citation;
	const sentence = sentenceAround(document.text, citation.group);
	const scores = new Map<string, { readonly paper: Paper; score: number }>();
	const add = (paper: Paper, score: number): void => {
		const known = scores.get(paper.key);
		if (known) known.score += score;
		else scores.set(paper.key, { paper, score: score + likenessOf(paper, key, document.text.slice(sentence.start, sentence.end)) });
	};
	const { bibliographies } = citing;
	const stem = /^\p{L}{3,}/u.exec(key)?.[0] ?? '';
	for (const [rank, { paper }] of library.find(key, { limit: most, bibliographies }).entries()) add(paper, 1 - rank / 10);
	const near = new Set(scores.keys());
	// Of those that only share the beginning with the key, the sentence shows which are meant.
	if (stem !== '') for (const { paper } of library.find(stem, { limit: 50, bibliographies })) if (!near.has(paper.key)) add(paper, 0);
	const named = namedIn(document, library, sentence);
	for (const { paper, score } of named) add(paper, score);
	const isSpokenOf = (paper: Paper): boolean =>
		named.some((each) => each.paper === paper) || (isFirstAuthor(paper, key) && titleWordsIn(paper, document.textOf(sentence)) > 1);
	const found = [...scores.values()]
		.filter(({ paper, score }) => (near.has(paper.key) || score >= 2) && (isSpokenOf(paper) || mayBeMeant(library, paper, key)))
		.sort((a, b) => b.score - a.score);
	// What the card of the key lists has a place among them.
	const listed = new Set([...near].slice(0, mostOnCard));
	let others = most - found.filter(({ paper }) => listed.has(paper.key)).length;
	const offered = found.filter(({ paper }) => listed.has(paper.key) || others-- > 0);
	const isSure = offered[0] !== undefined && offered[0].score >= sure && offered[0].score - (offered[1]?.score ?? 0) >= ahead;
	return offered.map(({ paper }, index) => ({
		...changeTo(document, span, paperFor(paper, citing)),
		...(index === 0 && isSure && { isPreferred: true }),
	}));
}

/** The papers that a sentence names, and what each name counts: nothing for a paper that the sentence cites already. */
function namedIn(document: Document, library: Library, sentence: Span): readonly { readonly paper: Paper; readonly score: number }[] {
	const cited = new Set(document.citations.filter(({ span }) => within(span, sentence)).map(({ key }) => key));
	return document
		.mentions(library)
		.filter(({ span }) => within(span, sentence))
		.flatMap(({ papers }) =>
			papers.slice(0, most).map((paper) => {
				const isCited = paper.keys.some((each) => cited.has(each));
				return { paper, score: isCited ? 0 : papers.length === 1 ? 4 : 2 };
			}),
		);
}

/** The key that the document's bibliographies have of a paper that is cited by one that only other sources know. */
function otherKey(document: Document, paper: Paper, citing: CitingDocument, { key, span }: Citation): readonly SuggestedChange[] {
	const meant = paperFor(paper, citing, key);
	return meant.key === key ? [] : [{ ...changeTo(document, span, meant), fixes: 'key-elsewhere' }];
}

const changeTo = (document: Document, span: Span, { key, title }: Paper): SuggestedChange => ({
	title: l10n.t('Change to “{0}”: {1}', key, title),
	kind: 'quickfix',
	fixes: 'unknown-key',
	edits: [document.written(span, key)],
});

const within = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** How much a paper is like what the key and its sentence say. */
function likenessOf(paper: Paper, key: string, sentence: string): number {
	const wanted = plainText(key);
	const distances = paper.keys.map((each) => distance(plainText(each), wanted));
	const nearest = Math.min(...distances, 9);
	let score = nearest <= 1 ? 4 : nearest === 2 ? 3 : nearest === 3 && wanted.length > 8 ? 1.5 : 0;
	const stem = /^[a-z]{3,}/.exec(wanted)?.[0];
	const families = paper.authors.map((author) => plainText(familyName(author)).replace(/[^a-z]/g, ''));
	if (stem !== undefined && families[0] !== undefined && (families[0] === stem || (stem.length > 4 && families[0].startsWith(stem))))
		score += 2;
	else if (stem !== undefined && families.includes(stem)) score += 1;
	const years = yearsOf(paper).map(String);
	const year = /(?:19|20)\d\d/.exec(wanted)?.[0];
	if (year !== undefined && years.length > 0) score += years.includes(year) ? 1 : -1;
	score += Math.min(3, titleWordsIn(paper, sentence) * 0.75);
	if (longWordsOf(paper.title).some((word) => wanted.includes(word))) score += 1;
	return score;
}

/** How many longer words of a paper's title a sentence has. */
function titleWordsIn({ title }: Paper, sentence: string): number {
	const said = new Set(wordsOf(sentence));
	return new Set(longWordsOf(title).filter((word) => said.has(word))).size;
}

/** Whether a key begins with the first author's family name, or is one. */
function isFirstAuthor({ authors: [first] }: Paper, key: string): boolean {
	const stem = /^[a-z]{3,}/.exec(plainText(key))?.[0];
	return first !== undefined && plainText(familyName(first)).replace(/[^a-z]/g, '') === stem;
}

const longWordsOf = (title: string): readonly string[] => wordsOf(title).filter((word) => word.length > 3);

const wordsOf = (text: string): readonly string[] => plainText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** The sentence around a citation: up to a full stop before a blank and a capital, or an empty line. */
function sentenceAround(text: string, { start, end }: Span): Span {
	const reach = 600;
	const before = text.slice(Math.max(0, start - reach), start);
	let from = 0;
	for (const { index, 0: stop } of before.matchAll(/(?<!\bal|\bcf|\be\.g|\bi\.e|\bet)[.!?]["”’)]*\s+(?=\p{Lu}|[@[\\])|\r?\n[ \t]*\r?\n/gu))
		from = index + stop.length;
	const after = text.slice(end, end + reach);
	const stop = /(?<!\bal|\bcf)[.!?](?=\s|$)|\r?\n[ \t]*\r?\n/u.exec(after);
	return { start: start - before.length + from, end: end + (stop ? stop.index : after.length) };
}
