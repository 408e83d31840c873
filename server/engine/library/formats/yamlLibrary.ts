import { isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLParseError, type YAMLSeq } from 'yaml';
import { append } from '../../base/append.js';
import { localizable } from '../../base/localizableMessage.js';
import type { Span } from '../../base/span.js';
import { type PlainValue, parseAllYaml, parseYaml, plainValues } from '../../base/yaml.js';
import { entryTypes } from './csl.js';
import { recordOf as cslRecordOf } from './cslJson.js';
import { withTags } from './cslMarkdown.js';
import { hayagrivaRecords, hayagrivaTypes, isHayagriva } from './hayagriva.js';
import type { Problem, Reading, SourceRecord } from './record.js';
import { piecesOf } from './yamlPieces.js';

const options = { schema: 'failsafe', prettyErrors: false, uniqueKeys: false } as const;

/**
 * Reads a YAML library: Hayagriva (a mapping of keys to entries with a `type`), or CSL-YAML (`references:` with a list of items, as
 * pandoc writes it, or the list alone, as Manubot does). A library closed by `---` or `...`, as pandoc writes metadata, is a
 * library as well. YAML that is neither is no library: no record, no problem. Of an entry that is no valid YAML the first mistake is reported, and
 * the other entries are read all the same.
 */
export function readYamlLibrary(text: string): Reading {
	if (!mayBeLibrary(text)) return { records: [], problems: [] };
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	for (const document of parseAllYaml(text, options)) {
		const [error] = document.errors;
		const inPieces = error && readInPieces(text);
		if (inPieces) return inPieces;
		const read = recordsOf(document.contents, plainValues(document, text));
		if (read.records.length === 0) continue;
		append(records, read.records);
		append(problems, read.problems);
		if (error) problems.push(notYaml(error, text));
	}
	return { records, problems };
}

/** The entries of a library that is not valid YAML as a whole, each read by itself; nothing where it has none, or is laid out in another way. */
function readInPieces(text: string): Reading | undefined {
	const { pieces, isList } = piecesOf(text);
	if (pieces.length < 2) return undefined;
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	let others = 0;
	for (const { start, end } of pieces) {
		const piece = text.slice(start, end);
		const document = parseYaml(piece, options);
		const { contents } = document;
		const plainValue = plainValues(document, piece);
		const isEntry = isList ? isSeq(contents) : isMap(contents) && isHayagriva(contents, plainValue);
		if (!isEntry) others++;
		const read = isSeq(contents)
			? { records: cslRecords(contents, plainValue), problems: [] }
			: isMap(contents)
				? hayagrivaRecords(contents, plainValue)
				: { records: [], problems: [] };
		const [error] = document.errors;
		append(records, isEntry ? read.records.map((record) => moved(record, start)) : []);
		const found = error ? [notYaml(error, piece)] : read.problems;
		append(
			problems,
			found.map((problem) => ({ ...problem, span: shifted(problem.span, start) })),
		);
	}
	return records.length > others ? { records, problems } : undefined;
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
