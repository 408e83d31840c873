import { withoutEnd } from '../../base/ends.js';
import type { Span } from '../../base/span.js';
import { readBibtex } from '../../library/formats/bibtex/read.js';
import type { SourceRecord } from '../../library/formats/record.js';
import { identifierOf } from '../../library/formats/services/services.js';
import { familyName } from '../../library/paper.js';
import { Document } from '../document.js';
import { markupOf } from '../markup/languages.js';
import { namedIdentifiers } from '../mentions/identifiers.js';
import { statedAuthorYears } from './authorYears.js';
import { statedEntries } from './entry.js';
import { nothingStated, type StatedReference, type StatedWork } from './statedReference.js';
import { statedTitles } from './titles.js';

/** The languages whose citation keys are looked for in a text of which nobody says what it is. */
const languages: readonly string[] = ['markdown', 'latex', 'typst', 'org', 'restructuredtext'];

const signs: readonly (readonly [language: string, sign: RegExp])[] = [
	['latex', /\\(?:[A-Za-z]{0,20}cite|(?:section|begin|documentclass)\b)/],
	['org', /\[cite(?:\/\w+)?:|^#\+\w+:/m],
	['restructuredtext', /:cite(?::\w+)?:`/],
	['typst', /#cite\(|#import\b|^=+ \S/m],
];

/** The language that a text seems to be written in: LaTeX, Org, reStructuredText or Typst where something shows it, else Markdown. */
export const languageOfText = (text: string): string => signs.find(([, sign]) => sign.test(text))?.[0] ?? 'markdown';

/**
 * Every reference that a document makes, in the order of the text, none within another: citation keys, entries of lists of references,
 * BibTeX entries, DOIs and arXiv identifiers, authors with years, titles that are set apart. Whether the works exist is not asked. With
 * `isOfAnyLanguage`, keys are found in the markup of every language.
 */
export function statedReferences(document: Document, isOfAnyLanguage = false): readonly StatedReference[] {
	const { text, prose } = document;
	const all: StatedReference[] = [];
	const taken: Span[] = [];
	const add = (reference: StatedReference): void => {
		if (taken.some(({ start, end }) => reference.span.start < end && start < reference.span.end)) return;
		all.push(reference);
		taken.push(reference.span);
	};
	for (const reference of bibtexEntries(text)) add(reference);
	const keys = keysIn(document, isOfAnyLanguage);
	// What cites by key is running text, however much it looks like an entry.
	for (const { span, work } of statedEntries(text))
		if (!keys.some((key) => key.span.start >= span.start && key.span.end <= span.end)) add({ span, kind: 'entry', work });
	for (const reference of keys) add(reference);
	for (const reference of identifiersIn(text, prose)) add(reference);
	for (const { span, families, andOthers, year } of statedAuthorYears(text, prose))
		add({ span, kind: 'author-year', work: { families, andOthers, year } });
	for (const { span, title } of statedTitles(text))
		if (prose.some((each) => each.start <= span.end && span.start <= each.end))
			add({ span, kind: 'title', work: { ...nothingStated, title } });
	return all.sort((a, b) => a.span.start - b.span.start);
}

/** The citation keys: by the document's own markup, or by that of every language. */
function keysIn(document: Document, isOfAnyLanguage: boolean): readonly StatedReference[] {
	const { text, languageId } = document;
	const own = document.citations;
	const others = !isOfAnyLanguage ? [] : languages.filter((each) => each !== languageId);
	const citations = [...own, ...others.flatMap((each) => markupOf(each)?.citations(text) ?? [])];
	const found = new Map<number, StatedReference>();
	for (const { key, span, group, kind } of citations) {
		// A name behind an @ alone may be a person's.
		const isBare = text[group.start] === '@' && group.end - group.start <= span.end - span.start + 3;
		if (kind === 'wikilink' || key === '*' || (isBare && !/\d/.test(key))) continue;
		if (!found.has(span.start)) found.set(span.start, { span, kind: 'key', key, work: nothingStated });
	}
	return [...found.values()];
}

const bibtexEntry = /@[a-z]+\s*[{(]\s*[^\s,{}()]+\s*,/i;

function bibtexEntries(text: string): readonly StatedReference[] {
	if (!bibtexEntry.test(text)) return [];
	return readBibtex(text).records.map((record) => ({ span: record.span, kind: 'entry', key: record.key, work: workOf(record) }));
}

const workOf = ({ authors, editors, andOthers, year, published, title, doi, arxiv }: SourceRecord): StatedWork => {
	const stated = published ?? year;
	return {
		families: (authors.length > 0 ? authors : editors).map(familyName),
		andOthers,
		...(stated !== undefined && { year: stated }),
		...(title !== '' && { title }),
		...(doi !== undefined && { doi }),
		...(arxiv !== undefined && { arxiv }),
	};
};

const address = /https?:\/\/[^\s<>"'`{}|\\^[\]]+/gi;

/** DOIs and arXiv identifiers, named as such or within addresses. */
function identifiersIn(text: string, prose: readonly Span[]): readonly StatedReference[] {
	const named = namedIdentifiers(text, prose).map(({ span, kind, value }) => identified(span, kind, value));
	const linked = Array.from(text.matchAll(address)).flatMap(({ 0: written, index }) => {
		const link = withoutEnd(written, /[.,;:!?)]/);
		const identifier = identifierOf(link);
		return identifier ? [identified({ start: index, end: index + link.length }, identifier.kind, identifier.value)] : [];
	});
	return [...named, ...linked];
}

const identified = (span: Span, kind: 'arxiv' | 'doi', value: string): StatedReference => ({
	span,
	kind: 'identifier',
	work: { ...nothingStated, [kind]: value },
});

/** A passage as a document of the language that it seems to be in. */
export const passage = (text: string, languageId = languageOfText(text)): Document =>
	new Document('lectern:/passage', languageId, null, text);
