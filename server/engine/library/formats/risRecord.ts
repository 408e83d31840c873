import { readYearAndMonth } from './bibtex/dates.js';
import { markedIn, textOfHtml, withoutEntities } from './htmlText.js';
import { arxivIn, doiIn, keyFrom, madeKey, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { emptyRecord, type Name, type SourceRecord } from './record.js';
import { otherFields, otherRoles, risFields, risKinds, risTypes } from './risTags.js';
import { withWholeTexts } from './wholeTexts.js';

/** A record of RIS whose lines are being read. */
export interface OpenRecord {
	readonly start: number;
	readonly values: Map<string, string[]>;
	last: string;
	keySpan: { readonly start: number; readonly end: number } | undefined;
}

type Find = (...tags: readonly string[]) => string | undefined;
type All = (...tags: readonly string[]) => readonly string[];

/** The record that the lines up to `end` say. */
export function recordOf({ start, values, keySpan }: OpenRecord, end: number): SourceRecord {
	const raw: All = (...tags) => tags.flatMap((tag) => values.get(tag) ?? []).filter((value) => value !== '');
	const all: All = (...tags) => raw(...tags).map(withoutEntities);
	const first: Find = (...tags) => tags.map((tag) => all(tag)[0]).find((value) => value !== undefined);
	const kind = first('TY') ?? '';
	const type = typeOf(kind, first);
	const [richTitle = ''] = [...raw('TI', 'T1', 'CT'), ...(wholes.has(type) ? raw('BT') : [])];
	const title = textOfHtml(richTitle);
	const { author: authors = [], editor: editors = [], ...people } = peopleOf(kind, type, all);
	const year = ['PY', 'DA', 'Y1'].map((tag) => yearIn(first(tag))).find((found) => found !== undefined);
	const [container] = raw(...(type === 'inproceedings' ? ['C3'] : []), ...(kind === 'CASE' ? ['A2'] : []), 'T2', 'JO', 'JF', 'BT');
	const full = container && textOfHtml(container);
	const [other] = raw('JO');
	const short = first('JA', 'J2') ?? (container !== other ? other && textOfHtml(other) : undefined);
	const id = keyFrom(first('ID') ?? '');
	// Databases number their records; nobody cites such a number.
	const isKey = id !== '' && !/^\d+$/.test(id);
	const key = isKey ? id : madeKey((authors[0] ?? (kind === 'EDBOOK' ? editors[0] : undefined))?.family, year, title);
	const urls = raw('UR', 'LK', 'L2');
	const files = raw('L1').filter((file) => /^https?:/.test(file));
	return withWholeTexts({
		...emptyRecord,
		key,
		aliases: aliasesOf(all, first).filter((alias) => alias !== key),
		type,
		title,
		alsoTitles: all('ST', 'OP').filter((other) => other !== title),
		authors,
		editors,
		...(Object.keys(people).length > 0 && { people }),
		year,
		venue: (full === undefined && short === undefined) || hasSeries(type, kind) ? undefined : { full, short },
		arxiv: [...urls, ...files].map(arxivIn).find((found) => found !== undefined) ?? arxivIn(first('M1', 'C7')),
		doi:
			doiIn(first('DO', 'M3')) ??
			doiIn(/^(?:doi:\s*|10\.)\S+/i.exec(first('N1') ?? '')?.[0]) ??
			urls.map((url) => (/doi\.org/.test(url) ? doiIn(url) : undefined)).find((found) => found !== undefined),
		url: urls[0] ?? files[0],
		topics: [...new Set(all('KW').flatMap((words) => words.split(';').map((word) => withoutStar(word.trim()))))].filter(
			(word) => word !== '',
		),
		...introducedIn(first('AB', 'N2')),
		hasAbstract: first('AB', 'N2') !== undefined,
		fields: fieldsOf(kind, type, year, first, all, full),
		...markedIn({ title: richTitle, ...(hasSeries(type, kind) ? { series: container } : { container }) }, withoutEntities),
		keepsTitleCase: true,
		span: { start, end },
		keySpan: (isKey ? keySpan : undefined) ?? { start, end: start },
	});
}

/**
 * What else a record may be cited by: its identifier as it is, also a number, as pandoc has it; the key that pandoc makes where there is none
 * (`Doe_Roe_1999`); and EndNote's label.
 */
function aliasesOf(all: All, first: Find): readonly string[] {
	const families = all('AU').map((name) => /^[^,\s]*/.exec(name)![0]);
	const year = first('PY', 'Y1');
	const made = families.length > 0 && families.length <= 20 ? [...families, ...(year === undefined ? [] : [year])].join('_') : undefined;
	return [...new Set([first('ID') ?? made, first('LB')])].filter((key) => key !== undefined && /^[^\s{},;@]{1,200}$/.test(key)) as string[];
}

/** Databases mark what a paper is mainly about with a star. */
const withoutStar = (keyword: string): string => keyword.replace(/^\*/, '');

/** Types that are part of no other work: what they give as a second title is their series. */
const wholes: ReadonlySet<string> = new Set([
	'book',
	'collection',
	'report',
	'thesis',
	'proceedings',
	'booklet',
	'movie',
	'video',
	'audio',
]);

/** Types that a series may hold but no other work: their second title is no container's. */
const hasSeries = (type: string, kind: string): boolean =>
	wholes.has(type) || type === 'software' || type === 'artwork' || kind === 'WEB' || kind === 'MPCT';

/** The names of a record by their roles. The series of a whole is its second title, or its third: its editors are those of the same rank. */
function peopleOf(kind: string, type: string, all: All): Readonly<Record<string, readonly Name[]>> {
	const people: Record<string, Name[]> = {};
	const add = (role: string, tag: string): void => {
		const names = all(tag).map(listedName);
		if (role === '-' || names.length === 0) return;
		const name = namedRoles.has(role) ? role : `csl-${role}`;
		people[name] = [...(people[name] ?? []), ...names];
	};
	add(kind === 'EDBOOK' && all('ED').length === 0 ? 'editor' : 'author', 'AU');
	add('editor', 'ED');
	const isSecond = hasSeries(type, kind) && kind !== 'EBOOK' && all('T2').length > 0;
	const usual = isSecond ? 'collection-editor editor translator' : 'editor collection-editor translator';
	const roles = (otherRoles[kind] ?? usual).split(' ');
	for (const [index, role] of roles.entries()) add(role, `A${index + 2}`);
	return people;
}

const namedRoles: ReadonlySet<string> = new Set(['author', 'editor', 'translator']);

function fieldsOf(
	kind: string,
	type: string,
	year: number | undefined,
	first: Find,
	all: All,
	container: string | undefined,
): Readonly<Record<string, string>> {
	const fields: Record<string, string> = { ...risKinds[kind] };
	const put: Put = (name, value) => {
		if (name !== '' && value !== undefined && fields[name] === undefined) fields[name] = value;
	};
	putNumbers(put, kind, type, first);
	for (const [tag, name] of Object.entries({ ...risFields, ...otherFields[kind] })) if (isOf(type, name, first(tag))) put(name, first(tag));
	put('abstract', first('N2'));
	if (/^(?:doi:\s*|10\.\d{4,9}\/)\S+$/i.test(fields.note ?? '')) delete fields.note;
	// Zotero writes its notes as HTML.
	if (fields.note?.startsWith('<'))
		fields.note = fields.note
			.replace(/<[^<>]*>/g, ' ')
			.replace(/\s+/g, ' ')
			.trim();
	putPages(put, type, first);
	put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', first('PB'));
	if (hasSeries(type, kind) && otherFields[kind]?.T2 === undefined && first('T2') !== undefined) put('series', container);
	if (type === 'inproceedings' && first('C3') !== undefined) put('eventtitle', first('T2'));
	putDates(put, year, first);
	if (type !== 'article')
		put(
			'type',
			all('M3').find((text) => doiIn(text) === undefined),
		);
	const number = first('M1');
	// Databases put addresses and whole sentences there.
	if (arxivIn(number) === undefined && otherFields[kind]?.M1 === undefined && (number?.length ?? 0) < 40) put('number', number);
	return fields;
}

type Put = (name: string, value: string | undefined) => void;

/** The serial number: reports, patents and standards have their own where books and journals have theirs. */
function putNumbers(put: Put, kind: string, type: string, first: Find): void {
	const serial = first('SN')?.replace(/ ?\((?:[eip]?-?ISSN|ISBN|electronic|print|online)\)/gi, '');
	if (hasNumber.has(type) && !/^[\d\s-]{7,17}[\dXx]?\b/.test(serial ?? '')) put('number', serial);
	else put(/^\d{4}-?\d{3}[\dXx]$/.test(serial ?? '') ? 'issn' : isPrinted(type) || kind === 'MAP' ? 'isbn' : 'issn', serial);
	put(
		'pmcid',
		['C2', 'C3', 'C7'].map((tag) => first(tag)).find((text) => /^PMC\d+$/.test(text ?? '')),
	);
}

/** Types with a number of their own. */
const hasNumber: ReadonlySet<string> = new Set(['patent', 'report', 'standard']);

/** Where it is in its volume; the extent of a whole. */
function putPages(put: Put, type: string, first: Find): void {
	const [from, to] = [first('SP') ?? (type === 'article' ? first('SE') : undefined), first('EP')];
	if (wholes.has(type) && to === undefined && /^\d+$/.test(from ?? '')) put('pagetotal', from);
	else put('pages', from === undefined || to === undefined || /[-–]/.test(from) ? dashed(from ?? to) : `${from}–${to}`);
}

/** Some give the year alone in one tag and the day in another. */
function putDates(put: Put, year: number | undefined, first: Find): void {
	const [date = ''] = ['DA', 'PY', 'Y1']
		.map((tag) => dateIn(first(tag), year) ?? '')
		.filter((each) => each.startsWith(String(year)))
		.sort((a, b) => b.length - a.length);
	if (date.length > 4) put('date', date);
	const written = first('PY', 'Y1');
	// Databases write a year of noughts where they know none.
	if (year === undefined && !/^0+\b/.test(written ?? '')) put('year', written);
	put('urldate', isoDate(first('Y2')));
}

/** Whether a value is what its field is for: EndNote writes other things into some of these in articles and periodicals. */
function isOf(type: string, field: string, value: string | undefined): boolean {
	if (field === 'edition') return type !== 'article' || !/\d{4}/.test(value ?? '');
	if (field === 'volumes') return /\d/.test(value ?? '');
	if (field === 'eid') return !value?.startsWith('PMC');
	return field !== 'chapter' || type !== 'article';
}

const isPrinted = (type: string): boolean => type.startsWith('in') || wholes.has(type);

const dashed = (pages: string | undefined): string | undefined => pages?.replace(/(?<=\d)\s*[-–—]+\s*(?=\d)/g, '–');

/** "2016/05/12/spring" (RIS format specification, "Dates") as ISO 8601, as far as it goes; nothing where it does not begin so. */
export function isoDate(text: string | undefined): string | undefined {
	const found = /^\s*(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?/.exec(text ?? '');
	if (!found) return undefined;
	const parts = [found[1]!];
	for (const part of found.slice(2)) {
		if (part === undefined || Number(part) === 0) break;
		parts.push(part.padStart(2, '0'));
	}
	return parts.join('-');
}

/** A date of slashes, or one of words beside the year that is known: "May 12", "12 May 2016". Nothing for anything else. */
export function dateIn(text: string | undefined, year: number | undefined): string | undefined {
	const iso = isoDate(text);
	if (iso !== undefined || text === undefined || year === undefined) return iso;
	return /[A-Za-z]{3}/.test(text) && (yearIn(text) ?? year) === year ? readYearAndMonth(String(year), text, '').iso : undefined;
}

/** `CONF` is for whole proceedings, but Zotero and others write papers in them as such, too: those have authors, and are part of something or have pages. */
function typeOf(type: string, first: (...tags: readonly string[]) => string | undefined): string {
	const isPaper = type === 'CONF' && first('AU', 'A1') !== undefined && first('T2', 'BT', 'C3', 'SP') !== undefined;
	return isPaper ? 'inproceedings' : (risTypes[type] ?? 'misc');
}

/**
 * "Family, Given, Suffix" (RIS format specification, "Authors"), what begins with a small letter a particle; without a comma the name stays
 * whole.
 */
export function listedName(text: string): Name {
	const [whole = '', given, suffix] = text.split(',').map((part) => part.trim());
	if (given === undefined) return { family: whole, literal: true };
	const [, particle, rest] = /^((?:\p{Ll}[\p{L}'’]* ){1,4})(\S.*)$/u.exec(whole) ?? [];
	return {
		family: rest ?? whole,
		given: given === '' ? undefined : given,
		...(particle && { particle: particle.trim(), keepsParticle: true }),
		suffix,
	};
}
