import { readAloudDate } from '../library/formats/bibtex/dates.js';
import { richText } from '../library/formats/bibtex/rich.js';
import { cslDates, cslRoles, cslTitles, cslTypeOf, cslVariables, numberVariable } from '../library/formats/csl.js';
import { isEnglish, languageTag } from '../library/formats/languages.js';
import type { Name, SourceRecord } from '../library/formats/record.js';
import { type Paper, printedYear } from '../library/paper.js';
import { bibstrings } from './bibstrings.js';
import { arxivPage, webAddress } from './links.js';
import { sentenceCase } from './sentenceCase.js';

/** A name as CSL-JSON has it (CSL 1.0.2, csl-data schema). */
export interface CslName {
	readonly family?: string;
	readonly given?: string;
	readonly 'non-dropping-particle'?: string;
	readonly 'dropping-particle'?: string;
	readonly suffix?: string;
	readonly literal?: string;
}

/** A date as CSL-JSON has it: one date or a range of two, each year, month and day as far as known. */
export type CslDate =
	| { readonly 'date-parts': readonly (readonly number[])[]; readonly circa?: boolean; readonly season?: number }
	| { readonly literal: string };

/** One item of CSL-JSON. */
export interface CslItem {
	readonly id: string;
	readonly type: string;
	readonly [variable: string]: string | readonly CslName[] | CslDate | undefined;
}

/** What stands for "and others" at a list's end: no style knows such a name, so formatting replaces it. A private-use character. */
export const othersMark = '\uE0FF';

/** Types that are parts of a whole with a title of its own. */
const inWhole = new Set('inbook bookinbook suppbook incollection suppcollection inproceedings inreference'.split(' '));

type Work = Omit<SourceRecord, 'span' | 'keySpan'> & Pick<Partial<Paper>, 'entryYear'>;

/** A record, or a paper, as a CSL-JSON item whose id is its key: the variables of CSL 1.0.2 that its fields say something of. */
export function cslItemOf(work: Work): CslItem {
	const { fields } = work;
	const preprint = isPreprint(work);
	const type = preprint ? 'article' : cslTypeOf(work);
	const item: Record<string, CslItem[string]> = { id: work.key, type };
	const put: Put = (name, value) => {
		if (value !== undefined && value !== '' && item[name] === undefined) item[name] = value;
	};
	const language = languageTag(fields.langid ?? fields.language ?? '');
	const text = textsOf(work, language);
	putTitles(put, work, text);
	putPeople(put, work);
	put('issued', issued(work));
	put('original-date', originalDate(work));
	put('accessed', dateOf(readAloudDate(fields.urldate) ?? fields.urldate));
	put('event-date', dateOf(fields.eventdate));
	for (const [field, variable] of Object.entries(cslVariables)) put(variable, text.plain(field));
	putPublication(put, work, text);
	putNumber(put, work);
	put('volume', joined('.', fields.volume, fields.part));
	put('page', pages(fields.pages));
	put('genre', bibstrings[fields.type ?? ''] ?? text.plain('type'));
	put('status', bibstrings[fields.pubstate ?? ''] ?? fields.pubstate);
	put('note', work.type === 'periodical' ? undefined : joined('. ', text.plain('note'), text.plain('addendum')));
	put('language', language);
	for (const [name, value] of Object.entries(fields)) {
		const variable = name.startsWith('csl-') ? name.slice('csl-'.length) : '';
		if (variable !== '') put(variable, cslDates.has(variable) ? dateOf(value) : value);
	}
	if (preprint) {
		// The reference would name arXiv a second time.
		if (/arxiv/i.test(fields.note ?? '')) delete item.note;
		item.publisher = 'arXiv';
		put('number', `arXiv:${work.arxiv}`);
		put('genre', 'preprint');
		delete item['container-title'];
	}
	put('DOI', work.doi);
	put('URL', addressOf(work, preprint));
	return item as CslItem;
}

type Put = (name: string, value: CslItem[string]) => void;

/** A record's texts as CSL has them. */
interface Texts {
	/** A field's text, with its emphasis. */
	plain(field: string): string | undefined;
	/** A title, in sentence case where it is in English and the source is one whose titles are written in either. */
	title(field: string): string | undefined;
	/** The name of a journal, whose case nobody changes. */
	periodical(field: string): string | undefined;
}

function textsOf(work: Work, language: string | undefined): Texts {
	const changesCase = !work.keepsTitleCase && isEnglish(language);
	const given = (field: string): string | undefined =>
		field === 'title' ? work.title : field === 'container' ? (work.venue?.full ?? work.venue?.short) : work.fields[field];
	const rich = (field: string): string | undefined => {
		const latex = work.marked?.[field];
		const text = latex === undefined ? given(field)?.trim() : richText(latex);
		if (text === undefined || text === '') return undefined;
		return latex === undefined ? text.replace(/\$[^$]+\$/g, (maths) => `<span class="nocase">${maths}</span>`) : text;
	};
	return {
		plain: (field) => rich(field)?.replace(/<span class="nocase">|<\/span>/g, (tag) => (work.marked?.[field] ? '' : tag)),
		title(field) {
			const text = rich(field);
			return text === undefined ? undefined : withoutIdleMarks(changesCase ? sentenceCase(text) : text);
		},
		periodical(field) {
			const text = rich(field);
			return text === undefined ? undefined : withoutIdleMarks(text);
		},
	};
}

/** Without the marks around text that a style in title case would not change: no word of it begins with a small letter, or it is within a word. */
function withoutIdleMarks(rich: string): string {
	let text = rich;
	for (let before = ''; before !== text; ) {
		before = text;
		text = text.replace(innermost, (all, inner: string, offset: number) => {
			const isWithin = /[\p{L}\p{N}]$/u.test(before.slice(0, offset)) || /^[\p{Ll}\p{N}]/u.test(before.slice(offset + all.length));
			const isNeeded = inner.includes('$') || (!isWithin && /(?<![\p{L}\p{N}])\p{Ll}/u.test(inner.replace(/<[^<>]+>/g, '')));
			return isNeeded ? all.replace('nocase', keptMark) : inner;
		});
	}
	return text.replaceAll(keptMark, 'nocase');
}

/** A stretch that keeps its case, without another in it. */
const innermost = /<span class="nocase">((?:[^<]|<(?!\/?span\b))*)<\/span>/g;

/** Stands for the name of a mark that stays while others go. */
const keptMark = 'kept';

function putTitles(put: Put, work: Work, { title, periodical }: Texts): void {
	const { fields, venue } = work;
	const isPart = inWhole.has(work.type);
	const isPeriodical = work.type === 'periodical';
	const whole = (...parts: readonly [title: string | undefined, subtitle: string | undefined, addon: string | undefined]) =>
		joined('. ', joined(': ', parts[0], parts[1]), parts[2]);
	if (isPeriodical && venue === undefined) {
		put('title', whole(title('issuetitle'), title('issuesubtitle'), title('titleaddon')));
		put('container-title', whole(periodical('title'), undefined, periodical('titleaddon')));
	} else if (fields.maintitle !== undefined && !isPart) {
		put('title', whole(title('maintitle'), title('mainsubtitle'), title('maintitleaddon')));
		put('volume-title', whole(title('title'), undefined, title('titleaddon')));
	} else put('title', whole(title('title'), undefined, title('titleaddon')));
	// An entry of both a journal and a book is printed as a part of the book.
	const book = whole(
		title(isPart && fields.booktitle !== undefined ? 'booktitle' : 'container'),
		title('booksubtitle'),
		title('booktitleaddon'),
	);
	// A record has the event as its venue where it has no other.
	const isEvent = venue?.full !== undefined && venue.full === fields.eventtitle;
	if (isEvent) {
		if (isPart && fields.maintitle !== undefined)
			put('container-title', whole(title('maintitle'), title('mainsubtitle'), title('maintitleaddon')));
	} else if (isPart && fields.maintitle !== undefined) {
		put('container-title', whole(title('maintitle'), title('mainsubtitle'), title('maintitleaddon')));
		put('volume-title', book);
	} else if (isPart) put('container-title', book);
	else if (!isOwnTitle(venue?.full, work))
		put('container-title', whole(periodical('container'), periodical('journalsubtitle'), periodical('journaltitleaddon')));
	if (venue?.full !== undefined) put('container-title-short', venue.short);
	put('title-short', title('shorttitle') ?? shortTitle(title('title'), fields.titleaddon !== undefined));
	for (const [field, variable] of Object.entries(cslTitles)) {
		put(variable, (field === 'series' ? seriesInWords(work) : undefined) ?? title(field));
	}
}

/** What is printed for a series that is a key of biblatex's, or a periodical's that is a number (biblatex manual § 2.2.2, "series"). */
function seriesInWords({ type, fields: { series = '' } }: Work): string | undefined {
	if (bibstrings[series] !== undefined) return sentenceCase(bibstrings[series]);
	return /^\d+$/.test(series) && numberVariable(type) === 'issue' ? `${ordinal(Number(series))} series` : undefined;
}

/** A whole may give its own title as that of the book, for the parts that inherit it. */
const isOwnTitle = (name: string | undefined, { title, type }: Work): boolean =>
	name !== undefined && `${title}:`.startsWith(`${name}:`) && numberVariable(type) === 'collection-number';

/** "1st", "2nd", "11th". */
function ordinal(number: number): string {
	const isTeen = number % 100 > 10 && number % 100 < 14;
	return `${number}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

/** A title without its subtitle; nothing where it has none and nothing follows it. */
function shortTitle(title: string | undefined, hasMore: boolean): string | undefined {
	const end = title?.search(/:(?:<[^<>]+>)*\s/) ?? -1;
	const short = end > 0 ? title!.slice(0, end) : hasMore ? title : undefined;
	// A cut within emphasis would leave it open.
	return short !== undefined && short.split('<').length % 2 === 1 && short.split('</').length * 2 - 1 === short.split('<').length
		? short
		: undefined;
}

function putPeople(put: Put, work: Work): void {
	const { fields, people = {} } = work;
	put('author', cslNames(work.authors, work.andOthers));
	const isDirected = fields.editortype === 'director';
	put(isDirected ? 'director' : 'editor', cslNames(work.editors, false));
	for (const [role, names] of Object.entries(people)) {
		const name = cslRoles[role] ?? (role.startsWith('csl-') ? role.slice('csl-'.length) : undefined);
		if (name !== undefined) put(name, cslNames(names, false));
	}
}

function putPublication(put: Put, work: Work, { plain }: Texts): void {
	const { fields } = work;
	const list = (field: string): string | undefined => listText(work.marked?.[field], fields[field]);
	const howpublished = fields.howpublished !== undefined && fields.howpublished !== work.url ? plain('howpublished') : undefined;
	put('publisher', joined('; ', list('institution'), list('organization'), howpublished, list('publisher')));
	const place = list('location') ?? list('address');
	if (work.type === 'patent') put('jurisdiction', place === undefined ? undefined : (bibstrings[place] ?? place));
	else put('publisher-place', place);
	put('original-publisher', plain('origpublisher'));
	put('original-publisher-place', list('origlocation'));
}

/** A list that biblatex separates by "and" (manual § 2.2.1), as CSL has it; an "and" in braces separates nothing. */
function listText(latex: string | undefined, text: string | undefined): string | undefined {
	if (latex === undefined) return text?.trim().replace(/\s+/g, ' ').replaceAll(' and ', '; ');
	let depth = 0;
	let separated = '';
	for (const word of latex.split(/([\s{}])/)) {
		if (word === '{') depth++;
		else if (word === '}') depth--;
		separated = word === 'and' && depth === 0 ? `${separated.trimEnd()};` : separated + word;
	}
	return richText(separated).replace(/<span class="nocase">|<\/span>/g, '');
}

function putNumber(put: Put, work: Work): void {
	const { number, issue } = work.fields;
	const variable = numberVariable(work.type);
	put(variable, variable === 'issue' ? joined(', ', number, issue) : number);
}

/** Texts that are there, with a separator between them, or a blank where the first ends in a sign of its own. */
function joined(separator: string, ...texts: readonly (string | undefined)[]): string | undefined {
	const given = texts.filter((text) => text !== undefined && text !== '') as string[];
	if (given.length === 0) return undefined;
	return given.reduce((all, text) =>
		separator !== '.' && /[.?!:;,]$/.test(all.replace(/<[^<>]+>/g, '')) ? `${all} ${text}` : all + separator + text,
	);
}

/** The address to print; where there is none, that of the paper in the archive that has it. */
function addressOf({ url, doi, arxiv, fields }: Work, isPreprint: boolean): string | undefined {
	const written = url?.trim().replace(/\s/g, '%20');
	const address = webAddress(written);
	// As written, without a slash or escapes that nobody typed, unless there are signs in it that a link could not have.
	if (address) return written !== undefined && plainAddress.test(written) ? written : address;
	// Without "https://", as people write addresses, or of another service.
	if (written !== undefined && plainAddress.test(written) && /^(?:ftp:\/\/)?(?:[a-z\d-]+\.)+[a-z]{2,}(?:[/?#:]|$)/i.test(written))
		return written;
	if (arxiv !== undefined && !(isPreprint && doi)) return arxivPage(arxiv);
	const archive = archives[fields.eprinttype?.toLowerCase() ?? ''];
	return archive !== undefined && fields.eprint !== undefined ? archive + fields.eprint : undefined;
}

const plainAddress = /^[\w.~:/?#@!$&()*+,;=%-]+$/;

/** Where the papers of an archive are, by biblatex's name of it (manual § 3.14.7). */
const archives: Readonly<Record<string, string>> = {
	googlebooks: 'https://books.google.com?id=',
	jstor: 'https://www.jstor.org/stable/',
	pubmed: 'https://www.ncbi.nlm.nih.gov/pubmed/',
};

/** Whether the work is known only as an arXiv preprint: no journal or proceedings, or arXiv's name in their place, as many files have it. */
function isPreprint({ type, arxiv, venue, fields }: Work): boolean {
	if (arxiv === undefined) return false;
	const name = venue?.full ?? venue?.short ?? '';
	if (/^(?:arxiv\b|corr$|computing research repository)/i.test(name)) return true;
	const canBe = type === 'article' || type === 'misc' || type === 'online' || type === 'unpublished' || type === 'electronic';
	return canBe && name === '' && fields.volume === undefined;
}

function cslNames(names: readonly Name[], andOthers: boolean): readonly CslName[] | undefined {
	if (names.length === 0) return undefined;
	return [...names.map(cslName), ...(andOthers ? [{ family: othersMark }] : [])];
}

function cslName({ family, given, particle, suffix, literal, keepsParticle }: Name): CslName {
	if (literal) return { literal: family };
	return {
		family,
		...(given ? { given } : undefined),
		...(particle ? { [keepsParticle ? 'non-dropping-particle' : 'dropping-particle']: particle } : undefined),
		...(suffix ? { suffix } : undefined),
	};
}

/** The venue's date as exactly as the record has it, else the year. */
function issued(work: Work): CslDate | undefined {
	const { fields } = work;
	const printed = printedYear(work);
	const date = dateOf(fields.date);
	if (date && 'date-parts' in date && (printed === undefined || yearIn(date) === printed)) return date;
	if (printed !== undefined) return yearDate(printed);
	return fields.year === undefined ? date : { literal: fields.year };
}

/** When the work first appeared, where that is not what is cited. */
function originalDate({ fields, year, published }: Work): CslDate | undefined {
	return dateOf(fields.origdate) ?? (published !== undefined && year !== published ? yearDate(year) : undefined);
}

const yearDate = (year: number | undefined): CslDate | undefined => (year === undefined ? undefined : { 'date-parts': [[cslYear(year)]] });

/** CSL counts the years before 1 as people do, ISO 8601 has a year 0. */
const cslYear = (year: number): number => (year <= 0 ? year - 1 : year);

const yearIn = ({ 'date-parts': [first] }: Extract<CslDate, { readonly 'date-parts': unknown }>): number =>
	first![0]! < 0 ? first![0]! + 1 : first![0]!;

/** One end of a range: a date with the time, and signs of doubt (biblatex manual § 2.3.8). */
const oneDate = /^y?(-?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.Z+-]*)?[~?%]?$/;

/** A date with digits that are left open (biblatex manual § 2.3.8, "Unspecified" dates) as the range of all that it may be; others as they are. */
function withoutOpenDigits(text: string): string {
	const [, known = '', years = '', month, day] = /^(\d{2,4})([XU]{1,2})?(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?$/i.exec(text) ?? [];
	if (known.length + years.length !== 4) return text;
	if (years !== '') return `${known.padEnd(4, '0')}/${known.padEnd(4, '9')}`;
	if (/^XX$/i.test(month ?? '')) return day === undefined ? `${known}-01/${known}-12` : `${known}-01-01/${known}-12-31`;
	if (month === undefined || !/^XX$/i.test(day ?? '')) return text;
	return `${known}-${month}-01/${known}-${month}-${new Date(Date.UTC(Number(known), Number(month), 0)).getUTCDate()}`;
}

/** An ISO date or a range of two, about when where it says so; what is no such date stays as written. */
function dateOf(text: string | undefined): CslDate | undefined {
	if (text === undefined || text === '') return undefined;
	const ends = withoutOpenDigits(text.trim())
		.split('/')
		.map((end) => end.trim());
	const parts = ends.map((end) =>
		oneDate
			.exec(end)
			?.slice(1)
			.filter((part) => part !== undefined)
			.map((part, index) => (index === 0 ? cslYear(Number(part)) : Number(part))),
	);
	const [first, second] = parts;
	if (!first || ((first[1] ?? 1) > 12 && (first[1]! < 21 || first[1]! > 24))) return { literal: text };
	// CSL has a season beside the year (CSL 1.0.2, "date-parts"): 21 to 24 are EDTF's numbers for them.
	const season = (first[1] ?? 1) > 12 ? first[1]! - 20 : undefined;
	return {
		'date-parts': season !== undefined ? [first.slice(0, 1)] : parts.length === 2 && second ? [first, second] : [first],
		...(season !== undefined && { season }),
		...(/[~?%]$/.test(ends[0]!) && { circa: true }),
	};
}

/** Pages with one hyphen for a range, which styles then print in their own way. */
const pages = (text: string | undefined): string | undefined =>
	text
		?.split(/--+|[–—]/)
		.map((part) => part.trim())
		.join('-')
		.trim();
