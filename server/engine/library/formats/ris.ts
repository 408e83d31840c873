import { localizable } from '../../base/localizableMessage.js';
import { isEnough } from './enough.js';
import { withOwnKeys } from './madeKeys.js';
import type { Problem, Reading, SourceRecord } from './record.js';
import { type OpenRecord, recordOf } from './risRecord.js';

const tagLine = /^([A-Z][A-Z0-9])(?: {2}|\t)-(?: (.*))?$/;

/** How the lines are in files that set no two blanks, or nothing, around the hyphen. */
const otherTagLine = /^[ \t]*([A-Z][A-Z0-9])[ \t]{1,2}-[ \t]?(.*)$/;

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
			message: localizable('This record is not ended by “{0}”.', 'ER  -'),
			span: { start: record.start, end },
			severity: 'warning',
		});
		records.push(recordOf(record, end));
	};
	for (const line of linesOf(text, /^\uFEFF?TY {2}-(?: |\r?$)/m.test(text) ? tagLine : otherTagLine)) {
		if (line.tag === 'TY') {
			if (open) unended(open, line.start);
			open = undefined;
			if (isEnough(records, problems, line.start)) break;
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

function* linesOf(text: string, tagLine: RegExp): Generator<Line> {
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
		// EndNote writes each keyword and each file on a line of its own.
		if (text.trim() !== '' && values && isListed(record.last)) values.push(text.trim());
		else if (text.trim() !== '' && values) values[values.length - 1] += ` ${text.trim()}`;
		return;
	}
	// Both are authors; some name the first ones in one and the others in the other.
	const name = tag === 'A1' ? 'AU' : tag;
	const values = record.values.get(name) ?? [];
	values.push(value.trim());
	record.values.set(name, values);
	record.last = name;
	if (tag === 'ID') record.keySpan = { start: start + text.length - value.length, end: start + text.length };
}

const isListed = (tag: string): boolean => tag === 'KW' || tag === 'L1' || tag === 'UR';
