import { arxivIn, doiIn, yearIn } from '../identifiers.js';
import type { Name, SourceRecord } from '../record.js';
import { asObject, type Json, objectIn, objectsOf, present, recordOf, textOf } from './answer.js';

/** biblatex's entry type for each general resource type of the DataCite schema 4 that has one. */
const types: Readonly<Record<string, string>> = {
	book: 'book',
	bookchapter: 'incollection',
	computationalnotebook: 'software',
	conferencepaper: 'inproceedings',
	conferenceproceeding: 'proceedings',
	datapaper: 'article',
	dataset: 'dataset',
	dissertation: 'thesis',
	journalarticle: 'article',
	preprint: 'online',
	report: 'report',
	software: 'software',
	standard: 'report',
};

/**
 * The work in an answer of DataCite's REST API to `/dois/{doi}`: a JSON:API document, `{"data": {"attributes": {…}}}`. Nothing
 * where the text is no such answer.
 */
export function readDatacite(text: string): SourceRecord | undefined {
	const data = asObject(objectIn(text)?.data);
	const work = asObject(data?.attributes);
	const title = titleOf(work);
	if (!work || title === undefined) return undefined;
	const date = dateOf(work);
	const container = asObject(work.container);
	const publisher = textOf(asObject(work.publisher)?.name) ?? textOf(work.publisher);
	const doi = doiIn(textOf(work.doi) ?? textOf(data?.id));
	const arxiv = arxivOf(work, doi);
	const type = arxiv === undefined ? typeOf(work) : 'online';
	const full = textOf(container?.title);
	const [first, last] = [textOf(container?.firstPage), textOf(container?.lastPage)];
	return recordOf({
		type,
		title,
		authors: namesOf(work.creators),
		editors: namesOf(objectsOf(work.contributors).filter(({ contributorType }) => contributorType === 'Editor')),
		year: yearIn(date) ?? yearIn(textOf(work.publicationYear)),
		venue:
			full !== undefined && arxiv === undefined ? { full } : type === 'thesis' && publisher !== undefined ? { full: publisher } : undefined,
		doi,
		arxiv,
		url: arxiv === undefined && doi === undefined ? textOf(work.url) : undefined,
		hasAbstract: objectsOf(work.descriptions).some(({ descriptionType }) => descriptionType === 'Abstract'),
		fields: present({
			date,
			volume: textOf(container?.volume),
			number: textOf(container?.issue),
			pages: first === undefined ? undefined : last === undefined || last === first ? first : `${first}–${last}`,
			publisher: arxiv !== undefined || type === 'article' || type === 'thesis' ? undefined : publisher,
			version: arxiv === undefined ? textOf(work.version) : undefined,
		}),
	});
}

/** The first title that isn't a translation or another kind, with the subtitle. */
function titleOf(work: Json | undefined): string | undefined {
	const titles = objectsOf(work?.titles);
	const main = textOf((titles.find(({ titleType }) => titleType === undefined || titleType === null) ?? titles[0])?.title);
	const subtitle = textOf(titles.find(({ titleType }) => titleType === 'Subtitle')?.title);
	return main !== undefined && subtitle !== undefined && main !== subtitle ? `${main}: ${subtitle}` : main;
}

function typeOf(work: Json): string {
	const kinds = asObject(work.types);
	const general = textOf(kinds?.resourceTypeGeneral)?.toLowerCase() ?? '';
	// Before version 4.4 of the schema everything printed was "Text"; what it is comes next to it.
	const asBibtex = textOf(kinds?.bibtex)?.toLowerCase();
	return types[general] ?? (asBibtex === 'phdthesis' ? 'thesis' : general === 'text' && asBibtex ? asBibtex : 'misc');
}

function arxivOf(work: Json, doi: string | undefined): string | undefined {
	const own = objectsOf(work.identifiers).find(({ identifierType }) => String(identifierType).toLowerCase() === 'arxiv');
	return arxivIn(textOf(own?.identifier)) ?? arxivIn(/^10\.48550\/(arxiv\..+)$/i.exec(doi ?? '')?.[1]);
}

/** When it was issued or, of a preprint, first handed in: as precise as it is given, time of day left out. */
function dateOf(work: Json): string | undefined {
	const dates = objectsOf(work.dates);
	for (const kind of ['Issued', 'Submitted', 'Available']) {
		const date = /^\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(textOf(dates.find(({ dateType }) => dateType === kind)?.date) ?? '')?.[0];
		if (date !== undefined) return date;
	}
	return undefined;
}

function namesOf(value: unknown): readonly Name[] {
	return objectsOf(value).flatMap((person): Name[] => {
		const name = textOf(person.name);
		const family = textOf(person.familyName);
		if (family !== undefined) return [{ family, given: textOf(person.givenName) }];
		if (name === undefined) return [];
		if (person.nameType === 'Organizational') return [{ family: name, literal: true }];
		const comma = name.indexOf(',');
		if (comma > 0) return [{ family: name.slice(0, comma).trim(), given: name.slice(comma + 1).trim() || undefined }];
		return [/\s/.test(name) ? { family: name, literal: true } : { family: name }];
	});
}
