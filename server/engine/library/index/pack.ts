import { shiftedSpan } from '../../base/span.js';
import type { Name, Problem, SourceRecord } from '../formats/record.js';
import { emptyRecord } from '../formats/record.js';
import { hashOf } from './hashes.js';
import { eachIdentity } from './identity.js';
import type { WordCollector } from './words.js';

/**
 * Records of one stretch of a source, packed: what finds them in typed arrays, the rest as JSON in UTF-8 that is read when
 * somebody asks. A pack never changes. Positions are counted from the stretch's start, so that a stretch that only moved is
 * used again as it is.
 */
export interface Pack {
	readonly count: number;
	/** UTF-16 length of the stretch. */
	readonly length: number;
	readonly json: Uint8Array;
	/** Where in `json` each record begins, and where the last ends. */
	readonly bounds: Uint32Array;
	/** Start and end of each record's entry. */
	readonly spans: Uint32Array;
	/** For each record its words: number in the vocabulary times eight, plus the part of the record. */
	readonly words: Uint32Array;
	/** Which vocabulary the words' numbers are of, as `WordCollector.numbering`. */
	readonly numbering: number;
	/** Where in `words` those of each record begin, and where the last end. */
	readonly wordBounds: Uint32Array;
	/** Hashes of keys and aliases, each followed by the record's place in the pack. */
	readonly keys: Uint32Array;
	/** Hashes of what shows that two records are of one paper, each followed by the record's place in the pack. */
	readonly identities: Uint32Array;
	/**
	 * For each record the line of its key, counted from the stretch's first, where its entry begins that line and has ASCII alone up to the key's
	 * end; `noLine` elsewhere. The last number is that of the stretch's line ends. Empty where lines were not counted.
	 */
	readonly lines: Uint32Array;
	readonly problems: readonly Problem[];
}

/** Stands for the line of a key that is not known. */
export const noLine = 0xffff_ffff;

/** The most records in one pack: what changes is packed again as a whole. */
export const packSize = 256;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Packs records whose positions are counted from the source's start; `start` and `length` say where the stretch is. `text` is the stretch, of which
 * lines are counted; left out where nobody will ask for them.
 */
export function packRecords(
	records: readonly SourceRecord[],
	problems: readonly Problem[],
	words: WordCollector,
	start: number,
	length: number,
	text = '',
): Pack {
	const { length: count } = records;
	const bounds = new Uint32Array(count + 1);
	const wordBounds = new Uint32Array(count + 1);
	const spans = new Uint32Array(count * 2);
	const keys: number[] = [];
	const identities: number[] = [];
	const texts: string[] = [];
	let letters = 0;
	for (let index = 0; index < count; index++) {
		const record = withOtherNames(records[index]!, words);
		const text = JSON.stringify(rowOf(record, start));
		texts.push(text);
		letters += text.length;
		bounds[index + 1] = letters;
		spans[index * 2] = record.span.start - start;
		spans[index * 2 + 1] = record.span.end - start;
		words.addRecord(record);
		wordBounds[index + 1] = words.length;
		keys.push(hashOf(record.key), index);
		for (const alias of record.aliases) keys.push(hashOf(alias), index);
		eachIdentity(record, (hash) => identities.push(hash, index));
	}
	const json = encoder.encode(texts.join(''));
	// Where every letter took one byte, the bounds are right already.
	if (json.length !== letters) for (let index = 0; index < count; index++) bounds[index + 1] = bounds[index]! + bytesOf(texts[index]!);
	return {
		count,
		length,
		json,
		bounds,
		spans,
		words: words.take(),
		numbering: words.numbering,
		wordBounds,
		keys: Uint32Array.from(keys),
		identities: Uint32Array.from(identities),
		lines: text === '' ? noLines : linesOf(text, records),
		problems: problems.map((problem) => ({ ...problem, span: shiftedSpan(problem.span, -start) })),
	};
}

const noLines = new Uint32Array();

/** The numbers of `Pack.lines` for records in the order of their positions. Lines end as in LSP 3.17, "Text Documents". */
function linesOf(text: string, records: readonly SourceRecord[]): Uint32Array {
	const lines = new Uint32Array(records.length + 1);
	const afterLine = /\r(?!\n)/.test(text) ? afterAnyLine : afterUsualLine;
	let line = 0;
	let lineStart = 0;
	let next = afterLine(text, 0);
	const goTo = (offset: number): void => {
		for (; next <= offset; next = afterLine(text, lineStart)) {
			line++;
			lineStart = next;
		}
	};
	for (const [index, { span, keySpan }] of records.entries()) {
		goTo(span.start);
		const isFirst = lineStart === span.start && keySpan.start >= span.start && keySpan.end < next;
		lines[index] = isFirst && isAscii(text, span.start, keySpan.end) ? line : noLine;
	}
	goTo(text.length);
	lines[records.length] = line;
	return lines;
}

function isAscii(text: string, start: number, end: number): boolean {
	for (let at = start; at < end; at++) if (text.charCodeAt(at) > 0x7f) return false;
	return true;
}

/** Where the line after that of `offset` begins, where lines end with a line feed; infinity in the last line. */
function afterUsualLine(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? Number.POSITIVE_INFINITY : end + 1;
}

/** The same where they may also end with a carriage return alone. */
function afterAnyLine(text: string, offset: number): number {
	lineEnding.lastIndex = offset;
	return lineEnding.test(text) ? lineEnding.lastIndex : Number.POSITIVE_INFINITY;
}

const lineEnding = /\r\n?|\n/g;

function withOtherNames(record: SourceRecord, { otherNames }: WordCollector): SourceRecord {
	const known = otherNames?.(record).filter(({ name }) => !record.names.includes(name)) ?? [];
	if (known.length === 0) return record;
	const guesses = (record.otherNames ?? []).filter(({ name }) => known.every((each) => each.name !== name));
	return { ...record, otherNames: [...known, ...guesses] };
}

/** Length in UTF-8. `JSON.stringify` leaves no lone surrogates. */
function bytesOf(text: string): number {
	let bytes = text.length;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code < 0x80) continue;
		if (code < 0x800) bytes += 1;
		// A pair of surrogates takes four bytes.
		else bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
	}
	return bytes;
}

/** The record at a place of a pack whose stretch begins at `start`. */
export function unpackRecord({ json, bounds }: Pack, index: number, start: number): SourceRecord {
	return recordOf(JSON.parse(decoder.decode(json.subarray(bounds[index]!, bounds[index + 1]!))) as Row, start);
}

/** `kind` is 1 for a literal name, 2 for one that keeps its particle. */
type NameRow = readonly [family: string, given?: string | 0, particle?: string | 0, suffix?: string | 0, kind?: 1 | 2];

/** A record as a row: no names of fields, and nothing for what it lacks. */
type Row = readonly [
	key: string,
	type: string,
	title: string,
	authors: readonly NameRow[],
	year: number,
	spans: readonly [number, number, number, number],
	fields: Readonly<Record<string, string>> | 0,
	rest: Partial<Omit<SourceRecord, 'people'>> & {
		readonly editorRows?: readonly NameRow[];
		readonly peopleRows?: Readonly<Record<string, readonly NameRow[]>>;
	},
];

/** A field of this length is no bibliographic fact to be listed, and can be read from the file. */
const longestField = 600;

/** Fields that are read from the file when somebody asks for them. */
const unkept: ReadonlySet<string> = new Set(['abstract', 'annotation']);

function rowOf(record: SourceRecord, start: number): Row {
	const rest: { -readonly [Field in keyof Row[7]]: Row[7][Field] } = {};
	if (record.aliases.length > 0) rest.aliases = record.aliases;
	if (record.alsoTitles.length > 0) rest.alsoTitles = record.alsoTitles;
	if (record.editors.length > 0) rest.editorRows = record.editors.map(nameRow);
	if (record.people !== undefined) rest.peopleRows = mapped(record.people, nameRow);
	if (record.marked !== undefined) rest.marked = record.marked;
	if (record.keepsTitleCase) rest.keepsTitleCase = true;
	if (record.andOthers) rest.andOthers = true;
	if (record.published !== undefined) rest.published = record.published;
	if (record.venue !== undefined) rest.venue = record.venue;
	if (record.arxiv !== undefined) rest.arxiv = record.arxiv;
	if (record.doi !== undefined) rest.doi = record.doi;
	if (record.url !== undefined) rest.url = record.url;
	if (record.inherited !== undefined) rest.inherited = record.inherited;
	if (record.names.length > 0) rest.names = record.names;
	if (record.otherNames !== undefined) rest.otherNames = record.otherNames;
	if (record.topics.length > 0) rest.topics = record.topics;
	if (record.collections !== undefined) rest.collections = record.collections;
	if (record.zotero !== undefined) rest.zotero = record.zotero;
	if (record.related.length > 0) rest.related = record.related;
	if (record.equation !== undefined) rest.equation = record.equation;
	if (record.claim !== undefined) rest.claim = record.claim;
	if (record.body !== undefined) rest.body = record.body - start;
	if (record.hasAbstract) rest.hasAbstract = true;
	const { span, keySpan } = record;
	return [
		record.key,
		record.type,
		record.title,
		record.authors.map(nameRow),
		record.year ?? 0,
		[span.start - start, span.end - start, keySpan.start - start, keySpan.end - start],
		shortFields(record.fields),
		rest,
	];
}

function shortFields(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> | 0 {
	let isEmpty = true;
	for (const name in fields) {
		isEmpty = false;
		if (fields[name]!.length > longestField || unkept.has(name))
			return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value.length <= longestField && !unkept.has(name)));
	}
	return isEmpty ? 0 : fields;
}

function recordOf([key, type, title, authors, year, [from, to, keyFrom, keyTo], fields, rest]: Row, start: number): SourceRecord {
	const { editorRows, peopleRows, ...others } = rest;
	return {
		...emptyRecord,
		...others,
		...(peopleRows && { people: mapped(peopleRows, nameOf) }),
		...(others.body === undefined ? undefined : { body: others.body + start }),
		...(year === 0 ? undefined : { year }),
		key,
		type,
		title,
		authors: authors.map(nameOf),
		editors: editorRows?.map(nameOf) ?? emptyRecord.editors,
		fields: fields === 0 ? emptyRecord.fields : fields,
		span: { start: from + start, end: to + start },
		keySpan: { start: keyFrom + start, end: keyTo + start },
	};
}

const mapped = <From, To>(lists: Readonly<Record<string, readonly From[]>>, change: (each: From) => To): Record<string, readonly To[]> =>
	Object.fromEntries(Object.entries(lists).map(([role, names]) => [role, names.map(change)]));

function nameRow({ family, given, particle, suffix, literal, keepsParticle }: Name): NameRow {
	if (literal || keepsParticle) return [family, given ?? 0, particle ?? 0, suffix ?? 0, literal ? 1 : 2];
	if (suffix !== undefined) return [family, given ?? 0, particle ?? 0, suffix];
	if (particle !== undefined) return [family, given ?? 0, particle];
	return given === undefined ? [family] : [family, given];
}

function nameOf([family, given, particle, suffix, kind]: NameRow): Name {
	return {
		family,
		...(given ? { given } : undefined),
		...(particle ? { particle } : undefined),
		...(suffix ? { suffix } : undefined),
		...(kind === 1 ? { literal: true } : undefined),
		...(kind === 2 ? { keepsParticle: true } : undefined),
	};
}
