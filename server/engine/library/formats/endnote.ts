import { isEnough } from './enough.js';
import { markedIn, textOfHtml, withoutEntities } from './htmlText.js';
import { arxivIn, doiIn, keyFrom, madeKey, yearIn } from './identifiers.js';
import { introducedIn } from './introducedNames.js';
import { withOwnKeys } from './madeKeys.js';
import { emptyRecord, type Problem, type Reading, type SourceRecord } from './record.js';
import { dateIn, listedName } from './risRecord.js';
import { addValue, continueValue, type TaggedRecord } from './taggedRecord.js';
import { withWholeTexts } from './wholeTexts.js';

/** biblatex's entry type for EndNote's reference types (EndNote manual, "Tagged (Refer) format", `%0`). */
const types: Readonly<Record<string, string>> = {
	artwork: 'artwork',
	'audiovisual material': 'video',
	blog: 'online',
	book: 'book',
	'book section': 'incollection',
	'computer program': 'software',
	'conference paper': 'inproceedings',
	'conference proceedings': 'inproceedings',
	dataset: 'dataset',
	'edited book': 'collection',
	'electronic article': 'article',
	'electronic book': 'book',
	'electronic source': 'online',
	encyclopedia: 'inreference',
	'film or broadcast': 'movie',
	'journal article': 'article',
	'magazine article': 'article',
	manuscript: 'unpublished',
	'newspaper article': 'article',
	pamphlet: 'booklet',
	patent: 'patent',
	'personal communication': 'letter',
	report: 'report',
	standard: 'standard',
	thesis: 'thesis',
	'unpublished work': 'unpublished',
	'web page': 'online',
};

/** Tags that are bibliographic fields as they are. */
const fieldNames: Readonly<Record<string, string>> = {
	'%&': 'chapter',
	'%1': 'addendum',
	'%6': 'volumes',
	'%7': 'edition',
	'%9': 'type',
	'%C': 'location',
	'%G': 'langid',
	'%L': 'library',
	'%N': 'number',
	'%V': 'volume',
	'%X': 'abstract',
	'%Z': 'note',
};

interface OpenRecord extends TaggedRecord {
	keySpan?: { readonly start: number; readonly end: number };
}

/**
 * Reads EndNote's tagged format (`.enw`; EndNote manual, "Tagged (Refer) format"): records of lines `%T Title`, each from `%0` to the next, or
 * with an empty line between them, where the next begins with an author or a title, or none has a `%0`; a line without a tag goes on with the
 * value before it, or is the next keyword or address. Text before the first tag is no record.
 */
export function readEndNote(text: string): Reading {
	const hasTypes = /^\uFEFF?%0(?:[ \r]|$)/m.test(text);
	const records: SourceRecord[] = [];
	const problems: Problem[] = [];
	let open: OpenRecord | undefined;
	let isAfterBlank = false;
	let isFull = false;
	const close = (): void => {
		if (open && !isFull) records.push(recordOf(open));
		isFull ||= isEnough(records, problems, open?.end ?? 0);
		open = undefined;
	};
	for (let start = 0; start < text.length && !isFull; ) {
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		const line = text.slice(start, end).replace(/\r$/, '');
		const [, tag, value = ''] = /^\uFEFF?(%[0-9A-Z@&()*+[\]!#$^><?:=~])(?: (.*))?$/.exec(line) ?? [];
		const isBlank = line.trim() === '';
		if (tag !== undefined) {
			const mayBeNext = !hasTypes || ((tag === '%A' || tag === '%T') && open?.values.has('%T'));
			if (tag === '%0' || (isAfterBlank && mayBeNext)) close();
			open ??= { start, values: new Map(), last: tag, end };
			addValue(open, tag, value);
			if (tag === '%F') open.keySpan = { start: start + line.length - value.length, end: start + line.length };
		} else if (open && !isBlank && (hasTypes || !isAfterBlank)) goOn(open, line);
		if (open && !isBlank) open.end = end;
		isAfterBlank = isBlank;
		start = end + 1;
	}
	close();
	return { records: withOwnKeys(records), problems };
}

/** Takes a line without a tag. */
function goOn(record: OpenRecord, line: string): void {
	if (record.last === '%K' || record.last === '%U') addValue(record, record.last, line);
	else continueValue(record, line);
}

type Find = (tag: string) => string | undefined;

function recordOf({ start, values, end, keySpan }: OpenRecord): SourceRecord {
	const raw = (tag: string): readonly string[] => (values.get(tag) ?? []).filter((value) => value !== '');
	const all = (tag: string): readonly string[] => raw(tag).map(withoutEntities);
	const first: Find = (tag) => all(tag)[0];
	const type = types[first('%0')?.toLowerCase() ?? ''] ?? (first('%J') === undefined ? 'misc' : 'article');
	const title = textOfHtml(raw('%T')[0] ?? '');
	const authors = all('%A').map(nameIn);
	const year = yearIn(first('%D') ?? first('%8'));
	const fields = fieldsOf(type, title, year, first);
	const [richContainer] = [...raw('%J'), ...raw('%B')];
	const container = richContainer && textOfHtml(richContainer);
	const id = keyFrom(first('%F') ?? '');
	const urls = raw('%U');
	const translators = all('%?').map(nameIn);
	return withWholeTexts({
		...emptyRecord,
		key: id === '' ? madeKey(authors[0]?.family, year, title) : id,
		type,
		title,
		alsoTitles: fields.shorttitle === undefined ? [] : [fields.shorttitle],
		authors,
		editors: all('%E').map(nameIn),
		...(translators.length > 0 && { people: { translator: translators } }),
		year,
		venue: wholes.has(type) || container === undefined ? undefined : { full: container },
		arxiv: urls.map(arxivIn).find((found) => found !== undefined),
		doi: doiIn(first('%R')) ?? urls.map((url) => (/doi\.org/.test(url) ? doiIn(url) : undefined)).find((found) => found !== undefined),
		url: urls[0],
		topics: [...new Set(all('%K').flatMap((words) => words.split(/[;,]/)))].map((word) => word.trim()).filter((word) => word !== ''),
		...introducedIn(fields.abstract),
		hasAbstract: fields.abstract !== undefined,
		fields,
		...markedIn({ title: raw('%T')[0], ...(!wholes.has(type) && { container: richContainer }) }, withoutEntities),
		keepsTitleCase: true,
		span: { start, end },
		keySpan: (id === '' ? undefined : keySpan) ?? { start, end: start },
	});
}

/** Types that are part of no other work: what they give as a second title is their series. */
const wholes: ReadonlySet<string> = new Set(['book', 'collection', 'report', 'thesis']);

function fieldsOf(type: string, title: string, year: number | undefined, first: Find): Readonly<Record<string, string>> {
	const fields: Record<string, string> = {};
	const put = (name: string, value: string | undefined): void => {
		if (value !== undefined && fields[name] === undefined) fields[name] = value;
	};
	for (const [tag, name] of Object.entries(fieldNames)) put(name, first(tag));
	put(type === 'report' || type === 'thesis' ? 'institution' : 'publisher', first('%I'));
	put('series', first('%S') ?? (wholes.has(type) ? (first('%J') ?? first('%B')) : undefined));
	put(/^\d{4}-?\d{3}[\dXx]$/.test(first('%@') ?? '') ? 'issn' : 'isbn', first('%@'));
	put('pages', first('%P')?.replace(/(?<=\d)\s*[-–—]+\s*(?=\d)/g, '–'));
	const date = dateIn(first('%8'), year);
	if (date?.startsWith(`${year}-`)) put('date', date);
	if (year === undefined) put('year', first('%D'));
	if (first('%!') !== title) put('shorttitle', first('%!'));
	return fields;
}

/** "Family, Given" or "Given Family"; a comma at the end makes a body of it (EndNote manual, "Corporate authors"). */
function nameIn(text: string): ReturnType<typeof listedName> {
	if (text.endsWith(',')) return { family: text.slice(0, -1).trim(), literal: true };
	if (text.includes(',')) return listedName(text);
	const words = text.split(/\s+/);
	return words.length === 1 ? { family: text } : { family: words.at(-1)!, given: words.slice(0, -1).join(' ') };
}
