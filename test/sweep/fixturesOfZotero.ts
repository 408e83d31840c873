/**
 * CSL's type for each item type of Zotero's (Zotero's schema, "csl.types"). Not the table of the format that is measured: a mistake there would be
 * one here, too.
 */
const types: Readonly<Record<string, string>> = {
	artwork: 'graphic',
	audioRecording: 'song',
	bill: 'bill',
	blogPost: 'post-weblog',
	book: 'book',
	bookSection: 'chapter',
	case: 'legal_case',
	computerProgram: 'software',
	conferencePaper: 'paper-conference',
	dataset: 'dataset',
	dictionaryEntry: 'entry-dictionary',
	document: 'document',
	email: 'personal_communication',
	encyclopediaArticle: 'entry-encyclopedia',
	film: 'motion_picture',
	journalArticle: 'article-journal',
	letter: 'personal_communication',
	magazineArticle: 'article-magazine',
	manuscript: 'manuscript',
	newspaperArticle: 'article-newspaper',
	patent: 'patent',
	preprint: 'article',
	presentation: 'speech',
	report: 'report',
	standard: 'standard',
	statute: 'legislation',
	thesis: 'thesis',
	tvBroadcast: 'broadcast',
	videoRecording: 'motion_picture',
	webpage: 'webpage',
};

/** The fields of Zotero's for variables of CSL; where there are several, an item has one of them. */
const fields: Readonly<Record<string, readonly string[]>> = {
	title: ['title', 'caseName', 'nameOfAct', 'subject'],
	'container-title': [
		'publicationTitle',
		'bookTitle',
		'proceedingsTitle',
		'encyclopediaTitle',
		'dictionaryTitle',
		'websiteTitle',
		'blogTitle',
	],
	'collection-title': ['series', 'seriesTitle'],
	issued: ['date', 'dateEnacted', 'dateDecided', 'issueDate'],
	accessed: ['accessDate'],
	publisher: ['publisher', 'institution', 'university', 'label', 'company', 'studio', 'distributor'],
	'publisher-place': ['place'],
	volume: ['volume', 'codeVolume', 'reporterVolume'],
	issue: ['issue'],
	'collection-number': ['seriesNumber'],
	number: ['number', 'reportNumber', 'patentNumber', 'billNumber', 'docketNumber', 'publicLawNumber'],
	page: ['pages', 'codePages', 'firstPage'],
	edition: ['edition'],
	version: ['versionNumber'],
	DOI: ['DOI'],
	URL: ['url'],
	ISBN: ['ISBN'],
	ISSN: ['ISSN'],
	genre: ['type', 'thesisType', 'reportType', 'manuscriptType', 'presentationType'],
	language: ['language'],
	'number-of-pages': ['numPages'],
	'number-of-volumes': ['numberOfVolumes'],
	abstract: ['abstractNote'],
};

/** Zotero's names of roles that CSL has under others. */
const roles: Readonly<Record<string, string>> = {
	artist: 'author',
	bookAuthor: 'container-author',
	cartographer: 'author',
	director: 'director',
	inventor: 'author',
	performer: 'author',
	podcaster: 'author',
	presenter: 'author',
	programmer: 'author',
	seriesEditor: 'collection-editor',
};

/** What is compared with Zotero's items: the rows of the table, and all else that both hold. */
export const zoteroVariables: readonly string[] = ['type', 'author', 'editor', 'translator', ...Object.keys(fields), 'keyword'];

/** What an item as Zotero exports it says for variables of CSL. */
export function expectedOfZotero(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const result: Record<string, unknown> = { type: types[String(item.itemType)] ?? String(item.itemType) };
	for (const [variable, names] of Object.entries(fields)) {
		const name = names.find((each) => item[each] !== undefined && item[each] !== '');
		if (name !== undefined) result[variable] = item[name];
	}
	for (const creator of (item.creators ?? []) as readonly Readonly<Record<string, string>>[]) {
		const role = roles[creator.creatorType!] ?? creator.creatorType!;
		const name = creator.name === undefined ? { family: creator.lastName, given: creator.firstName } : { literal: creator.name };
		result[role] = [...((result[role] as unknown[]) ?? []), name];
	}
	const tags = (item.tags ?? []) as readonly (string | { readonly tag: string })[];
	result.keyword = tags.map((tag) => (typeof tag === 'string' ? tag : tag.tag));
	return result;
}
