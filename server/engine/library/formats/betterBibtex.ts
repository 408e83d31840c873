import { recordOf } from './cslJson.js';
import { isEnough } from './enough.js';
import { itemsInList, notJson, parseItem } from './jsonItems.js';
import type { Name, Problem, Reading, SourceRecord } from './record.js';

/** CSL's item type for each of Zotero's (Zotero, "Item Types and Fields"). */
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
	email: 'personal_communication',
	encyclopediaArticle: 'entry-encyclopedia',
	film: 'motion_picture',
	forumPost: 'post',
	hearing: 'hearing',
	interview: 'interview',
	journalArticle: 'article-journal',
	letter: 'personal_communication',
	magazineArticle: 'article-magazine',
	manuscript: 'manuscript',
	map: 'map',
	newspaperArticle: 'article-newspaper',
	patent: 'patent',
	podcast: 'broadcast',
	preprint: 'article',
	presentation: 'speech',
	radioBroadcast: 'broadcast',
	report: 'report',
	standard: 'standard',
	statute: 'legislation',
	thesis: 'thesis',
	tvBroadcast: 'broadcast',
	videoRecording: 'motion_picture',
	webpage: 'webpage',
};

/** CSL's variables, and the fields of Zotero's that they are. */
const variables: Readonly<Record<string, string>> = {
	abstract: 'abstractNote',
	archive: 'archive repository',
	authority: 'court legislativeBody issuingAuthority',
	archive_location: 'archiveLocation',
	'call-number': 'callNumber',
	'collection-number': 'seriesNumber',
	'collection-title': 'series seriesTitle',
	'container-title':
		'publicationTitle bookTitle proceedingsTitle encyclopediaTitle dictionaryTitle websiteTitle blogTitle forumTitle programTitle reporter code',
	'container-title-short': 'journalAbbreviation',
	DOI: 'DOI',
	edition: 'edition',
	'event-title': 'conferenceName meetingName',
	genre: 'thesisType reportType manuscriptType presentationType letterType mapType postType websiteType genre type',
	ISBN: 'ISBN',
	ISSN: 'ISSN',
	issue: 'issue',
	language: 'language',
	medium: 'medium artworkMedium interviewMedium',
	note: 'extra',
	number: 'number reportNumber patentNumber docketNumber billNumber archiveID identifier',
	'number-of-pages': 'numPages',
	'number-of-volumes': 'numberOfVolumes',
	page: 'pages firstPage codePages',
	publisher: 'publisher institution university company studio label distributor',
	'publisher-place': 'place country',
	title: 'title caseName nameOfAct subject',
	'title-short': 'shortTitle',
	URL: 'url',
	version: 'versionNumber version',
	volume: 'volume reporterVolume codeVolume',
};

/** CSL's roles for Zotero's that have another name. */
const roles: Readonly<Record<string, string>> = {
	artist: 'author',
	bookAuthor: 'container-author',
	cartographer: 'author',
	editor: 'editor',
	interviewee: 'author',
	inventor: 'author',
	performer: 'author',
	podcaster: 'author',
	presenter: 'author',
	programmer: 'author',
	scriptwriter: 'script-writer',
	seriesEditor: 'collection-editor',
	translator: 'translator',
};

type Json = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');

/** Whether a text begins as an export of Better BibTeX in its own JSON does: a `config` that names it, or `items` with an `itemType`. */
export const isBetterBibtex = (text: string): boolean => {
	const head = text.slice(0, 20_000);
	return (
		/^\uFEFF?\s*\{\s*"/.test(head) &&
		/"(?:translatorID|Better BibTeX|collections|config)"/.test(head) &&
		/"itemType"\s*:|"label"\s*:\s*"BetterBibTeX JSON"/.test(head)
	);
};

/**
 * Reads Better BibTeX's own JSON ("BetterBibTeX JSON"), which holds Zotero's items as they are. Attachments and notes are no records. An item that is
 * broken is a problem at its place, and the other items stay.
 */
export function readBetterBibtex(text: string): Reading {
	// Collections, which come first, have lists of numbers under the same name.
	const at = text.search(/"items"\s*:\s*\[\s*\{/);
	if (at < 0) return { records: [], problems: [] };
	const collections = collectionsIn(text.slice(0, at));
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	for (const span of itemsInList(text, text.indexOf('[', at))) {
		if (isEnough(records, problems, span.start)) break;
		let item: Json;
		try {
			item = asObject(parseItem(text, span));
		} catch (error) {
			problems.push(notJson(error, span));
			continue;
		}
		const record = itemRecord(item, span);
		if (!record) continue;
		const within = collections.get(item.itemID) ?? [];
		records.push({ ...record, keySpan: keySpanIn(text, span, record.key), ...(within.length > 0 && { collections: within }) });
	}
	return { records, problems };
}

/** The names of the collections that each item is in, by its number, as "Thesis / Chapter 2"; of what comes before the items of an export. */
function collectionsIn(head: string): ReadonlyMap<unknown, readonly string[]> {
	const found = new Map<unknown, string[]>();
	let collections: Json;
	try {
		collections = asObject(
			asObject(
				JSON.parse(
					`${head
						.replace(/^\uFEFF/, '')
						.trimEnd()
						.replace(/,$/, '')}}`,
				),
			).collections,
		);
	} catch {
		// The items are read all the same.
		return found;
	}
	for (const key of Object.keys(collections)) {
		const path: string[] = [];
		let at: unknown = key;
		// A collection that is its own parent would lead nowhere.
		for (let left = 32; typeof at === 'string' && Object.hasOwn(collections, at) && left > 0; left--) {
			const { name, parent } = asObject(collections[at]);
			path.unshift(textOf(name));
			at = parent;
		}
		const name = path.join(' / ');
		for (const item of listOf(asObject(collections[key]).items)) {
			const names = found.get(item);
			if (names) names.push(name);
			else found.set(item, [name]);
		}
	}
	return found;
}

function itemRecord(item: Json, span: { readonly start: number; readonly end: number }): SourceRecord | undefined {
	const itemType = textOf(item.itemType);
	if (itemType === 'attachment' || itemType === 'note' || itemType === 'annotation' || itemType === '') return undefined;
	const csl: Record<string, unknown> = { type: types[itemType] ?? 'document', id: textOf(item.citationKey) || textOf(item.citekey) };
	if (csl.id === '') delete csl.id;
	for (const [variable, fields] of Object.entries(variables)) {
		const value = fields
			.split(' ')
			.map((field) => textOf(item[field]))
			.find((text) => text !== '');
		if (value !== undefined) csl[variable] = value;
	}
	for (const [variable, field] of [
		['issued', 'date'],
		['accessed', 'accessDate'],
	] as const) {
		const date = textOf(item[field] ?? (field === 'date' ? (item.dateEnacted ?? item.dateDecided ?? item.issueDate) : undefined));
		if (date !== '') csl[variable] = { raw: field === 'accessDate' ? date.slice(0, 10) : date };
	}
	for (const [role, names] of peopleOf(item)) csl[role] ??= names;
	const record = recordOf(csl, span);
	if (!record) return undefined;
	const topics = listOf(item.tags)
		.map((tag) => textOf(asObject(tag).tag) || textOf(tag))
		.filter((tag) => tag !== '');
	const files = listOf(item.attachments)
		.map((file) => textOf(asObject(file).path))
		.filter((path) => path !== '');
	return {
		...record,
		authors: record.authors.map(withParticle),
		topics: [...new Set(topics)],
		fields: { ...record.fields, ...(files.length > 0 && { file: files.join(';') }) },
	};
}

/** The names of an item's people by their roles in CSL. */
function peopleOf(item: Json): ReadonlyMap<string, readonly Json[]> {
	const people = new Map<string, Json[]>();
	for (const creator of listOf(item.creators).map(asObject)) {
		const type = textOf(creator.creatorType);
		// CSL writes `reviewed-author` for Zotero's `reviewedAuthor`.
		const role = roles[type] ?? type.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
		const known = people.get(role) ?? [];
		const literal = textOf(creator.name);
		known.push(literal === '' ? { family: textOf(creator.lastName), given: textOf(creator.firstName) } : { literal });
		people.set(role, known);
	}
	return people;
}

/** Zotero keeps particles with the family name. */
function withParticle(name: Name): Name {
	const [, particle, family] = /^((?:\p{Ll}[\p{L}'’]* ){1,4})(\p{Lu}.*)$/u.exec(name.family) ?? [];
	return name.literal || family === undefined ? name : { ...name, family, particle: particle!.trim(), keepsParticle: true };
}

function keySpanIn(
	text: string,
	{ start, end }: { readonly start: number; readonly end: number },
	key: string,
): { start: number; end: number } {
	const found = /"cit(?:ationKey|ekey)"\s*:\s*"/.exec(text.slice(start, end));
	const at = found ? start + found.index + found[0].length : -1;
	return at >= 0 && text.startsWith(key, at) ? { start: at, end: at + key.length } : { start, end: start };
}
