import { languageTag } from '../../server/engine/library/formats/languages.js';
import { bibstrings } from '../../server/engine/render/bibstrings.js';
import { othersMark } from '../../server/engine/render/cslItem.js';
import { plainMath } from '../../server/engine/render/math.js';

/** One variable of one record of a fixture: what we read, and what its project expects. Both empty means that neither has it. */
export interface FixtureCase {
	/** Which entry of which file it is, as the list of differences names it. */
	readonly entry: string;
	readonly variable: string;
	readonly ours: string;
	readonly theirs: string;
}

/** The variables of an item that are compared, each with what they are as text. */
export function* compared(
	entry: string,
	ours: Readonly<Record<string, unknown>>,
	theirs: Readonly<Record<string, unknown>>,
	variables: readonly string[],
): Generator<FixtureCase> {
	for (const variable of variables) {
		const say = identifiers[variable] ?? (variable === 'page' ? (value: unknown) => said(value).replace(/\s*[-–—]+\s*/g, '–') : said);
		yield { entry, variable, ours: say(ours[variable]), theirs: say(theirs[variable] ?? theirs[variable.toLowerCase()]) };
	}
}

/** Identifiers are compared without what tools put around them. */
const identifiers: Readonly<Record<string, (value: unknown) => string>> = {
	DOI: (value) =>
		String(value ?? '')
			.toLowerCase()
			.replace(/^https?:\/\/(?:dx\.)?doi\.org\/|^doi:\s*|\\/g, ''),
	ISBN: (value) => String(value ?? '').replace(/^ISBN\s*|-/g, ''),
	ISSN: (value) => String(value ?? ''),
	URL: (value) => String(value ?? ''),
};

/**
 * The item with the letters and figures of its titles, in lower case: tools change their case, write formulas in other ways, and put other signs
 * before a subtitle.
 */
export function foldedTitles(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const titles = ['title', 'container-title', 'collection-title', 'volume-title', 'event-title', 'original-title'];
	return {
		...item,
		...Object.fromEntries(titles.filter((name) => item[name] !== undefined).map((name) => [name, fold(said(item[name]))])),
	};
}

const fold = (text: string): string =>
	text
		.toLowerCase()
		.normalize('NFKC')
		.replace(/\\(?:text|math)(?:rm|normal|sf|up)\b\s?|[^\p{L}\p{M}\p{N}]/gu, '');

/** The variables of CSL that citation tools fill, in the order of the table. */
export const cslVariables = (
	'type author editor translator director container-author title container-title collection-title volume-title event-title original-title ' +
	'genre language issued event-date original-date accessed publisher publisher-place volume number issue collection-number chapter-number ' +
	'page edition version status note DOI URL ISBN ISSN PMID PMCID number-of-pages number-of-volumes'
).split(' ');

/** The item with its formulas in Unicode. */
export function withoutMaths(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const unicode = (text: string): string => text.replace(/\$([^$]+)\$/g, (all, tex: string) => plainMath(tex) ?? all);
	return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, typeof value === 'string' ? unicode(value) : value]));
}

/**
 * The item without what only CSL tells apart: a particle is part of the family name, a suffix of the given one, and a name of one word is no
 * literal; lists with "/" or "and" for ";"; a language's tag for its name; a bibliography's words for its keys of them.
 */
export function withLooseNames(item: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const loose: Record<string, unknown> = { ...item };
	for (const [variable, value] of Object.entries(item)) {
		if (Array.isArray(value) && variable !== 'keyword')
			loose[variable] = value
				.map(looseName)
				.filter((name) => name !== '')
				.join('; ');
		else if (variable === 'language') loose[variable] = languageTag(String(value)) ?? value;
		else if (variable === 'genre' || variable === 'status')
			loose[variable] = bibstrings[String(value)] ?? bibstrings[`${String(value)}thesis`] ?? value;
		else if (variable === 'publisher')
			loose[variable] = String(value)
				.split(/\s*[;/]\s+|\s+and\s+/)
				.sort()
				.join('; ');
	}
	return loose;
}

function looseName(name: unknown): string {
	const { family, literal, given, suffix, ...particles } = name as Readonly<Record<string, string | undefined>>;
	if (family === othersMark || literal === 'others') return '';
	const last = [particles['non-dropping-particle'], particles['dropping-particle'], family ?? literal].filter(Boolean).join(' ');
	return `${last}|${[given, suffix].filter(Boolean).join(', ')}`.replace(/^\|$/, '');
}

/** A variable as text: names in the order of their parts, dates as ISO, text without emphasis and marks. */
export function said(value: unknown): string {
	if (value === undefined || value === null) return '';
	if (Array.isArray(value)) return value.map(said).join('; ');
	// Open ends and leading noughts of years are written in either way, and ISO's years before 1 are one less than CSL's.
	if (typeof value !== 'object') return isoless(plain(String(value)));
	const parts = value as Readonly<Record<string, unknown>>;
	if ('date-parts' in parts) {
		const season = typeof parts.season === 'number' ? `-${20 + parts.season}` : '';
		return (parts['date-parts'] as (number | string)[][])
			.map((date) => date.map((part, index) => (index === 0 ? String(Number(part)) : String(part).padStart(2, '0'))).join('-') + season)
			.map((date, index) => (parts.circa && index === 0 ? `${date}~` : date))
			.join('/');
	}
	if ('raw' in parts && Object.keys(parts).length === 1) return said(parts.raw);
	return ['literal', 'dropping-particle', 'non-dropping-particle', 'family', 'given', 'suffix']
		.map((part) => plain(String(parts[part] ?? '')))
		.join('|');
}

/** Text without emphasis, whatever its quotation marks, dashes and blanks. */
export function plain(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\[([^\]]*)\]\{[^}]*\}/g, '$1')
		.replace(/<[^<>]+>/g, '')
		.replace(/\\([^A-Za-z])/g, '$1')
		.replaceAll('---', '—')
		.replaceAll('--', '–')
		.replace(/[*_^{}[\]$]|(?<!\d)~|~(?!$|\/)/g, '')
		.replace(/[“”„"‘’']/g, "'")
		.replace(/\s+/g, ' ')
		.trim();
}

function isoless(text: string): string {
	if (!/^-?\d{4}(?:-\d{2})?(?:-\d{2})?[~/]?/.test(text)) return text;
	return text
		.replace(/\/$/, '')
		.split('/')
		.map((date) => date.replace(/^(-?)0*(\d+)/, (_, sign: string, year: string) => (sign ? `-${Number(year) + 1}` : String(Number(year)))))
		.join('/');
}
