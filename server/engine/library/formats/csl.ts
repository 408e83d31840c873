import type { SourceRecord } from './record.js';

/** The item type of CSL 1.0.2 (appendix III) for each entry type of biblatex (manual § 2.1) and its aliases. */
const types: Readonly<Record<string, string>> = {
	article: 'article-journal',
	artwork: 'graphic',
	audio: 'song',
	bibnote: 'document',
	book: 'book',
	bookinbook: 'chapter',
	booklet: 'pamphlet',
	collection: 'book',
	conference: 'paper-conference',
	dataset: 'dataset',
	electronic: 'webpage',
	image: 'graphic',
	inbook: 'chapter',
	incollection: 'chapter',
	inproceedings: 'paper-conference',
	inreference: 'entry-encyclopedia',
	jurisdiction: 'legal_case',
	legislation: 'legislation',
	letter: 'personal_communication',
	legal: 'treaty',
	manual: 'book',
	mastersthesis: 'thesis',
	movie: 'motion_picture',
	music: 'song',
	mvbook: 'book',
	mvcollection: 'book',
	mvproceedings: 'book',
	mvreference: 'book',
	newspaper: 'article-newspaper',
	magazine: 'article-magazine',
	online: 'webpage',
	patent: 'patent',
	performance: 'speech',
	periodical: 'article-journal',
	phdthesis: 'thesis',
	proceedings: 'book',
	reference: 'book',
	report: 'report',
	review: 'review',
	software: 'software',
	standard: 'legislation',
	suppbook: 'chapter',
	suppcollection: 'chapter',
	suppperiodical: 'article-journal',
	techreport: 'report',
	thesis: 'thesis',
	unpublished: 'manuscript',
	video: 'motion_picture',
	webpage: 'webpage',
	www: 'webpage',
	// Those of biblatex-apa, biblatex-software and Mendeley.
	book_section: 'chapter',
	case: 'legal_case',
	codefragment: 'software',
	computer_program: 'software',
	conference_proceedings: 'paper-conference',
	constitution: 'legislation',
	encyclopedia_article: 'entry-encyclopedia',
	journal_article: 'article-journal',
	legadminmaterial: 'legislation',
	legmaterial: 'bill',
	magazine_article: 'article-magazine',
	newspaper_article: 'article-newspaper',
	presentation: 'speech',
	softwaremodule: 'software',
	softwareversion: 'software',
	statute: 'legislation',
	talk: 'speech',
	web_page: 'webpage',
	working_paper: 'report',
};

/** Types whose `number` counts them in their series (biblatex manual § 2.2.2). */
const inSeries = new Set(
	(
		'book mvbook inbook bookinbook suppbook collection mvcollection incollection suppcollection proceedings mvproceedings inproceedings ' +
		'reference mvreference inreference'
	).split(' '),
);

/** Types with issues. */
const withIssues = new Set('article periodical suppperiodical review journal_article magazine_article newspaper_article'.split(' '));

/** The variable of CSL that the field `number` of an entry of a type is: an issue, a place in a series, or a number of its own. */
export function numberVariable(type: string): 'collection-number' | 'issue' | 'number' {
	if (inSeries.has(type)) return 'collection-number';
	return withIssues.has(type) ? 'issue' : 'number';
}

/** The item type of CSL for a record's: the one that it had, where it comes from CSL-JSON. */
export function cslTypeOf({ type, fields }: Pick<SourceRecord, 'type' | 'fields'>): string {
	if (fields['csl-type'] !== undefined) return fields['csl-type'];
	const { entrysubtype } = fields;
	if (entrysubtype === 'magazine' || entrysubtype === 'newspaper') {
		if (withIssues.has(type)) return `article-${entrysubtype}`;
	}
	const isEvent = fields.eventdate !== undefined || fields.eventtitle !== undefined || fields.venue !== undefined;
	// biblatex-apa's `tvseries`, `tvepisode` …
	if (type === 'video' && entrysubtype?.startsWith('tv')) return 'broadcast';
	if (type === 'unpublished' && isEvent) return 'speech';
	return types[type] ?? 'document';
}

/** biblatex's entry type for each item type of CSL 1.0.2 (appendix III) that has one. */
export const entryTypes: Readonly<Record<string, string>> = {
	article: 'online',
	'article-journal': 'article',
	'article-magazine': 'article',
	'article-newspaper': 'article',
	bill: 'legislation',
	book: 'book',
	broadcast: 'audio',
	chapter: 'incollection',
	classic: 'book',
	collection: 'collection',
	dataset: 'dataset',
	document: 'misc',
	entry: 'inreference',
	'entry-dictionary': 'inreference',
	'entry-encyclopedia': 'inreference',
	graphic: 'artwork',
	hearing: 'legislation',
	legal_case: 'jurisdiction',
	legislation: 'legislation',
	manuscript: 'unpublished',
	motion_picture: 'movie',
	pamphlet: 'booklet',
	'paper-conference': 'inproceedings',
	patent: 'patent',
	performance: 'performance',
	periodical: 'periodical',
	personal_communication: 'letter',
	post: 'online',
	'post-weblog': 'online',
	report: 'report',
	review: 'review',
	'review-book': 'review',
	software: 'software',
	song: 'music',
	speech: 'unpublished',
	standard: 'standard',
	thesis: 'thesis',
	treaty: 'legal',
	webpage: 'online',
};

/** biblatex's fields that are a variable of CSL under another name. */
export const cslVariables: Readonly<Record<string, string>> = {
	chapter: 'chapter-number',
	edition: 'edition',
	isbn: 'ISBN',
	issn: 'ISSN',
	library: 'call-number',
	pagetotal: 'number-of-pages',
	pmcid: 'PMCID',
	pmid: 'PMID',
	venue: 'event-place',
	version: 'version',
	volumes: 'number-of-volumes',
};

/** Titles among biblatex's fields. */
export const cslTitles: Readonly<Record<string, string>> = {
	eventtitle: 'event-title',
	origtitle: 'original-title',
	series: 'collection-title',
};

/** Roles that CSL knows, by biblatex's name. */
export const cslRoles: Readonly<Record<string, string>> = {
	bookauthor: 'container-author',
	director: 'director',
	translator: 'translator',
};

/** Variables of CSL that are dates and have no field of biblatex's. */
export const cslDates: ReadonlySet<string> = new Set(['available-date', 'submitted']);
