import { stringify } from 'yaml';
import { isoYear, readDate } from './bibtex/dates.js';
import { tidied } from './bibtex/escape.js';
import { richText } from './bibtex/rich.js';
import { hayagrivaFields, hayagrivaNumbers, hayagrivaRoles } from './hayagriva.js';
import type { Name, SourceRecord } from './record.js';

/** Hayagriva's type for each of biblatex's, and that of its parent (Hayagriva, "File format"). */
const types: Readonly<Record<string, readonly [own: string, parent?: string]>> = {
	article: ['article', 'periodical'],
	artwork: ['artwork'],
	audio: ['audio'],
	book: ['book'],
	collection: ['anthology'],
	inbook: ['chapter', 'book'],
	incollection: ['chapter', 'anthology'],
	inproceedings: ['article', 'proceedings'],
	inreference: ['entry', 'reference'],
	jurisdiction: ['case'],
	legislation: ['legislation'],
	movie: ['video'],
	online: ['web', 'web'],
	patent: ['patent'],
	performance: ['performance'],
	periodical: ['periodical'],
	proceedings: ['proceedings'],
	reference: ['reference'],
	report: ['report'],
	software: ['repository'],
	thesis: ['thesis'],
	unpublished: ['manuscript'],
};

type Yaml = Record<string, unknown>;

/** Records as a library of Hayagriva, in their order. What it has no field for is left out. */
export const writeHayagriva = (records: readonly SourceRecord[]): string =>
	records.length === 0 ? '' : stringify(Object.fromEntries(records.map((record) => [record.key, entryOf(record)])), { lineWidth: 0 });

function entryOf(record: SourceRecord): Yaml {
	const { fields, people = {} } = record;
	const [own, above] = types[record.type] ?? ['misc'];
	const { venue } = record;
	const parent: Yaml | undefined =
		venue && above !== undefined
			? { type: above, title: titled(protectedText(record, 'container') ?? textOf(venue.full ?? venue.short), venue.full && venue.short) }
			: undefined;
	const isPart = parent !== undefined && above !== 'periodical' && above !== 'web';
	const whole = isPart ? parent : undefined;
	const entry: Yaml = {
		type: own,
		title: titled(protectedText(record, 'title') ?? textOf(record.title), fields.shorttitle),
		author: namesIn(record.authors),
		date: dateOf(record),
	};
	put(whole ?? entry, 'editor', namesIn(record.editors));
	put(entry, 'affiliated', affiliatedIn(people));
	for (const [field, name] of Object.entries(hayagrivaFields)) put(entry, field, textOf(fields[name]));
	put(
		entry,
		'page-range',
		fields.pages
			?.split(/[–—]/)
			.map((part, index, all) => trimmedBetween(part, index > 0, index < all.length - 1))
			.join('-'),
	);
	put(entry, 'organization', textOf(fields.institution ?? fields.organization));
	put(whole ?? entry, 'publisher', publisherOf(fields.publisher, fields.location));
	put(parent ?? entry, 'volume', textOf(fields.volume));
	put(above === 'periodical' && parent ? parent : entry, 'issue', above === 'periodical' ? textOf(fields.number) : undefined);
	// Braces would be marks.
	const address = record.url?.replaceAll('{', '%7B').replaceAll('}', '%7D');
	put(entry, 'url', fields.urldate === undefined ? address : address && { value: address, date: fields.urldate });
	put(entry, 'serial-number', numbersOf(record, above === 'periodical'));
	put(entry, 'archive', textOf(fields['csl-archive']));
	put(entry, 'archive-location', textOf(fields['csl-archive_location']));
	if (whole && people.bookauthor) put(whole, 'author', namesIn(people.bookauthor));
	if (parent && fields.series !== undefined) parent.parent = { type: 'book', title: textOf(fields.series) };
	put(entry, 'parent', parent);
	return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''));
}

/** A date with month and day where they are known, marked where it is approximate; Hayagriva has no ranges. */
function dateOf({ fields, published, year }: SourceRecord): string | undefined {
	const printed = published ?? year;
	const [, date, about] = /^(-?\d{4}(?:-\d{2}(?:-\d{2})?)?)([~?%]?)$/.exec(fields.date ?? '') ?? [];
	if (date !== undefined && readDate(date).year === printed) return about ? `~${date}` : date;
	return printed === undefined ? fields.year : isoYear(printed);
}

function put(entry: Yaml, name: string, value: unknown): void {
	if (value !== undefined && value !== '' && entry[name] === undefined) entry[name] = value;
}

/** Text that is read back as itself: braces would be marks. */
const textOf = (text: string | undefined): string | undefined => {
	const plain = tidied(text ?? '').replace(/[{}]/g, '');
	return plain === '' ? undefined : plain;
};

/** A part of a text that was split, without the white space at the ends where it was. */
const trimmedBetween = (part: string, isCutBefore: boolean, isCutAfter: boolean): string => {
	const begun = isCutBefore ? part.trimStart() : part;
	return isCutAfter ? begun.trimEnd() : begun;
};

/** A title with braces around the letters that keep their case; nothing where there are none. */
function protectedText({ marked }: SourceRecord, field: 'container' | 'title'): string | undefined {
	const rich = richText(marked?.[field] ?? '');
	if (rich === '' || /[{}]/.test(rich)) return undefined;
	const open: string[] = [];
	return rich.replace(/<(\/?)[a-z][^<>]*>/g, (tag, closing: string) => {
		const sign = tag.includes('nocase') ? '{' : '';
		if (!closing) open.push(sign);
		return closing ? (open.pop() === '{' ? '}' : '') : sign;
	});
}

const titled = (value: string | undefined, short: string | undefined): unknown => {
	const shortened = textOf(short);
	return shortened === undefined || value === undefined ? value : { value, short: shortened };
};

function publisherOf(name: string | undefined, location: string | undefined): unknown {
	const [publisher, place] = [textOf(name), textOf(location)];
	if (place === undefined) return publisher;
	return publisher === undefined ? { name: '', location: place } : { name: publisher, location: place };
}

function numbersOf({ doi, arxiv, fields }: SourceRecord, hasIssue: boolean): Yaml | undefined {
	const numbers: Yaml = {};
	put(numbers, 'doi', doi);
	put(numbers, 'arxiv', arxiv);
	for (const [number, name] of Object.entries(hayagrivaNumbers)) put(numbers, number, textOf(fields[name]));
	if (!hasIssue) put(numbers, 'serial', textOf(fields.number));
	return Object.keys(numbers).length > 0 ? numbers : undefined;
}

const namesIn = (names: readonly Name[]): unknown =>
	names.length === 0
		? undefined
		: names.map(({ family, given, particle, suffix, literal }) => {
				if (literal && !family.includes(',')) return textOf(family);
				const parts: Yaml = { name: textOf(family) };
				put(parts, 'given-name', textOf(given));
				put(parts, 'prefix', textOf(particle));
				put(parts, 'suffix', textOf(suffix));
				return parts;
			});

function affiliatedIn(people: NonNullable<SourceRecord['people']>): unknown {
	const roles = Object.entries(hayagrivaRoles).filter(([, name]) => people[name] !== undefined);
	return roles.length === 0 ? undefined : roles.map(([role, name]) => ({ role, names: namesIn(people[name]!) }));
}
