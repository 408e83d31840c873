import { localizable } from '../../base/localizableMessage.js';
import { isEnough } from './enough.js';
import { withOwnKeys } from './madeKeys.js';
import type { Problem, Reading, SourceRecord } from './record.js';
import { recordOf } from './risRecord.js';
import { addValue, type TaggedRecord } from './taggedRecord.js';

/** The tags of RIS that say the same as those of Web of Science; those of which RIS knows nothing are left out (Clarivate, "Web of Science Core Collection Field Tags"). */
const risTags: Readonly<Record<string, string>> = {
	AB: 'AB',
	AR: 'C7',
	BE: 'A2',
	BP: 'SP',
	CA: 'AU',
	DE: 'KW',
	DI: 'DO',
	EP: 'EP',
	ID: 'KW',
	IS: 'IS',
	JI: 'JA',
	LA: 'LA',
	PD: 'DA',
	PI: 'CY',
	PU: 'PB',
	PY: 'PY',
	SE: 'T3',
	SN: 'SN',
	SO: 'T2',
	TI: 'TI',
	VL: 'VL',
};

/** Tags whose lines are a value each; those of all others go on with the value before. */
const listed: ReadonlySet<string> = new Set(['AU', 'AF', 'BA', 'BE', 'BF', 'CA']);

/** Whether a text is Web of Science's own tagged format, which may be called `.ris`. */
export const isWebOfScience = (text: string): boolean => /^\uFEFF?(?:FN .*\r?\n|VR .*\r?\n|\s)*PT [A-Z]\r?\n/.test(text.slice(0, 2000));

/**
 * Reads Web of Science's tagged format: records of lines `PT J` … `ER`, up to `EF`; a line that begins with blanks goes on with the tag before it. A record that
 * is not ended is a problem at its place; all other records stay.
 */
export function readWebOfScience(text: string): Reading {
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	let open: TaggedRecord | undefined;
	const close = (end: number): void => {
		if (open) records.push(recordOf({ ...open, values: risValuesOf(open.values), keySpan: undefined }, end));
		open = undefined;
	};
	const unended = (end: number): void => {
		if (open)
			problems.push({
				code: 'broken-entry',
				fault: 'unclosed-record',
				message: localizable('This record is not ended by “{0}”.', 'ER'),
				span: { start: open.start, end },
				severity: 'warning',
			});
		close(end);
	};
	for (let start = 0; start < text.length; ) {
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		const line = text.slice(start, end).replace(/[\r\uFEFF]/g, '');
		const [, tag, value = ''] = /^([A-Z][A-Z0-9])(?: (.*))?$/.exec(line) ?? [];
		if (tag === 'PT') {
			unended(start);
			if (isEnough(records, problems, start)) break;
			open = { start, values: new Map(), last: tag, end };
		}
		if (tag === 'ER') close(end);
		else if (open && tag !== undefined) addValue(open, tag, value);
		else if (open && line.trim() !== '') addLine(open, line.trim());
		start = end + 1;
	}
	unended(text.length);
	return { records: withOwnKeys(records), problems };
}

function addLine({ values, last }: TaggedRecord, line: string): void {
	const before = values.get(last)!;
	if (listed.has(last)) before.push(line);
	else before[before.length - 1] += ` ${line}`;
}

/** What a record says, by the tags of RIS. */
function risValuesOf(values: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
	const of = (...tags: readonly string[]): readonly string[] =>
		tags.map((tag) => values.get(tag)).find((found) => found !== undefined) ?? [];
	const said = new Map<string, string[]>([
		['TY', [typeOf(of('PT')[0], of('DT')[0] ?? '')]],
		// Full names rather than initials.
		['AU', [...of('AF', 'AU')]],
	]);
	for (const [tag, name] of Object.entries(risTags)) if (values.has(tag)) said.set(name, [...(said.get(name) ?? []), ...of(tag)]);
	// The publisher gives the number of the book beside that of the series.
	if (values.has('BN')) said.set('SN', [...of('BN')]);
	if (!values.has('JI') && values.has('J9')) said.set('JA', [...of('J9')]);
	return said;
}

/** RIS's type for a kind of publication and of document: what is in a book or a series is a paper or a chapter where that says so. */
function typeOf(publication: string | undefined, document: string): string {
	if (publication === 'P') return 'PAT';
	if (publication === 'J') return 'JOUR';
	if (/proceedings paper/i.test(document)) return 'CPAPER';
	return publication === 'B' && !/chapter/i.test(document) ? 'BOOK' : 'CHAP';
}
