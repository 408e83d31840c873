import { closingBehind, printedBetween } from './gaps.js';
import { breaks, capital, digit, type Words } from './words.js';

/** Between a name and its year: blanks, brackets, commas; at most one closing of each. Each part is as long as it can be, so that none gives way. */
const beforeYear = /^[.,\\'’"”]*(?![.,\\'’"”])\s*(?!\s)(?:\[?\(\[?|\[)?\s*['’]?$/;
/** The same around the venue that some put before the year. */
const beforeVenue = /^[.,]*(?![.,])\s*(?!\s)[([]?\s*$/;
const afterVenue = /^[\s,]*['’]?$/;
const hasSigns = /[([,]/;
/** The beginnings of the months' names in most languages of Europe. */
const month =
	/^(?:jan|ene|gen|sty|f[eé]v|feb|lut|m[aä]r|maart|mrt|a[bpv]r|kwi|ma[ijyg]|mei|ju[iln]|giu|lug|lip|cze|ao[uû]|a[ug]o?g|ago|sie|sep|set|wrz|o[ckut]t|out|pa[zź]|no[vw]|lis|d[eéi][cz]|gru)\p{L}*$/iu;
/** Between years of one name. */
const betweenYears = /^[,;\s]+(?:and\s)?$/;

/** A venue that may be between a name and its year with nothing but blanks: "Dijkstra CACM 1965", "Schlegel DaMoN 2009". */
const bareVenue = /^(?=\p{L}*\p{Lu}\p{L}*\p{Lu})\p{L}{2,12}$/u;

export interface Dated {
	readonly years: readonly number[];
	/** Whether a venue in capitals is before the years, with nothing but blanks around it. */
	readonly hasBareVenue: boolean;
	readonly lastWord: number;
	readonly end: number;
}

/** The years at the word `next`, as in "(2016)", ", 2016a", "(2016, 2017)", "(ICLR 2017)", "'16". */
export function yearsAfter(text: string, words: Words, next: number): Dated | undefined {
	const { count, starts, ends, flags } = words;
	if (next >= count || flags[next]! & breaks) return undefined;
	const opening = printedBetween(text, ends[next - 1]!, starts[next]!);
	let at = yearOf(text, words, next) === undefined ? behindVenue(text, words, next, opening) : beforeYear.test(opening) ? next : -1;
	const year = at < 0 ? undefined : yearOf(text, words, at);
	if (year === undefined) return undefined;
	const years = [year];
	while (at + 1 < count && !(flags[at + 1]! & breaks) && betweenYears.test(printedBetween(text, ends[at]!, starts[at + 1]!))) {
		const another = ends[at + 1]! - starts[at + 1]! >= 4 ? yearOf(text, words, at + 1) : undefined;
		if (another === undefined) break;
		years.push(another);
		at++;
	}
	// A bracket that was opened within is closed within.
	const close = opening.includes('(') ? ')' : opening.includes('[') ? ']' : '';
	const end = ends[at]!;
	const hasBareVenue = at > next && !hasSigns.test(opening);
	return { years, hasBareVenue, lastWord: at, end: close === '' ? end : closingBehind(text, end, close) };
}

/** The word behind a venue or a month at `next`, which may be the year: "(ICLR 2017)", "(March 2017)", "(marzo de 2017)"; −1 where there is none. */
function behindVenue(text: string, { count, starts, ends, flags }: Words, next: number, opening: string): number {
	const venue = text.slice(starts[next]!, ends[next]!);
	const isMonth = month.test(venue);
	if (!(isMonth || flags[next]! & capital) || !beforeVenue.test(opening)) return -1;
	if (!hasSigns.test(opening) && !(bareVenue.test(venue) && /^\s+$/.test(opening))) return -1;
	let at = next + 1;
	if (isMonth && at + 1 < count && text.slice(starts[at]!, ends[at]!) === 'de') at++;
	return at < count && !(flags[at]! & breaks) && afterVenue.test(printedBetween(text, ends[at - 1]!, starts[at]!)) ? at : -1;
}

/** The year that a word is: `2016`, `2016a`, `'16`. */
export function yearOf(text: string, { starts, ends, flags }: Words, word: number): number | undefined {
	if (!(flags[word]! & digit)) return undefined;
	const start = starts[word]!;
	const length = ends[word]! - start;
	if (length === 4 || length === 5) {
		const found = /^(1[5-9]\d\d|20\d\d)[a-z]?$/.exec(text.slice(start, start + length));
		return found ? Number(found[1]) : undefined;
	}
	const before = text.charCodeAt(start - 1);
	if (length !== 2 || (before !== 39 && before !== 0x2019)) return undefined;
	const short = Number(text.slice(start, start + 2));
	return Number.isNaN(short) ? undefined : short < 50 ? 2000 + short : 1900 + short;
}
