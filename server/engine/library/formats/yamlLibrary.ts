import { isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLParseError, type YAMLSeq } from 'yaml';
import { append } from '../../base/append.js';
import { localizable } from '../../base/localizableMessage.js';
import type { Span } from '../../base/span.js';
import { isGivenUp, type PlainValue, parseAllYaml, parseYaml, plainValues } from '../../base/yaml.js';
import { entryTypes } from './csl.js';
import { recordOf as cslRecordOf } from './cslJson.js';
import { withTags } from './cslMarkdown.js';
import { mostMistakes, tooManyMistakes, unread } from './enough.js';
import { countEntries, hayagrivaRecords, hayagrivaTypes, isHayagriva } from './hayagriva.js';
import type { Problem, Reading, SourceRecord } from './record.js';
import { joinedPieces, piecesOf } from './yamlPieces.js';

/** A longer text (UTF-16 units) is read some entries at a time: the tree of a text takes some hundred times as much memory as it. */
const longestWhole = 1 << 20;

/** So much is read at a time, where one entry is not longer. */
const readAtOnce = 1 << 16;

const options = { schema: 'failsafe', prettyErrors: false, uniqueKeys: false } as const;

/**
 * Reads a YAML library: Hayagriva (a mapping of keys to entries with a `type`), or CSL-YAML (`references:` with a list of items, as
 * pandoc writes it, or the list alone, as Manubot does). A library closed by `---` or `...`, as pandoc writes metadata, is a
 * library as well. YAML that is neither is no library: no record, no problem. Of an entry that is no valid YAML the first mistake is reported, and
 * the other entries are read all the same.
 */
export function readYamlLibrary(text: string): Reading {
	if (!mayBeLibrary(text)) return { records: [], problems: [] };
	const isLong = text.length > longestWhole && !mayHaveAnchors(text);
	const long = isLong ? readInPieces(text, 1) : undefined;
	if (long) return long;
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	for (const document of parseAllYaml(text, options)) {
		const [error] = document.errors;
		const inPieces = error && !isLong && readInPieces(text, 2);
		if (inPieces) return inPieces;
		const read = recordsOf(document.contents, plainValues(document, text));
		if (read.records.length > 0) {
			append(records, read.records);
			append(problems, read.problems);
		} else if (!isGivenUp(document)) continue;
		if (error) problems.push(notYaml(error, text));
	}
	return { records, problems };
}

/** Whether one entry may refer to what another has. */
const mayHaveAnchors = (text: string): boolean => /[\s,[{]&[^\s,[\]{}]/.test(text);

/** The entries of a library, each for itself where it is not valid YAML as a whole; nothing where the text has fewer than `least`, or is laid out in another way. */
function readInPieces(text: string, least: number): Reading | undefined {
	const { pieces, count, isList, isBare } = piecesOf(text);
	if (count < least) return undefined;
	const found = [...piecesRead(text, joinedPieces(text, pieces, readAtOnce), isList, isBare)];
	const sum = (count: (piece: Piece) => number): number => found.reduce((total, piece) => total + count(piece), 0);
	const [entries, others] = [sum((piece) => piece.entries), sum((piece) => piece.others)];
	// A list of which everything can be read is one of references or it is none.
	const isLibrary =
		isBare && !found.some(({ isBroken }) => isBroken) ? others === 0 : entries > others || found.every(({ wasGivenUp }) => wasGivenUp);
	return isLibrary ? { records: found.flatMap(({ records }) => records), problems: found.flatMap(({ problems }) => problems) } : undefined;
}

/** Reads pieces, each for itself where some that are joined are broken, up to where there are too many mistakes. */
function* piecesRead(text: string, all: Iterable<readonly Span[]>, isList: boolean, isBare: boolean): Generator<Piece> {
	let mistakes = 0;
	for (const joined of all) {
		const { start } = joined[0]!;
		if (mistakes >= mostMistakes) {
			yield { records: [], problems: [unread(start, tooManyMistakes)], entries: 0, others: 0, isBroken: true, wasGivenUp: false };
			return;
		}
		const whole = readPiece(text, { start, end: joined.at(-1)!.end }, isList, isBare);
		for (const piece of whole.isBroken && joined.length > 1 ? joined.map((each) => readPiece(text, each, isList, isBare)) : [whole]) {
			mistakes += piece.problems.length;
			yield piece;
		}
	}
}

/** What some entries of a text are, with offsets in the text. */
interface Piece extends Reading {
	/** How many are entries of a library, and how many are something else. */
	readonly entries: number;
	readonly others: number;
	readonly isBroken: boolean;
	/** It is too large, nested too deep or has too many mistakes to be read. */
	readonly wasGivenUp: boolean;
}

function readPiece(text: string, { start, end }: Span, isList: boolean, isBare: boolean): Piece {
	// Blank lines behind an entry are many tokens.
	const piece = text.slice(start, end).trimEnd();
	const document = parseYaml(piece, options);
	const { contents } = document;
	const plainValue = plainValues(document, piece);
	const [error] = document.errors;
	const isBroken = error !== undefined;
	const wasGivenUp = isGivenUp(document);
	const read = entriesOf(contents, plainValue, isList, isBare);
	const isEntry = read.entries > read.others;
	// What is broken and no entry may be anything: that its fields are missing is no news.
	const problems = error ? [notYaml(error, piece)] : read.problems;
	return {
		...read,
		// What nothing is known of counts for nothing.
		others: wasGivenUp ? 0 : read.others,
		records: isEntry || !isBroken ? read.records.map((record) => moved(record, start)) : [],
		problems: problems.map((problem) => ({ ...problem, span: shifted(problem.span, start) })),
		isBroken,
		wasGivenUp,
	};
}

function entriesOf(contents: unknown, plainValue: PlainValue, isList: boolean, isBare: boolean): Omit<Piece, 'isBroken' | 'wasGivenUp'> {
	if (isList && isSeq(contents)) {
		const records = cslRecords(contents, plainValue);
		return {
			records,
			problems: [],
			entries: records.length,
			others: isBare ? contents.items.filter((item) => !isCslItem(item)).length : 0,
		};
	}
	if (!isList && isMap(contents)) return { ...hayagrivaRecords(contents, plainValue), ...countEntries(contents, plainValue) };
	return { records: [], problems: [], entries: 0, others: 1 };
}

const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

const moved = (record: SourceRecord, by: number): SourceRecord => ({
	...record,
	span: shifted(record.span, by),
	keySpan: shifted(record.keySpan, by),
});

const notYaml = (error: YAMLParseError, text: string): Problem => ({
	code: 'broken-entry',
	fault: 'invalid-yaml',
	message: localizable('This is not valid YAML: {0}', error.message),
	span: { start: Math.min(error.pos[0], text.length), end: Math.min(error.pos[1], text.length) },
	severity: 'error',
});

/**
 * Whether parsing is worth its time, since most YAML files are something else: a key at a line's beginning is `references`, or the
 * mapping right below it has the `type` of an entry. One pass over the lines.
 */
function mayBeLibrary(text: string): boolean {
	/** The indentation of the fields below the last key at a line's beginning; `undefined` until the first of them. */
	let indent: number | undefined;
	for (const line of linesOf(text)) {
		const start = line.search(/\S/);
		if (start < 0 || line[start] === '#') continue;
		if (start === 0) {
			if (/^(?:(["']?)references\1[ \t]*:|-[ \t]+id[ \t]*:)/.test(line) || hasEntryInBraces(line)) return true;
			indent = undefined;
		} else {
			indent ??= start;
			if (start === indent && isEntryType(/^(["']?)type\1[ \t]*:(.*)/.exec(line.slice(start))?.[2] ?? '')) return true;
		}
	}
	return false;
}

const hasEntryInBraces = (line: string): boolean =>
	line.includes('{') && Array.from(line.matchAll(/\btype["']?[ \t]*:([^,}]*)/g)).some(([, value]) => isEntryType(value!));

/** The lines without their line feeds, and without a byte order mark. */
function* linesOf(text: string): Generator<string> {
	for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
		const end = text.indexOf('\n', start);
		yield text.slice(start, end < 0 ? text.length : end);
		start = end < 0 ? text.length : end + 1;
	}
}

/** Whether a field's value names an entry type, in any case, quoted or not. */
function isEntryType(value: string): boolean {
	const [name] = /[A-Za-z]+/.exec(value) ?? [];
	return name !== undefined && Object.hasOwn(hayagrivaTypes, name.toLowerCase());
}

/** The records of one YAML document. No record if it is no library. */
function recordsOf(contents: unknown, plainValue: PlainValue): Reading {
	if (isSeq(contents) && contents.items.every(isCslItem)) return { records: cslRecords(contents, plainValue), problems: [] };
	return isMap(contents) ? recordsOfMap(contents, plainValue) : { records: [], problems: [] };
}

/** Whether a value is an item of CSL: it has an id, a title, a type that CSL has, and another of CSL's variables. */
const isCslItem = (value: unknown): boolean =>
	isMap(value) &&
	value.has('id') &&
	value.has('title') &&
	Object.hasOwn(entryTypes, String(value.get('type'))) &&
	['author', 'DOI', 'editor', 'issued'].some(
		(name) => isMap(value.get(name)) || isSeq(value.get(name)) || (name === 'DOI' && value.has(name)),
	);

function recordsOfMap(map: YAMLMap, plainValue: PlainValue): Reading {
	const references = map.get('references', true);
	if (isSeq(references)) return { records: cslRecords(references, plainValue), problems: [] };
	return isHayagriva(map, plainValue) ? hayagrivaRecords(map, plainValue) : { records: [], problems: [] };
}

function cslRecords(references: YAMLSeq, plainValue: PlainValue): SourceRecord[] {
	return references.items.flatMap((item) => {
		if (!isMap(item)) return [];
		const span = { start: item.range?.[0] ?? 0, end: item.range?.[1] ?? 0 };
		const record = cslRecordOf(withTags(plainValue(item)), span);
		if (!record) return [];
		const id = item.get('id', true);
		return [{ ...record, keySpan: isScalar(id) ? spanOf(id) : { start: span.start, end: span.start } }];
	});
}

/** The place of a scalar's text, without its quotes. */
function spanOf(scalar: Scalar): Span {
	const [start, end] = scalar.range ?? [0, 0];
	const quotes = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
	return { start: start + quotes, end: end - quotes };
}
