import { localizable } from '../../base/localizableMessage.js';
import { arxivIn, doiIn, keyFrom, madeKey, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { withOwnKeys } from './madeKeys.js';
import { emptyRecord, type Name, type Problem, type Reading, type SourceRecord } from './record.js';
import { withWholeTexts } from './wholeTexts.js';

/** biblatex's entry type for each RIS reference type that has one (RIS format specification, "Reference types"). */
export const risTypes: Readonly<Record<string, string>> = {
	ABST: 'article',
	ADVS: 'video',
	ART: 'artwork',
	BILL: 'legislation',
	BLOG: 'online',
	BOOK: 'book',
	CASE: 'jurisdiction',
	CHAP: 'incollection',
	COMP: 'software',
	CONF: 'proceedings',
	CPAPER: 'inproceedings',
	DATA: 'dataset',
	DICT: 'inreference',
	EBOOK: 'book',
	ECHAP: 'incollection',
	EDBOOK: 'collection',
	EJOUR: 'article',
	ELEC: 'online',
	ENCYC: 'inreference',
	GEN: 'misc',
	ICOMM: 'online',
	JFULL: 'periodical',
	JOUR: 'article',
	MGZN: 'article',
	MANSCPT: 'unpublished',
	MPCT: 'movie',
	MUSIC: 'music',
	NEWS: 'article',
	PAMP: 'booklet',
	PAT: 'patent',
	PCOMM: 'letter',
	PREPRINT: 'online',
	RPRT: 'report',
	SER: 'collection',
	SOUND: 'audio',
	STAND: 'standard',
	STAT: 'legislation',
	THES: 'thesis',
	UNPB: 'unpublished',
	VIDEO: 'video',
	WEB: 'online',
};

/** Tags that are bibliographic fields as they are (RIS format specification, "Tags"; Zotero's and EndNote's use of it). */
export const risFields: Readonly<Record<string, string>> = {
	AB: 'abstract',
	C7: 'eid',
	CN: 'library',
	CY: 'location',
	ET: 'edition',
	IS: 'number',
	L1: 'file',
	LA: 'langid',
	N1: 'note',
	NV: 'volumes',
	OP: 'origtitle',
	SE: 'chapter',
	ST: 'shorttitle',
	T3: 'series',
	VL: 'volume',
};

const tagLine = /^([A-Z][A-Z0-9]) {2}-(?: (.*))?$/;

/**
 * Reads RIS: records of lines `TY  - JOUR` … `ER  -`; a line without a tag goes on with the value before it. A record that is not
 * ended, or text outside records, is a problem at its place; all other records stay.
 */
export function readRis(text: string): Reading {
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	let open: OpenRecord | undefined;
	const unended = (record: OpenRecord, end: number) => {
		problems.push({
			code: 'broken-entry',
			fault: 'unclosed-record',
			message: localizable('This record is not ended by “ER  -”.'),
			span: { start: record.start, end },
			severity: 'warning',
		});
		records.push(recordOf(record, end));
	};
	for (const line of linesOf(text)) {
		if (line.tag === 'TY') {
			if (open) unended(open, line.start);
			open = { start: line.start, values: new Map([['TY', [line.value.trim()]]]), last: 'TY', keySpan: undefined };
		} else if (line.tag === 'ER') {
			if (open) records.push(recordOf(open, line.end));
			open = undefined;
		} else if (open) addLine(open, line);
	}
	if (open) unended(open, text.length);
	return { records: withOwnKeys(records), problems };
}

interface Line {
	readonly start: number;
	/** Before the line feed. */
	readonly end: number;
	/** Without carriage return and byte order mark. */
	readonly text: string;
	readonly tag: string | undefined;
	/** What follows the tag; empty where there is none. */
	readonly value: string;
}

function* linesOf(text: string): Generator<Line> {
	for (let start = 0; start < text.length; ) {
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		const line = text
			.slice(start, end)
			.replace(/\r$/, '')
			.replace(/^\uFEFF/, '');
		const [, tag, value = ''] = tagLine.exec(line) ?? [];
		yield { start, end, text: line, tag, value };
		start = end + 1;
	}
}

/** Adds a value, or more of the value before it, to a record. */
function addLine(record: OpenRecord, { start, text, tag, value }: Line): void {
	if (tag === undefined) {
		const values = record.values.get(record.last);
		if (text.trim() !== '' && values) values[values.length - 1] += ` ${text.trim()}`;
		return;
	}
	const values = record.values.get(tag) ?? [];
	values.push(value.trim());
	record.values.set(tag, values);
	record.last = tag;
	if (tag === 'ID') record.keySpan = { start: start + text.length - value.length, end: start + text.length };
}

interface OpenRecord {
	readonly start: number;
	readonly values: Map<string, string[]>;
	last: string;
	keySpan: { readonly start: number; readonly end: number } | undefined;
}

type Find = (...tags: readonly string[]) => string | undefined;

function recordOf({ start, values, keySpan }: OpenRecord, end: number): SourceRecord {
	const first: Find = (...tags) => tags.map((tag) => values.get(tag)?.[0]).find((value) => value !== undefined && value !== '');
	const all = (...tags: readonly string[]): readonly string[] =>
		tags.flatMap((tag) => values.get(tag) ?? []).filter((value) => value !== '');
	const type = typeOf(first('TY') ?? '', first);
	const title = first('TI', 'T1', 'CT') ?? (wholes.has(type) ? first('BT') : undefined) ?? '';
	const authors = all('AU', 'A1').map(listedName);
	const year = yearIn(first('PY', 'Y1', 'DA'));
	const full = first(...(type === 'inproceedings' ? ['C3'] : []), 'T2', 'JO', 'JF', 'BT');
	const other = first('JO');
	const short = first('JA', 'J2') ?? (full !== other ? other : undefined);
	const id = keyFrom(first('ID') ?? '');
	// Databases number their records; nobody cites such a number.
	const isKey = id !== '' && !/^\d+$/.test(id);
	const urls = all('UR', 'LK', 'L2');
	const files = all('L1').filter((file) => /^https?:/.test(file));
	const [translators, seriesEditors] = [all('A4', 'TA').map(listedName), all('A3').map(listedName)];
	const people = {
		...(translators.length > 0 && { translator: translators }),
		...(seriesEditors.length > 0 && { 'csl-collection-editor': seriesEditors }),
	};
	return withWholeTexts({
		...emptyRecord,
		key: isKey ? id : madeKey(authors[0]?.family, year, title),
		type,
		title,
		alsoTitles: all('ST', 'OP').filter((other) => other !== title),
		authors,
		editors: all('ED', ...(type === 'article' ? [] : ['A2'])).map(listedName),
		...(Object.keys(people).length > 0 && { people }),
		year,
		venue: (full === undefined && short === undefined) || wholes.has(type) ? undefined : { full, short },
		arxiv: [...urls, ...files].map(arxivIn).find((found) => found !== undefined) ?? arxivIn(first('M1', 'C7')),
		doi:
			doiIn(first('DO', 'M3')) ??
			doiIn(/^doi:\s*\S+/i.exec(first('N1') ?? '')?.[0]) ??
			urls.map((url) => (/doi\.org/.test(url) ? doiIn(url) : undefined)).find((found) => found !== undefined),
		url: urls[0] ?? files[0],
		topics: [...new Set(all('KW'))],
		...introducedIn(first('AB', 'N2')),
		hasAbstract: first('AB', 'N2') !== undefined,
		fields: fieldsOf(type, year, first, all),
		keepsTitleCase: true,
		span: { start, end },
		keySpan: (isKey ? keySpan : undefined) ?? { start, end: start },
	});
}

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

function fieldsOf(
	type: string,
	year: number | undefined,
	first: Find,
	all: (...tags: readonly string[]) => readonly string[],
): Readonly<Record<string, string>> {
	const fields: Record<string, string> = {};
	const put = (name: string, value: string | undefined): void => {
		if (value !== undefined && fields[name] === undefined) fields[name] = value;
	};
	for (const [tag, name] of Object.entries(risFields)) put(name, first(tag));
	put('abstract', first('N2'));
	if (/^doi:\s*\S+$/i.test(fields.note ?? '')) delete fields.note;
	const [from, to] = [first('SP'), first('EP')];
	put('pages', from === undefined || to === undefined || /[-–]/.test(from) ? dashed(from ?? to) : `${from}–${to}`);
	put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', first('PB'));
	put(/^\d{4}-?\d{3}[\dXx]$/.test(first('SN') ?? '') ? 'issn' : isPrinted(type) ? 'isbn' : 'issn', first('SN'));
	if (wholes.has(type)) put('series', first('T2'));
	// Some give the year alone in one tag and the day in another.
	const [date = ''] = ['DA', 'PY', 'Y1']
		.map((tag) => isoDate(first(tag)) ?? '')
		.filter((each) => each.startsWith(String(year)))
		.sort((a, b) => b.length - a.length);
	if (date.length > 4) put('date', date);
	if (year === undefined) put('year', first('PY', 'Y1'));
	put('urldate', isoDate(first('Y2')));
	const kind = all('M3').find((text) => doiIn(text) === undefined);
	if (kind !== undefined && type !== 'article') put('type', kind);
	const number = first('M1');
	if (number !== undefined && arxivIn(number) === undefined) put('number', number);
	return fields;
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
