import { isScalar, type Node, type YAMLMap } from 'yaml';
import { localizable } from '../../base/localizableMessage.js';
import type { Span } from '../../base/span.js';
import type { PlainValue } from '../../base/yaml.js';
import { readDate } from './bibtex/dates.js';
import { latexText } from './bibtex/escape.js';
import { isBalanced } from './bibtex/latex.js';
import { arxivIn, doiIn, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { emptyRecord, type Name, type Problem, type Reading, type SourceRecord } from './record.js';
import { withWholeTexts } from './wholeTexts.js';

/** Hayagriva's entry types (Hayagriva, "File format") with biblatex's; what depends on the parent is settled below. */
export const hayagrivaTypes: Readonly<Record<string, string>> = {
	anthology: 'collection',
	anthos: 'incollection',
	article: 'article',
	artwork: 'artwork',
	audio: 'audio',
	blog: 'online',
	book: 'book',
	case: 'jurisdiction',
	chapter: 'inbook',
	conference: 'proceedings',
	entry: 'inreference',
	exhibition: 'misc',
	legislation: 'legislation',
	manuscript: 'unpublished',
	misc: 'misc',
	newspaper: 'periodical',
	original: 'misc',
	patent: 'patent',
	performance: 'performance',
	periodical: 'periodical',
	post: 'online',
	proceedings: 'proceedings',
	reference: 'reference',
	report: 'report',
	repository: 'software',
	scene: 'video',
	thesis: 'thesis',
	thread: 'online',
	video: 'movie',
	web: 'online',
};

/** The fields of an entry and of a parent (Hayagriva, "Fields"). */
const fieldNames: ReadonlySet<string> = new Set(
	(
		'abstract affiliated archive archive-location author call-number chapter date edition editor genre issue language location note ' +
		'organization page-range page-total parent publisher runtime serial-number time-range title type url volume volume-total'
	).split(' '),
);

/** Whether more than half of a mapping's values are entries of Hayagriva. Other YAML has a `type` and a `title` here and there as well. */
export function isHayagriva(map: YAMLMap, plainValue: PlainValue): boolean {
	const { entries, others } = countEntries(map, plainValue);
	return entries > others;
}

/** How many of a mapping's values are entries of Hayagriva, and how many are not. Keys without a value are not counted: someone may be writing them. */
export function countEntries(map: YAMLMap, plainValue: PlainValue): { readonly entries: number; readonly others: number } {
	const values = map.items.map(({ value }) => plainValue(value)).filter((value) => !isEmpty(value));
	const entries = values.filter(isEntry).length;
	return { entries, others: values.length - entries };
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * Whether a value is an entry: a mapping with a `type` of Hayagriva's and a title or a parent, and with more of Hayagriva's fields
 * besides its type than of others.
 */
function isEntry(value: unknown): boolean {
	if (!isFields(value)) return false;
	const names = Object.keys(value);
	const own = names.filter((name) => fieldNames.has(name)).length;
	const { type } = value;
	return (
		typeof type === 'string' &&
		Object.hasOwn(hayagrivaTypes, type.toLowerCase()) &&
		(names.includes('title') || names.includes('parent')) &&
		own - 1 > names.length - own
	);
}

/** The records of a library, and its entries without fields. */
export function hayagrivaRecords(map: YAMLMap, plainValue: PlainValue): Reading {
	const problems: Problem[] = [];
	const records = map.items.flatMap((pair) => {
		const { key, value } = pair as { readonly key: unknown; readonly value: Node | null };
		if (!isScalar(key) || !key.range) return [];
		const keySpan = { start: key.range[0], end: key.range[1] };
		const entry = plainValue(value);
		if (!isFields(entry)) {
			problems.push({
				code: 'broken-entry',
				fault: 'missing-fields',
				message: localizable('The entry “{0}” has no fields.', String(key.value)),
				span: keySpan,
				severity: 'warning',
			});
			return [];
		}
		return [recordOf(String(key.value), entry, { start: keySpan.start, end: value?.range?.[1] ?? keySpan.end }, keySpan)];
	});
	return { records, problems };
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function recordOf(key: string, entry: Fields, span: Span, keySpan: Span): SourceRecord {
	const [parent] = listOf(entry.parent).filter(isFields);
	const numbers = isFields(entry['serial-number']) ? entry['serial-number'] : {};
	const url = textOf(entry.url);
	const full = textOf(parent?.title);
	const editors = namesOf(entry.editor);
	const people = peopleOf(entry, parent);
	const date = dateOf(entry, parent);
	return withWholeTexts({
		...emptyRecord,
		key,
		type: typeOf(textOf(entry.type), textOf(parent?.type)),
		title: textOf(entry.title) ?? '',
		alsoTitles: [shortOf(entry.title)].filter((short) => short !== undefined),
		authors: namesOf(entry.author),
		editors: editors.length > 0 ? editors : namesOf(parent?.editor),
		...(Object.keys(people).length > 0 && { people }),
		year: date === undefined ? undefined : (readDate(date).year ?? yearIn(date)),
		venue: full === undefined ? undefined : { full, short: shortOf(parent?.title) },
		arxiv: arxivIn(textOf(numbers.arxiv)) ?? arxivIn(url),
		doi: doiIn(textOf(numbers.doi)) ?? (url?.includes('doi.org') ? doiIn(url) : undefined),
		url,
		...introducedIn(textOf(entry.abstract)),
		hasAbstract: textOf(entry.abstract) !== undefined,
		fields: fieldsOf(entry, parent, numbers),
		...markedIn(entry.title, parent?.title),
		keepsTitleCase: true,
		span,
		keySpan,
	});
}

/** Fields that are there under the same or another name (Hayagriva, "Fields"). */
export const hayagrivaFields: Readonly<Record<string, string>> = {
	abstract: 'abstract',
	'call-number': 'library',
	chapter: 'chapter',
	edition: 'edition',
	genre: 'type',
	language: 'langid',
	note: 'note',
	'page-total': 'pagetotal',
	'volume-total': 'volumes',
};

/** Serial numbers, and the fields that they are. */
export const hayagrivaNumbers: Readonly<Record<string, string>> = { isbn: 'isbn', issn: 'issn', pmcid: 'pmcid', pmid: 'pmid' };

function fieldsOf(entry: Fields, parent: Fields | undefined, numbers: Fields): Readonly<Record<string, string>> {
	const fields: Record<string, string> = {};
	const put = (name: string, value: string | undefined): void => {
		if (value !== undefined && fields[name] === undefined) fields[name] = value;
	};
	const [grandparent] = listOf(parent?.parent).filter(isFields);
	for (const [field, name] of Object.entries(hayagrivaFields)) put(name, textOf(entry[field]));
	for (const [field, name] of Object.entries(hayagrivaNumbers))
		put(name, textOf(numbers[field]) ?? textOf(asFields(parent?.['serial-number'])[field]));
	put('volume', textOf(entry.volume) ?? textOf(parent?.volume));
	put(
		'number',
		textOf(entry.issue) ??
			textOf(parent?.issue) ??
			textOf(numbers.serial) ??
			textOf(isFields(entry['serial-number']) ? undefined : entry['serial-number']),
	);
	put(
		'pages',
		textOf(entry['page-range'])
			?.split(/-+/)
			.map((part) => part.trim())
			.join('–'),
	);
	const isReport = /^(?:report|thesis)$/i.test(textOf(entry.type) ?? '');
	if (isReport) put('institution', textOf(entry.organization));
	put('publisher', textOf(entry.publisher) ?? textOf(parent?.publisher));
	put('organization', isReport ? undefined : textOf(entry.organization));
	put(
		'location',
		textOf(entry.location) ??
			textOf(asFields(entry.publisher).location) ??
			textOf(parent?.location) ??
			textOf(asFields(parent?.publisher).location),
	);
	const isEvent = textOf(grandparent?.type)?.toLowerCase() === 'conference';
	put(isEvent ? 'eventtitle' : 'series', textOf(grandparent?.title));
	put('venue', isEvent ? textOf(grandparent?.location) : undefined);
	put('eventdate', isEvent ? textOf(grandparent?.date) : undefined);
	put('edition', textOf(parent?.edition));
	put('shorttitle', shortOf(entry.title));
	put('urldate', textOf(asFields(entry.url).date));
	for (const [field, name] of [
		['archive', 'csl-archive'],
		['archive-location', 'csl-archive_location'],
	] as const)
		put(name, textOf(entry[field]));
	const date = dateOf(entry, parent);
	if (date !== undefined && !/^\d{4}$/.test(date)) put(readDate(date).year === undefined ? 'year' : 'date', date);
	return fields;
}

/** The date, its parent's where it has none; the `~` of an approximate one behind it, as biblatex has it, not before it (Hayagriva, "Date"). */
const dateOf = (entry: Fields, parent: Fields | undefined): string | undefined =>
	(textOf(entry.date) ?? textOf(parent?.date))?.replace(/^~(.*[^~])$/, '$1~');

const asFields = (value: unknown): Fields => (isFields(value) ? value : {});

/** The short form of a formattable string (Hayagriva, "Data types"). */
const shortOf = (value: unknown): string | undefined => textOf(asFields(value).short);

/** biblatex's names for the roles of Hayagriva ("affiliated") that it has. */
export const hayagrivaRoles: Readonly<Record<string, string>> = {
	afterword: 'afterword',
	annotator: 'annotator',
	commentator: 'commentator',
	director: 'director',
	foreword: 'foreword',
	founder: 'csl-founder',
	holder: 'holder',
	illustrator: 'csl-illustrator',
	introduction: 'introduction',
	translator: 'translator',
};

/** Names in other roles, and the authors of the whole. */
function peopleOf(entry: Fields, parent: Fields | undefined): Readonly<Record<string, readonly Name[]>> {
	const people: Record<string, readonly Name[]> = {};
	for (const group of [...listOf(entry.affiliated), ...listOf(parent?.affiliated)].filter(isFields)) {
		const role = textOf(group.role)?.toLowerCase() ?? '';
		const names = namesOf(group.names);
		const known = hayagrivaRoles[role] ?? `csl-${role}`;
		if (role !== '' && names.length > 0) people[known] ??= names;
	}
	const authors = namesOf(parent?.author);
	if (authors.length > 0) people.bookauthor ??= authors;
	return people;
}

/** The LaTeX of titles with letters in braces, which keep their case. */
function markedIn(title: unknown, container: unknown): Pick<SourceRecord, 'marked'> {
	const marked: Record<string, string> = {};
	for (const [name, value] of [
		['title', title],
		['container', container],
	] as const) {
		const text = typeof value === 'string' ? value : isFields(value) && typeof value.value === 'string' ? value.value : '';
		if (!/\{[^{}]+\}/.test(text) || !isBalanced(text)) continue;
		marked[name] = text
			.split(/([{}])/)
			.map((part) => (/^[{}]$/.test(part) ? part : spaced(part)))
			.join('')
			.trim();
	}
	return Object.keys(marked).length > 0 ? { marked } : {};
}

/** A piece of text as LaTeX, with the blanks around it. */
const spaced = (text: string): string =>
	`${/^\s/.test(text) ? ' ' : ''}${latexText(text, { ascii: false })}${/\S\s$/.test(text) ? ' ' : ''}`;

/** The entry type, with the parent's where that decides: an article in proceedings is a conference paper. */
function typeOf(type: string | undefined, parent: string | undefined): string {
	const own = type?.toLowerCase() ?? 'misc';
	const above = parent?.toLowerCase();
	if (own === 'article' && (above === 'proceedings' || above === 'conference')) return 'inproceedings';
	if (own === 'article' && (above === 'anthology' || above === 'book')) return 'incollection';
	if (own === 'article' && (above === 'web' || above === 'blog' || above === undefined)) return above === undefined ? 'article' : 'online';
	if (own === 'chapter' && above === 'anthology') return 'incollection';
	return Object.hasOwn(hayagrivaTypes, own) ? hayagrivaTypes[own]! : 'misc';
}

/** A formattable string, plain or as `{ value: … }`; a publisher's or person's `name` too (Hayagriva, "Data types"). Braces that keep capitals are dropped. */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value.replace(/[{}]/g, '').trim();
	if (typeof value !== 'object' || value === null) return undefined;
	const { value: inner, name } = value as { readonly value?: unknown; readonly name?: unknown };
	return textOf(inner ?? name);
}

const listOf = (value: unknown): readonly unknown[] =>
	value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function namesOf(value: unknown): readonly Name[] {
	return listOf(value).flatMap((each): Name[] => {
		if (typeof each === 'string') {
			const [family = '', ...rest] = each.split(',').map((part) => part.trim());
			if (rest.length === 0) return [{ family, literal: true }];
			// A particle is before the family name (Hayagriva, "Person").
			const [, particle, last] = /^((?:\p{Ll}[\p{L}'’]* ){1,4})(\S.*)$/u.exec(family) ?? [];
			const name = { family: last ?? family, ...(particle && { particle: particle.trim(), keepsParticle: true }) };
			return rest.length > 1 ? [{ ...name, suffix: rest[0], given: rest[1] }] : [{ ...name, given: rest[0] }];
		}
		if (typeof each !== 'object' || each === null) return [];
		const name = each as Fields;
		const family = textOf(name.name);
		return family === undefined
			? []
			: [
					{
						family,
						given: textOf(name['given-name']),
						particle: textOf(name.prefix),
						suffix: textOf(name.suffix),
						...(textOf(name.prefix) !== undefined && { keepsParticle: true }),
					},
				];
	});
}
