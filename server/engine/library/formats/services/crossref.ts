import { arxivIn, doiIn } from '../identifiers.js';
import type { Name, SourceRecord } from '../record.js';
import { asObject, type Json, objectIn, objectsOf, present, recordOf, textOf } from './answer.js';

/** biblatex's entry type for each of Crossref's work types (https://api.crossref.org/types) that has one. */
const types: Readonly<Record<string, string>> = {
	book: 'book',
	'book-chapter': 'incollection',
	'book-part': 'incollection',
	'book-section': 'incollection',
	'book-series': 'book',
	'book-set': 'book',
	database: 'dataset',
	dataset: 'dataset',
	dissertation: 'thesis',
	'edited-book': 'collection',
	'journal-article': 'article',
	monograph: 'book',
	'posted-content': 'online',
	proceedings: 'proceedings',
	'proceedings-article': 'inproceedings',
	'reference-book': 'reference',
	'reference-entry': 'inreference',
	report: 'report',
	'report-component': 'report',
	standard: 'report',
};

/**
 * The work in an answer of Crossref's REST API to `/works/{doi}`: `{"message-type": "work", "message": {…}}`, whose titles are
 * lists and whose dates are `date-parts`. Nothing where the text is no such answer.
 */
export function readCrossref(text: string): SourceRecord | undefined {
	const work = asObject(objectIn(text)?.message);
	return work && crossrefRecord(work);
}

/** A work as Crossref describes it, alone or in a list; nothing where it has no title. */
export function crossrefRecord(work: Json): SourceRecord | undefined {
	const title = titleOf(work);
	if (title === undefined) return undefined;
	const authors = namesOf(work.author);
	const issued = dateOf(work.issued) ?? dateOf(work['published-print']) ?? dateOf(work['published-online']) ?? dateOf(work.posted);
	const type = types[textOf(work.type) ?? ''] ?? 'misc';
	const institution = textOf(asObject(Array.isArray(work.institution) ? work.institution[0] : work.institution)?.name);
	const full =
		textOf(work['container-title']) ?? institution ?? (type === 'inproceedings' ? textOf(asObject(work.event)?.name) : undefined);
	const short = textOf(work['short-container-title']);
	const url = textOf(asObject(asObject(work.resource)?.primary)?.URL);
	return recordOf({
		type,
		title,
		authors,
		editors: namesOf(work.editor),
		year: issued === undefined ? undefined : Number(issued.slice(0, 4)),
		venue: full === undefined && short === undefined ? undefined : { full, short },
		doi: doiIn(textOf(work.DOI)),
		arxiv: arxivIn(url),
		hasAbstract: textOf(work.abstract) !== undefined,
		fields: present({
			date: issued,
			volume: textOf(work.volume),
			number: textOf(work.issue),
			pages: textOf(work.page)
				?.split(/-+/)
				.map((part) => part.trim())
				.join('–'),
			eid: textOf(work['article-number']),
			// A journal's publisher is of no use to who cites an article.
			publisher: type === 'article' || type === 'thesis' ? undefined : textOf(work.publisher),
			location: type === 'article' ? undefined : textOf(work['publisher-location']),
			edition: textOf(work['edition-number']),
			isbn: textOf(work.ISBN)?.replace(/^https?:\/\/id\.crossref\.org\/isbn\//, ''),
			issn: type === 'article' ? textOf(work.ISSN) : undefined,
		}),
	});
}

/** Title and subtitle, where the title doesn't end in the subtitle already. */
function titleOf(work: Json | undefined): string | undefined {
	const title = textOf(work?.title);
	const subtitle = textOf(work?.subtitle);
	if (title === undefined || subtitle === undefined) return title;
	return title.toLowerCase().includes(subtitle.toLowerCase()) ? title : `${title}: ${subtitle}`;
}

function namesOf(value: unknown): readonly Name[] {
	return objectsOf(value).flatMap((person): Name[] => {
		const whole = textOf(person.name);
		if (whole !== undefined) return [{ family: whole, literal: true }];
		const given = textOf(person.given);
		const family = textOf(person.family);
		if (family === undefined) return given === undefined ? [] : [{ family: given }];
		return [{ family, given, suffix: textOf(person.suffix) }];
	});
}

/** `2016`, `2016-05` or `2016-05-31` of a date in parts; nothing where no year is known. */
function dateOf(value: unknown): string | undefined {
	const parts = asObject(value)?.['date-parts'];
	const first: unknown = Array.isArray(parts) ? parts[0] : undefined;
	const numbers = (Array.isArray(first) ? first : []).map(Number).filter((part) => Number.isInteger(part) && part > 0);
	if (numbers.length === 0 || numbers[0]! < 1000) return undefined;
	return numbers
		.slice(0, 3)
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
}
