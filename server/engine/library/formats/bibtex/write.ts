import { withoutEnd } from '../../../base/ends.js';
import { languageName } from '../languages.js';
import type { SourceRecord } from '../record.js';
import { monthOf, readDate } from './dates.js';
import { nameFields } from './decode.js';
import type { BibtexEntry } from './entry.js';
import { entryTypeOf, fieldNameOf } from './entryTypes.js';
import { asciiLatex, latexNameList, latexNames, latexText, latexTitle, latexVerbatim, tidied } from './escape.js';
import { isBalanced, plainText } from './latex.js';
import { type BibtexScan, scanBibtex } from './scan.js';
import { type BibtexStyle, compareKeys, type LetterCase, styleOf } from './style.js';

/** A new entry for a file: put `text` in at `offset`, change nothing else. */
export interface BibtexInsertion {
	/** UTF-16 offset in the file. */
	readonly offset: number;
	readonly text: string;
	/** The key it got: the record's own where the file doesn't have it yet. */
	readonly key: string;
}

/** The order of fields in a file that doesn't show one. */
const usualOrder = (
	'author title journaltitle booktitle maintitle editor translator series date year month day volume number issue edition chapter part ' +
	'pages pagetotal eid publisher institution organization location school address howpublished type version isbn issn doi eprint ' +
	'eprinttype archiveprefix eprintclass primaryclass url urldate note addendum keywords file'
).split(' ');

/** BibTeX's macros for the months. */
export const months: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The names that biblatex's fields have in classic BibTeX. */
const classicNames: Readonly<Record<string, string>> = {
	journaltitle: 'journal',
	location: 'address',
	eprinttype: 'archiveprefix',
	eprintclass: 'primaryclass',
	annotation: 'annote',
};

const classicTypes: Readonly<Record<string, string>> = {
	online: 'misc',
	software: 'misc',
	dataset: 'misc',
	report: 'techreport',
	collection: 'book',
	reference: 'book',
	mvbook: 'book',
	inreference: 'incollection',
	patent: 'misc',
};

/** Where a new entry for `record` goes in a file, and its text in the file's style. The rest of the file stays byte for byte. */
export function insertEntry(text: string, record: SourceRecord, scan: BibtexScan = scanBibtex(text)): BibtexInsertion {
	return insertText(text, writableKey(record.key), (key, style) => writeEntry(record, style, key), scan);
}

/**
 * The same for an entry that is written already, which stays as it is but for its key, where the file has that one, and its
 * line ends. Nothing where `written` does not hold exactly one entry.
 */
export function insertWritten(text: string, written: string): BibtexInsertion | undefined {
	const [entry, ...more] = scanBibtex(written).entries.filter(({ kind }) => kind === 'entry');
	if (!entry?.closed || more.length > 0) return undefined;
	const write = (key: string, { lineEnd }: BibtexStyle): string =>
		(written.slice(entry.start, entry.keyStart) + key + written.slice(entry.keyEnd, entry.end)).replace(/\r?\n/g, lineEnd);
	return insertText(text, entry.key, write, scanBibtex(text));
}

/**
 * Where an entry that is wanted under a key goes, and what is written there. `write` gives its text for the key that it gets, for the file's
 * style and the offset. It goes before the entry `before` where one is given, unless the file is sorted.
 */
export function insertText(
	text: string,
	wanted: string,
	write: (key: string, style: BibtexStyle, offset: number) => string,
	scan: BibtexScan,
	before?: BibtexEntry,
): BibtexInsertion {
	const style = styleOf(text, scan);
	const entries = scan.entries.filter((entry) => entry.kind === 'entry');
	const taken = new Set(entries.map((entry) => entry.key.toLowerCase()));
	const key = uniqueKey(wanted, taken);
	const gap = style.lineEnd.repeat(style.emptyLines + 1);
	const following = style.sorted ? entries.findIndex((other) => compareKeys(other.key, key) > 0) : -1;
	const next = following === 0 ? entries[0] : style.sorted ? undefined : before;
	if (next) return { offset: next.start, text: write(key, style, next.start) + gap, key };
	const previous = entries[following < 0 ? entries.length - 1 : following - 1];
	if (previous?.closed) {
		const offset = endOfEntryLine(text, previous.end);
		return { offset, text: gap + write(key, style, offset) + (offset === text.length ? style.lineEnd : ''), key };
	}
	// Behind an entry that isn't closed, or text that holds none, a new one is safe at the end only, on a line of its own.
	const lead = text === '' ? '' : text.endsWith('\n') ? (entries.length > 0 || text.trim() !== '' ? style.lineEnd : '') : gap;
	return { offset: text.length, text: lead + write(key, style, text.length) + style.lineEnd, key };
}

/** The end of the line that an entry ends in, so that a remark behind it stays with it, unless another entry follows there. */
function endOfEntryLine(text: string, end: number): number {
	const line = /^[^\r\n@]*(?=\r?\n|$)/.exec(text.slice(end, end + 200));
	return line && end + line[0].length <= text.length && line[0].length < 200 ? end + line[0].length : end;
}

/**
 * `key`, or it with the first of `a`, `b` … `z`, `aa` … behind it that nobody has. `taken` holds keys in lower case. `tried` keeps, for who asks
 * for many, how many of each key are known to be taken.
 */
export function uniqueKey(key: string, taken: ReadonlySet<string>, tried = new Map<string, number>()): string {
	const stem = key === '' ? 'entry' : key;
	if (!taken.has(stem.toLowerCase())) return stem;
	for (let i = tried.get(stem) ?? 0; ; i++) {
		const candidate = stem + letters(i);
		tried.set(stem, i);
		if (!taken.has(candidate.toLowerCase())) return candidate;
	}
}

function letters(index: number): string {
	const last = String.fromCharCode(97 + (index % 26));
	return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/**
 * The key that stands for one in a `.bib` file: without the signs that end a key in BibTeX (bibtex.web § 267: white space, comma, brace)
 * or that Biber refuses (biblatex manual § 2.4.1: `" # ' ( ) , = { } %`, `~` and the backslash), and without `@`, each run of them as a hyphen; `entry`
 * where nothing is left.
 */
export function writableKey(key: string): string {
	const joined = tidied(key).replace(/[\s,{}()="#'%~\\@]+/g, '-');
	const written = withoutEnd(joined.replace(/^-+/, ''), /-/);
	return written === '' ? 'entry' : written;
}

/** A record as one entry, without a line end behind it. */
export function writeEntry(record: SourceRecord, style: BibtexStyle, key = writableKey(record.key)): string {
	const type = plainType.test(record.type) ? typeIn(style, record) : 'misc';
	return entryText(type, key, fieldsOf(record, style), style);
}

/** An entry of some fields, laid out in a style, without a line end behind it. */
export function entryText(type: string, key: string, fields: readonly FieldText[], style: BibtexStyle): string {
	const inOrder = ordered(fields, style);
	const lines = inOrder.map(({ name, value, bare, isWhole }, i) => {
		const comma = i < inOrder.length - 1 || style.trailingComma ? ',' : '';
		return `${style.indent}${nameAndEquals(name, style)}${bare || isWhole ? value : delimited(value, style)}${comma}`;
	});
	const [opening, closing] = style.parentheses ? ['(', ')'] : ['{', '}'];
	const head = `@${inCase(type, style.typeCase)}${opening}${key},`;
	return [head, ...lines].join(style.lineEnd) + style.beforeClosing + closing;
}

/**
 * The line of one field, under biblatex's name, of a record as it is written in a file's style, without indentation or comma; nothing
 * where the record has no such field.
 */
export function fieldLine(record: SourceRecord, style: BibtexStyle, name: string): string | undefined {
	const field = fieldsOf(record, style).find((each) => fieldNameOf(each.name) === name || (name === 'date' && each.name === 'year'));
	return field && `${nameAndEquals(field.name, style)}${field.bare ? field.value : delimited(field.value, style)}`;
}

/** The name that a field (biblatex's name) has in a file's style, in an entry of this type. */
export function fieldNameIn(style: BibtexStyle, name: string, type: string): string {
	if (name === 'date') return nameOfTwo(style, 'date', 'year');
	// A report has an institution in either.
	if (name === 'institution') return entryTypeOf(type).type === 'thesis' && !style.biblatex ? 'school' : name;
	const classic = classicNames[name];
	return classic === undefined ? name : nameOfTwo(style, name, classic);
}

/** The one of two names that a file uses; where it uses both or neither, the one that goes with most of its other names. */
function nameOfTwo({ order, biblatex }: BibtexStyle, name: string, classic: string): string {
	if (order.includes(name) !== order.includes(classic)) return order.includes(name) ? name : classic;
	return biblatex ? name : classic;
}

/** The line of a field with this value, in a file's style, without indentation or comma. The name is written as given but for its case. */
export const lineOf = (style: BibtexStyle, name: string, value: string): string =>
	`${nameAndEquals(name, style)}${delimited(value, style)}`;

/** A field as it is written. */
export interface FieldText {
	readonly name: string;
	readonly value: string;
	/** Without delimiters: a number or a macro. */
	readonly bare?: boolean;
	/** With its delimiters: parts joined by `#`, or one that could be in no others. */
	readonly isWhole?: boolean;
}

function typeIn(style: BibtexStyle, { type, fields }: SourceRecord): string {
	if (style.biblatex) return type === '' ? 'misc' : type;
	return classicTypeOf(type === '' ? 'misc' : type, fields.type ?? '');
}

/** Classic BibTeX's name of an entry type, in lower case; `kind` is the entry's `type` field. */
export function classicTypeOf(type: string, kind: string): string {
	if (type === 'thesis') return /^(?:ma|master)/i.test(kind) ? 'mastersthesis' : 'phdthesis';
	return classicTypes[type] ?? type;
}

/** What may be the type of an entry that is cited. */
const plainType = /^(?!(?:comment|string|preamble|xdata)$)(?:[A-Za-z][\w+-]*)?$/i;

/** What may be the name of a field. */
const plainWord = /^[A-Za-z][\w+:.-]*$/;

/** The fields under the names that go with the file. */
function fieldsOf(record: SourceRecord, style: BibtexStyle): FieldText[] {
	const used = new Set(style.order);
	const found: FieldText[] = [];
	const add = (name: string, value: string, bare = false): void => {
		if (value !== '' && !found.some((field) => fieldNameOf(field.name) === fieldNameOf(name)))
			found.push({ name: name === 'date' ? name : fieldNameIn(style, name, record.type), value, bare });
	};
	const text = (name: string, value: string | undefined): void => {
		if (value !== undefined) add(name, latexText(value, style), style.bareNumbers && /^\d+$/.test(value));
	};

	add('author', latexNames(record.authors, record.andOthers, style));
	const title = markedText(record, 'title', record.title, style) ?? latexTitle(record.title, style);
	add('title', style.doubleBracedTitles ? `{${latexText(record.title, style)}}` : title);
	const venue = venueText(record);
	const marked = venue === undefined ? undefined : markedText(record, 'container', venue, style);
	if (marked === undefined) text(venueField(record), venue);
	else add(venueField(record), marked);
	add('editor', latexNames(record.editors, false, style));
	for (const [role, names] of Object.entries(record.people ?? {})) if (nameFields.has(role)) add(role, latexNames(names, false, style));
	for (const field of dateFields(record, style)) add(field.name, field.value, field.bare);
	for (const [name, value] of Object.entries(record.fields)) {
		if (!isOtherField(name, value, style)) continue;
		const special = markedText(record, name, value, style) ?? specialText(name, value, style);
		if (special === undefined) text(name, value);
		else add(name, special);
	}
	if (record.doi) add('doi', latexVerbatim(record.doi));
	if (record.arxiv) {
		add('eprint', latexVerbatim(record.arxiv));
		add('eprinttype', style.biblatex ? 'arxiv' : 'arXiv');
	}
	if (record.url) add('url', latexVerbatim(record.url));
	if (record.topics.length > 0 && used.has('keywords')) add('keywords', latexText(record.topics.join(', '), style));
	if (used.has('ids')) add('ids', record.aliases.filter((alias) => alias === writableKey(alias)).join(', '));
	return found;
}

/** Whether a field is written as it is named: dates are written by themselves, and some types of theses and reports are entry types. */
function isOtherField(name: string, value: string, style: BibtexStyle): boolean {
	if (name === 'date' || name === 'year' || name.startsWith('csl-') || !plainWord.test(name)) return false;
	return name !== 'type' || style.biblatex || !/^(?:phdthesis|mathesis|techreport)$/.test(value);
}

/** The value of a field that is not written as plain text is; nothing for the others. */
function specialText(name: string, value: string, style: BibtexStyle): string | undefined {
	if (name === 'pages') return pagesText(value, style);
	if (name === 'file') return isBalanced(value) ? tidied(value) : latexVerbatim(value);
	if (name === 'eprint' || name === 'eprintclass') return latexVerbatim(value);
	// biblatex takes babel's names of languages (manual § 2.2.3).
	if (name === 'langid') return latexVerbatim(languageName(value));
	return nameFields.has(name) ? latexNameList(value, style) : undefined;
}

/** The LaTeX that a record has for a text, where it says more than the text and reads as it; nothing else. */
function markedText({ marked }: SourceRecord, field: string, text: string, style: BibtexStyle): string | undefined {
	const latex = marked?.[field];
	if (latex === undefined || !isBalanced(latex) || /(?<!\\)%/.test(latex) || plainText(latex) !== text) return undefined;
	return style.ascii ? asciiLatex(latex) : latex;
}

/** Pages with the dash of a range as TeX writes it. */
const pagesText = (pages: string, style: BibtexStyle): string =>
	pages
		.split(/(?<=\d)\s*[–—-]+\s*(?=\d)/)
		.map((part) => latexText(part, style))
		.join('--');

function venueField({ type }: SourceRecord): string {
	if (type === 'article' || type === 'suppperiodical') return 'journaltitle';
	if (type.startsWith('in') || type === 'bookinbook' || type === 'suppbook' || type === 'suppcollection') return 'booktitle';
	if (type === 'thesis' || type === 'report') return 'institution';
	return type === 'proceedings' || type === 'unpublished' ? 'eventtitle' : 'howpublished';
}

/** arXiv as the venue of what isn't an article goes without saying: the eprint fields say it. */
function venueText({ venue, type, arxiv, fields }: SourceRecord): string | undefined {
	const full = venue?.full ?? venue?.short;
	if (full === undefined) return undefined;
	if (venueField({ type } as SourceRecord) === 'howpublished' && (arxiv !== undefined || fields.howpublished !== undefined))
		return undefined;
	return full;
}

function dateFields(record: SourceRecord, style: BibtexStyle): FieldText[] {
	const year = record.published ?? record.year;
	const { date: given = '' } = record.fields;
	// Dates have digits, unknown ones, signs of doubt and a range's slash (biblatex manual § 2.3.8), and nothing else.
	const date = readDate(given).year === year && /^[\d\-/~?%XuU.:TZ+]+$/.test(given) ? given : undefined;
	const number = (name: string, value: string): FieldText => ({ name, value, bare: style.bareNumbers && /^\d+$/.test(value) });
	const first = record.published !== undefined && record.year !== record.published && record.fields.origdate === undefined;
	const original = first && style.biblatex ? [number('origdate', String(record.year))] : [];
	return [...original, ...ownDateFields(record, style, year, date, number)];
}

function ownDateFields(
	record: SourceRecord,
	style: BibtexStyle,
	year: number | undefined,
	date: string | undefined,
	number: (name: string, value: string) => FieldText,
): FieldText[] {
	if (year === undefined) return record.fields.year ? [number('year', latexText(record.fields.year, style))] : [];
	if (fieldNameIn(style, 'date', record.type) === 'date') return [number('date', date ?? String(year))];
	const [, monthText, day] = /^-?\d{4}-(\d{2})(?:-(\d{2}))?/.exec(date ?? '') ?? [];
	const month = monthOf(monthText ?? '');
	// What a year, a month and a day cannot say.
	const range = date?.includes('/') ? [number('date', date)] : [];
	if (month === undefined) return [number('year', String(year)), ...range];
	const inMonth = day === undefined || range.length > 0 ? [] : [number('day', String(Number(day)))];
	return [number('year', String(year)), { name: 'month', value: months[month - 1]!, bare: true }, ...inMonth, ...range];
}

function ordered(fields: readonly FieldText[], style: BibtexStyle): readonly FieldText[] {
	const place = (name: string): number => {
		const inFile = style.order.indexOf(name);
		if (inFile >= 0) return inFile / style.order.length;
		const usual = usualOrder.indexOf(fieldNameOf(name));
		return style.order.length > 0 ? neighbourPlace(name, style) : usual < 0 ? usualOrder.length : usual;
	};
	return fields
		.map((field, i) => ({ field, i, place: place(field.name) }))
		.sort((a, b) => a.place - b.place || a.i - b.i)
		.map(({ field }) => field);
}

/** A field that the file doesn't use goes behind the one it does use that usually comes before it. */
function neighbourPlace(name: string, style: BibtexStyle): number {
	const usual = usualOrder.indexOf(fieldNameOf(name));
	for (let i = (usual < 0 ? usualOrder.length : usual) - 1; i >= 0; i--) {
		const inFile = style.order.findIndex((used) => fieldNameOf(used) === usualOrder[i]);
		if (inFile >= 0) return (inFile + 0.5) / style.order.length;
	}
	return usual < 0 ? 1 : -1;
}

function nameAndEquals(name: string, style: BibtexStyle): string {
	const written = inCase(name, style.fieldCase);
	if (style.valueColumn > 0)
		return `${written}${style.beforeEquals}=`.padEnd(Math.max(style.valueColumn, written.length + style.beforeEquals.length + 2));
	if (style.equalsColumn === 0) return `${written}${style.beforeEquals}=${style.afterEquals}`;
	return `${written.padEnd(style.equalsColumn)}${written.length >= style.equalsColumn ? ' ' : ''}=${style.afterEquals}`;
}

function delimited(value: string, style: BibtexStyle): string {
	return style.quotes && !value.includes('"') ? `"${value}"` : `{${value}}`;
}

function inCase(word: string, letterCase: LetterCase): string {
	if (letterCase === 'upper') return word.toUpperCase();
	return letterCase === 'title' ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
