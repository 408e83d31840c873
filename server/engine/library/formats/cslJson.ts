import { monthOf, readDate } from './bibtex/dates.js';
import { cslDates, cslRoles, cslTitles, cslTypeOf, cslVariables, entryTypes, numberVariable } from './csl.js';
import { isEnough } from './enough.js';
import { markedIn, withoutTags } from './htmlText.js';
import { arxivIdentifierOfNote, arxivIn, doiIn, keyFrom, madeKey, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { itemsInList, notJson, parseItem } from './jsonItems.js';
import { isOfBook, listedNames, nicknameOf } from './nicknames.js';
import { emptyRecord, type Name, type Problem, type Reading, type SourceRecord } from './record.js';
import { withWholeTexts } from './wholeTexts.js';

/**
 * Reads CSL-JSON as Zotero, Better BibTeX and pandoc write it: a list of items, or an object with them under `items`
 * or `references`. A JSON file that holds no such list is no library: no record, no problem. Broken JSON that begins like
 * one is a problem at its place, and the items before the break stay.
 */
export function readCslJson(text: string): Reading {
	if (!looksLikeItems(text)) return { records: [], problems: [] };
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	for (const item of itemsInList(text, text.indexOf('['))) {
		if (isEnough(records, problems, item.start)) break;
		try {
			const parsed = parseItem(text, item);
			const record = isItem(parsed) ? recordOf(parsed, item) : undefined;
			if (record) records.push({ ...record, keySpan: keySpanIn(text, item) });
		} catch (error) {
			problems.push(notJson(error, item));
		}
	}
	return { records, problems };
}

/** Fields that only descriptions of works have: the search index of a website has titles and identifiers, too. */
const fieldsOfItems = [
	'type',
	'itemType',
	'author',
	'editor',
	'issued',
	'DOI',
	'ISBN',
	'container-title',
	'publisher',
	'citation-key',
	'citekey',
];

const isItem = (value: unknown): boolean => typeof value === 'object' && value !== null && fieldsOfItems.some((field) => field in value);

/** Whether the text begins as a list of items does; a glance, since most JSON files are something else. */
function looksLikeItems(text: string): boolean {
	const head = text.slice(0, 4000);
	return (
		/^\uFEFF?\s*(?:\[|\{\s*"(?:items|references)"\s*:\s*\[)\s*\{/.test(head) &&
		/"(?:id|citation-key)"\s*:/.test(head) &&
		/"(?:type|title)"\s*:/.test(head)
	);
}

/** The value of a member, a string or a number, without quotes. */
function keyIn(text: string, name: string): { readonly start: number; readonly end: number } | undefined {
	const found = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\[\\s\\S])+)"|([\\d.]+))`).exec(text);
	if (!found) return undefined;
	const end = found.index + found[0].length - (found[1] === undefined ? 0 : 1);
	return { start: end - (found[1] ?? found[2]!).length, end };
}

function keySpanIn(text: string, item: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
	const head = text.slice(item.start, Math.min(item.end, item.start + 2000));
	const found = keyIn(head, 'citation-key') ?? keyIn(head, 'id');
	return found ? { start: item.start + found.start, end: item.start + found.end } : { start: item.start, end: item.start };
}

const idOf = (value: unknown): string | undefined => {
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return id === '' ? undefined : id;
};

/**
 * The keys by which an item is cited. Pandoc takes an id as it is, and `@{…}` cites any without blanks and braces (Pandoc manual,
 * "Citation syntax"). An address, as Zotero writes ids, is cited by its last part, too; of any other id what may be a key is left.
 */
function keysOf(id: string): readonly string[] {
	const short = /^https?:\/\//i.test(id) ? keyFrom(id.replace(/^.*\//, '')) : '';
	return [short, /[\s{}]/.test(id) ? keyFrom(id) : id].filter((key) => key !== '');
}

/** Variables of CSL that have a field of biblatex's for all types. */
const fieldNames: Readonly<Record<string, string>> = {
	...Object.fromEntries(Object.entries({ ...cslVariables, ...cslTitles }).map(([field, variable]) => [variable, field])),
	abstract: 'abstract',
	annote: 'annotation',
	genre: 'type',
	language: 'langid',
	note: 'note',
	'original-publisher': 'origpublisher',
	'original-publisher-place': 'origlocation',
	part: 'part',
	'part-number': 'part',
	status: 'pubstate',
	'title-short': 'shorttitle',
	shortTitle: 'shorttitle',
	volume: 'volume',
};

/** Dates of CSL, and biblatex's. */
const dateNames: Readonly<Record<string, string>> = {
	accessed: 'urldate',
	'event-date': 'eventdate',
	issued: 'date',
	'original-date': 'origdate',
};

/** Variables that a record has a place of its own for. */
const ownPlaces: ReadonlySet<string> = new Set(
	(
		'id citation-key type title container-title container-title-short journalAbbreviation DOI URL keyword author editor page publisher ' +
		'publisher-place number issue collection-number event citation-label citation-number year-suffix first-reference-note-number locator'
	).split(' '),
);

/** Roles of CSL, and biblatex's. */
const roleNames: Readonly<Record<string, string>> = Object.fromEntries(
	Object.entries(cslRoles).map(([role, variable]) => [variable, role]),
);

type Variables = Readonly<Record<string, unknown>>;

const textIn = (variables: Variables, name: string): string | undefined => {
	const value = variables[name];
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const plain = withoutTags(String(value));
	return plain === '' ? undefined : plain;
};

/** A CSL item as a record, from JSON or YAML; nothing for what is no item. `span` is the item's place. */
export function recordOf(item: unknown, span: { readonly start: number; readonly end: number }): SourceRecord | undefined {
	if (typeof item !== 'object' || item === null) return undefined;
	const variables = item as Variables;
	const textOf = (name: string): string | undefined => textIn(variables, name);
	const title = textOf('title') ?? '';
	const authors = namesOf(variables.author);
	const date = dateText(variables.issued);
	const year = yearOf(variables.issued ?? variables['event-date']);
	const [id, ...ids] = [idOf(variables['citation-key']), idOf(variables.id)].filter((each) => each !== undefined);
	// Pandoc cites by the id, whatever other key the item has.
	const [key, ...aliases] = id === undefined ? [] : [...new Set([id, ...ids].flatMap(keysOf))];
	if (id === undefined && title === '') return undefined;
	// Zotero's field “Extra”: a line for each variable that it has no field for.
	const extra = typeof variables.note === 'string' ? variables.note.split('\n').map(withoutTags) : [];
	const ofExtra = <T>(find: (line: string) => T | undefined): T | undefined => extra.map(find).find((found) => found !== undefined);
	const archive = [textOf('archive'), textOf('number'), textOf('archive_location')].join(' ');
	const short = [textOf('title-short') ?? textOf('shortTitle') ?? ''].find((each) => !isOfBook(each, title, textOf('container-title')));
	const type = entryTypes[textOf('type') ?? ''] ?? 'misc';
	const original = dateText(variables['original-date']);
	const first = original === undefined ? undefined : readDate(original).year;
	return withWholeTexts({
		...emptyRecord,
		key: key ?? madeKey(authors[0]?.family, year, title),
		aliases,
		type,
		title,
		alsoTitles: [short, textOf('original-title')].filter((each): each is string => each !== undefined && each !== ''),
		names: [...(ofExtra(namesOfExtra) ?? []), ...nicknameOf(short ?? '', title)],
		authors,
		editors: namesOf(variables.editor),
		...peopleOf(variables),
		year: first ?? year,
		published: first !== undefined && first !== year ? year : undefined,
		venue: venueOf(
			textOf('container-title') ?? textOf('event-title') ?? textOf('event'),
			textOf('container-title-short') ?? textOf('journalAbbreviation'),
		),
		arxiv: arxivIn(/arxiv/i.test(archive) ? archive : undefined) ?? arxivIn(textOf('URL')) ?? ofExtra(arxivIdentifierOfNote),
		doi: doiIn(textOf('DOI')) ?? ofExtra((line) => doiIn(/^doi\s*:\s*\S+/i.exec(line)?.[0])),
		url: textOf('URL'),
		topics: keywordsOf(textOf('keyword'), variables.categories),
		...introducedIn(textOf('abstract')),
		hasAbstract: textOf('abstract') !== undefined,
		fields: fieldsOf(variables, type, date),
		...markedTexts(variables),
		keepsTitleCase: true,
		span,
		keySpan: { start: span.start, end: span.start },
	});
}

function fieldsOf(variables: Variables, type: string, date: string | undefined): Readonly<Record<string, string>> {
	const fields: Record<string, string> = {};
	const put = (field: string, value: string | undefined): void => {
		if (value !== undefined && fields[field] === undefined) fields[field] = value;
	};
	const textOf = (name: string): string | undefined => textIn(variables, name);
	for (const [variable, field] of Object.entries(dateNames)) put(field, variable === 'issued' ? undefined : dateText(variables[variable]));
	if (date !== undefined) put(readDate(date).year === undefined ? 'year' : 'date', /^\d{4}$/.test(date) ? undefined : date);
	put('pages', textOf('page')?.replace(/(?<=\d)\s*[-–—]+\s*(?=\d)/g, '–'));
	put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', textOf('publisher'));
	put('location', textOf('publisher-place') ?? (type === 'patent' ? textOf('jurisdiction') : undefined));
	put('eventtitle', textOf('event'));
	const numbered = numberVariable(type);
	for (const variable of ['number', 'issue', 'collection-number'])
		put(variable === numbered ? 'number' : `csl-${variable}`, textOf(variable));
	for (const variable of Object.keys(variables))
		if (isLeft(variable, type)) put(fieldNames[variable] ?? `csl-${variable}`, valueIn(variables, variable));
	// The type that the item has, where the entry's does not say it.
	const own = textOf('type');
	if (own === 'article-magazine' || own === 'article-newspaper') put('entrysubtype', own.slice('article-'.length));
	if (own !== undefined && cslTypeOf({ type, fields }) !== own) put('csl-type', own);
	return fields;
}

/** Whether a variable is a field of a record of a type, and none that is put in its place by itself. */
const isLeft = (variable: string, type: string): boolean =>
	!ownPlaces.has(variable) &&
	dateNames[variable] === undefined &&
	!(variable === 'jurisdiction' && type === 'patent') &&
	/^[A-Za-z][\w-]*$/.test(variable);

const valueIn = (variables: Variables, variable: string): string | undefined =>
	cslDates.has(variable) ? dateText(variables[variable]) : textIn(variables, variable);

/** Names in other roles than author and editor; CSL's own name behind `csl-` where biblatex has none. */
function peopleOf(variables: Variables): Pick<SourceRecord, 'people'> {
	const people: Record<string, readonly Name[]> = {};
	for (const [variable, value] of Object.entries(variables)) {
		if (variable === 'author' || variable === 'editor' || !isNameList(value)) continue;
		const names = namesOf(value);
		if (names.length > 0) people[roleNames[variable] ?? `csl-${variable}`] = names;
	}
	return Object.keys(people).length > 0 ? { people } : {};
}

const isNameList = (value: unknown): boolean =>
	Array.isArray(value) &&
	value.some((each: unknown) => typeof each === 'object' && each !== null && ('family' in each || 'literal' in each || 'given' in each));

/** The LaTeX of titles with emphasis, or with letters that keep their case. */
const markedTexts = (variables: Variables): Pick<SourceRecord, 'marked'> =>
	markedIn(
		Object.fromEntries(
			[['title', 'title'], ['container-title', 'container'], ...Object.entries(fieldNames)].map(([variable, field]) => [
				field!,
				variables[variable!],
			]),
		),
	);

/** The nicknames in a line such as "names: ResNet, Residual Network" of Zotero's field “Extra”. */
const namesOfExtra = (line: string): readonly string[] | undefined => {
	const listed = /^names?\s*:\s*(\S.*)$/i.exec(line)?.[1];
	return listed === undefined ? undefined : listedNames(listed);
};

/** The keywords of one text, separated by commas or semicolons, and the list `categories` (CSL-JSON's schema, version 1.0), each once. */
function keywordsOf(keyword: string | undefined, categories: unknown): readonly string[] {
	const words = Array.isArray(categories) ? categories.filter((each) => typeof each === 'string') : [];
	return [...new Set([...(keyword ?? '').split(/[,;]/), ...words].map((word) => word.trim()).filter((word) => word !== ''))];
}

const venueOf = (full: string | undefined, short: string | undefined) =>
	full === undefined && short === undefined ? undefined : { full, short };

function namesOf(value: unknown): readonly Name[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	return list.flatMap((each): Name[] => {
		if (typeof each === 'string' && each.trim() !== '') return [{ family: each, literal: true }];
		if (typeof each !== 'object' || each === null) return [];
		const name = each as Readonly<Record<string, unknown>>;
		// Parts of a name may be a list, as pandoc-citeproc had them.
		const part = (key: string) => {
			const text = Array.isArray(name[key]) ? name[key].join(' ') : name[key];
			return (typeof text === 'string' && withoutTags(text)) || undefined;
		};
		const literal = part('literal');
		if (literal !== undefined) return [{ family: literal, literal: true }];
		const family = part('family') ?? part('given');
		if (family === undefined) return [];
		const [kept, dropped] = [part('non-dropping-particle'), part('dropping-particle')];
		// Of two particles the one that drops is as good as a part of the given name.
		const given = [part('family') === undefined ? undefined : part('given'), kept === undefined ? undefined : dropped]
			.filter((each) => each !== undefined)
			.join(' ');
		return [
			{
				family,
				given: given === '' ? undefined : given,
				particle: kept ?? dropped,
				suffix: part('suffix'),
				...(kept !== undefined && { keepsParticle: true }),
			},
		];
	});
}

function yearOf(value: unknown): number | undefined {
	if (typeof value !== 'object' || value === null)
		return yearIn(typeof value === 'string' || typeof value === 'number' ? value : undefined);
	const date = value as Readonly<Record<string, unknown>>;
	const parts = date['date-parts'];
	const first: unknown = Array.isArray(parts) && Array.isArray(parts[0]) ? parts[0][0] : undefined;
	const number = Number(first);
	// CSL has no year 0, which ISO 8601 has.
	if (Number.isInteger(number) && number < 0) return number + 1;
	if (typeof first === 'number' || typeof first === 'string') return number || yearIn(first);
	const [only] = Array.isArray(value) ? (value as readonly { readonly year?: unknown }[]) : [];
	return yearIn((date.literal ?? date.raw ?? date.year ?? only?.year) as string | number | undefined);
}

/** A date of CSL in ISO 8601 with EDTF's signs, as biblatex writes dates; in words where it is in words. */
function dateText(value: unknown): string | undefined {
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim() || undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	const date = value as Readonly<Record<string, unknown>>;
	const parts: readonly unknown[] = Array.isArray(date['date-parts'])
		? date['date-parts']
		: Array.isArray(value)
			? value.map((each: unknown) => yamlParts(each))
			: date.year === undefined
				? []
				: [yamlParts(date)];
	const ends = parts.map(isoOf).filter((end) => end !== undefined);
	const [first] = ends;
	if (first === undefined) {
		const words = date.raw ?? date.literal;
		return typeof words === 'string' || typeof words === 'number' ? isoOfWords(String(words).trim()) || undefined : undefined;
	}
	const season = Number(date.season);
	const seasoned = season >= 1 && season <= 4 && /^-?\d{4}$/.test(first) ? `${first}-${20 + season}` : first;
	const isAbout = date.circa !== undefined && date.circa !== false && date.circa !== 0 && date.circa !== 'false' && date.circa !== '0';
	return [seasoned, ...ends.slice(1, 2)].map((end) => (isAbout ? `${end}~` : end)).join('/');
}

const yamlParts = (value: unknown): readonly unknown[] => {
	const { year, month, day } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
	return [year, month, day].filter((part) => part !== undefined);
};

/** Year, month and day as far as they are there; nothing where there is no year. CSL has no year 0, which ISO 8601 has. */
function isoOf(parts: unknown): string | undefined {
	if (!Array.isArray(parts)) return undefined;
	const [year, ...rest] = parts.map(Number);
	if (year === undefined || !Number.isInteger(year) || year === 0) return undefined;
	const iso = year < 0 ? year + 1 : year;
	const head = iso < 0 ? `-${String(-iso).padStart(4, '0')}` : String(iso).padStart(4, '0');
	const end = rest.findIndex((part) => !Number.isInteger(part) || part <= 0);
	return [head, ...rest.slice(0, end < 0 ? 2 : Math.min(end, 2)).map((part) => String(part).padStart(2, '0'))].join('-');
}

/** "May 2016", "May 12, 2016", "12 May 2016", "05/2016" in ISO 8601; other words as they are. */
function isoOfWords(text: string): string {
	const [, name = '', day, year] =
		/^([A-Za-z]{3,12})\.? (?:(\d{1,2}),? )?(\d{4})$/.exec(text) ??
		(/^(\d{1,2}) ([A-Za-z]{3,12})\.? (\d{4})$/.exec(text) ?? []).map((part, index, all) =>
			index === 1 ? all[2] : index === 2 ? all[1] : part,
		);
	const [, number, numberYear] = /^(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
	const month = monthOf(name || (number ?? ''));
	if (month === undefined) return text;
	return [year ?? numberYear, month, day]
		.filter((part) => part !== undefined)
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
}
