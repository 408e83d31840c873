import { monthOf, readYearAndMonth } from './bibtex/dates.js';
import { isEnough } from './enough.js';
import { doiIn, madeKey, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { withOwnKeys } from './madeKeys.js';
import { emptyRecord, type Name, type Problem, type Reading, type SourceRecord } from './record.js';
import { addValue, continueValue, type TaggedRecord } from './taggedRecord.js';
import { withWholeTexts } from './wholeTexts.js';

/** Tags that are bibliographic fields as they are (MEDLINE/PubMed Data Element Descriptions). */
const fieldNames: Readonly<Record<string, string>> = {
	AB: 'abstract',
	EN: 'edition',
	GN: 'note',
	IP: 'number',
	IS: 'issn',
	ISBN: 'isbn',
	LA: 'langid',
	PB: 'publisher',
	PMC: 'pmcid',
	PMID: 'pmid',
	TT: 'origtitle',
	VI: 'volume',
};

/**
 * Reads PubMed's format (`.nbib`; MEDLINE/PubMed Data Element Descriptions): records of lines `TI  - Title` that begin with `PMID`, or in ERIC's export with
 * `OWN`, with empty lines between them; a line that begins with blanks goes on with the value before it.
 */
export function readPubMed(text: string): Reading {
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	let open: TaggedRecord | undefined;
	const close = (): void => {
		if (open) records.push(recordOf(open));
		open = undefined;
	};
	for (let start = 0; start < text.length; ) {
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		const line = text.slice(start, end).replace(/\r$/, '');
		const [, tag, value = ''] = /^\uFEFF?([A-Z]{2,4}) {0,2}- ?(.*)$/.exec(line) ?? [];
		const begins = tag === 'PMID' || (tag === 'OWN' && value.trim() === 'ERIC');
		if (begins) close();
		if (begins && isEnough(records, problems, start)) break;
		if (tag !== undefined && (open || begins)) {
			open ??= { start, values: new Map(), last: tag, end };
			addValue(open, tag, value);
		} else if (open && /^\s+\S/.test(line)) continueValue(open, line);
		if (open && line.trim() !== '') open.end = end;
		start = end + 1;
	}
	close();
	return { records: withOwnKeys(records), problems };
}

function recordOf({ start, values, end }: TaggedRecord): SourceRecord {
	const all = (tag: string): readonly string[] => (values.get(tag) ?? []).filter((value) => value !== '');
	const first = (tag: string): string | undefined => all(tag)[0];
	const isBook = first('BTI') !== undefined;
	const isChapter = isBook && first('TI') !== undefined;
	const title = (first('TI') ?? first('BTI') ?? '').replace(/^\[(.*)\]\.?$/, '$1').replace(/(?<![.?!])\.$/, '');
	const bodies = all('CN').map((family): Name => ({ family, literal: true }));
	const authors = [
		...(all('FAU').length > 0
			? all('FAU').map(fullName)
			: all('AU').map((name) => (name.includes(',') ? fullName(name) : shortName(name)))),
		...bodies,
	];
	const published = first('DP') ?? '';
	const year = yearIn(published);
	const fields: Record<string, string> = {};
	for (const [tag, name] of Object.entries(fieldNames)) {
		const value = first(tag);
		if (value !== undefined) fields[name] = value;
	}
	if (fields.issn !== undefined)
		fields.issn = fields.issn
			.split('(')[0]!
			.replace(/^E?ISSN-/, '')
			.trim();
	const date = dateIn(published);
	if (date !== undefined && date.length > 4) fields.date = date;
	const place = first('PL');
	if (isBook && place !== undefined) fields.location = place;
	const pages = first('PG');
	if (pages !== undefined) fields[/^e\d+$/i.test(pages) ? 'eid' : 'pages'] = wholePages(pages);
	const full = isChapter ? first('BTI') : first('JT');
	const short = first('TA');
	const identifiers = [...all('LID'), ...all('AID')];
	return withWholeTexts({
		...emptyRecord,
		key: madeKey(authors[0]?.family, year, title),
		type: isChapter ? 'incollection' : isBook ? 'book' : 'article',
		title,
		alsoTitles: fields.origtitle === undefined ? [] : [fields.origtitle],
		authors,
		editors: all('FED').map(fullName),
		year,
		venue: full === undefined && short === undefined ? undefined : { full, short },
		doi: doiIn(
			identifiers
				.find((text) => /\[doi\]|^doi:|\/\/(?:dx\.)?doi\.org\//i.test(text))
				?.split('[doi]')[0]
				?.trim(),
		),
		topics: [...new Set([...all('OT'), ...all('MH')].map((word) => word.replace(/\*/g, '')))],
		...introducedIn(fields.abstract),
		hasAbstract: fields.abstract !== undefined,
		fields,
		...(first('OWN') === 'ERIC' && asOfEric(fields, full, all)),
		keepsTitleCase: true,
		span: { start, end },
		keySpan: { start, end: start },
	});
}

/** ERIC's words for what is no article, with biblatex's entry types. */
const ericTypes: readonly (readonly [word: string, type: string])[] = [
	['Dissertations', 'thesis'],
	['Books', 'book'],
];

/** What is otherwise in ERIC's export: reports and books have their publisher as the journal and no volume, and the first address is ERIC's page. */
function asOfEric(
	fields: Readonly<Record<string, string>>,
	full: string | undefined,
	all: (tag: string) => readonly string[],
): Partial<SourceRecord> {
	const url = all('LID')[0];
	if (fields.volume !== undefined || full === undefined) return { url };
	const type = ericTypes.find(([word]) => all('PT').some((text) => text.includes(word)))?.[1] ?? 'report';
	return { url, type, venue: undefined, fields: { ...fields, [type === 'book' ? 'publisher' : 'institution']: full } };
}

/** "Doe, Jane Q Jr": a suffix is a word of its own at the end. */
function fullName(text: string): Name {
	const [family = '', given] = text.split(',').map((part) => part.trim());
	if (given === undefined) return { family };
	const [, rest, suffix] = /^(.*\S)\s+(Jr|Sr|2nd|3rd|4th|I{1,3}|IV)\.?$/.exec(given) ?? [];
	return { family, given: rest ?? given, ...(suffix && { suffix }) };
}

/** "Doe JQ": initials behind the family name. */
function shortName(text: string): Name {
	const [, family, initials] = /^(.*\S)\s+(\p{Lu}{1,4})$/u.exec(text) ?? [];
	return family === undefined ? { family: text } : { family, given: [...initials!].join('. ').concat('.') };
}

/** "2016 May 12", "2016 May-Jun", "2016 Spring": year, month and day as far as they are known, or a range of two of these. */
function dateIn(text: string): string | undefined {
	if (!/^\d{4}/.test(text)) return readYearAndMonth(/\d{4}/.exec(text)?.[0] ?? '', text, '').iso;
	const [, year = '', month = '', day, rest = ''] = /^(\d{4})(?:\s+([A-Za-z]{3})[a-z]*(?:\s+(\d{1,2}))?)?(?!\d)\s*(.*)/.exec(text) ?? [];
	const first = dayOf(year, month, day);
	// "2001 Mar-Apr", "1999 Dec 25-2000 Jan 1", "2001 Mar 5-7".
	const [, lastYear = year, lastMonth = month, lastDay] =
		/^-(?:(\d{4})(?: |$))?(?:([A-Za-z]{3})[a-z]*(?: |$))?(\d{1,2})?$/.exec(rest.replace(/\s+/g, ' ').replace('- ', '-')) ?? [];
	const last = rest === '' ? first : dayOf(lastYear, lastMonth, lastDay);
	return last.length === first.length && last > first ? `${first}/${last}` : first;
}

/** A year, month and day in ISO 8601, as far as they are known. */
function dayOf(year: string, month: string, day: string | undefined): string {
	const number = monthOf(month);
	return [year, number, number === undefined ? undefined : day]
		.filter((part) => part !== undefined)
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
}

/** "123-8" means 123–128 (MEDLINE, "Pagination"). */
function wholePages(text: string): string {
	const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
	if (first === undefined || last === undefined) return text.replace(/(?<=\d)\s*[-–]\s*(?=\d)/g, '–');
	return `${first}–${last.length < first.length ? first.slice(0, first.length - last.length) + last : last}`;
}
