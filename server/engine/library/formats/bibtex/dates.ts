/** What a date says. */
export interface BibtexDate {
	/** The (first) year; nothing where it is not known. */
	readonly year?: number;
	/** The date in ISO form, or as written where it is a range or uncertain; only where it says more than the year. */
	readonly iso?: string;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `date` fields: ISO 8601-2 with EDTF's ranges, unknown digits and question marks, as biblatex reads them (manual § 2.3.8). */
export function readDate(text: string): BibtexDate {
	// Some programs write ISO 8601's basic form, which Biber does not know.
	const trimmed = text.trim().replace(/^(\d{4})(0[1-9]|1[0-2])([0-2]\d|3[01])$/, '$1-$2-$3');
	const year = yearOf(trimmed);
	if (year === undefined) return {};
	return /^-?\d{4}$/.test(trimmed) ? { year } : { year, iso: trimmed };
}

/** `year`, `month` and `day` fields, as plain text, together (manual § 2.3.9). */
export function readYearAndMonth(year: string, month: string, day: string): BibtexDate {
	const number = yearOf(year);
	if (number === undefined) return {};
	const years = yearsIn(year);
	if (years !== undefined) return { year: number, iso: years };
	const range = monthsIn(month);
	if (range) return { year: number, iso: range.map((each) => `${isoYear(number)}-${twoDigits(each)}`).join('/') };
	const monthNumber = monthOf(month) ?? (month === '' ? monthOf(/^([A-Za-z]{3,9})\.?,? \d{4}$/.exec(year.trim())?.[1] ?? '') : undefined);
	if (monthNumber === undefined) return /^-?\d{4}[-/]\d/.test(year.trim()) ? readDate(year) : { year: number };
	const iso = `${isoYear(number)}-${twoDigits(monthNumber)}`;
	const dayNumber = /^\d{1,2}$/.test(day) ? Number(day) : dayIn(month);
	return { year: number, iso: dayNumber === undefined ? iso : `${iso}-${twoDigits(dayNumber)}` };
}

/** The range of years that a text such as "1999--2000" or "1998/99" is, as `date` fields have it; nothing for another text, also for a year with a month. */
function yearsIn(text: string): string | undefined {
	const [, first = '', last = ''] = /^\s*(\d{4})\s*(?:[–—/]|-{1,3})\s*(\d{4}|\d{2})\s*$/.exec(text) ?? [];
	const end = first.slice(0, 4 - last.length) + last;
	return first !== '' && Number(end) > Number(first) && (last.length === 4 || Number(last) > 12) ? `${first}/${end}` : undefined;
}

/** The two months of a text such as "jan/feb" or "1--2"; nothing for another text. */
function monthsIn(text: string): readonly [number, number] | undefined {
	const [, first = '', last = ''] =
		/^\s*([A-Za-z]{3,9}\.?|\d{1,2})\s*(?:[–—/]|-{1,3}| and | to )\s*([A-Za-z]{3,9}\.?|\d{1,2})\s*$/.exec(text) ?? [];
	const [begin, end] = [monthOf(first), monthOf(last)];
	return /\d/.test(first) === /\d/.test(last) && begin !== undefined && end !== undefined && begin < end ? [begin, end] : undefined;
}

/** The ISO form of a day that a text gives in words: "29 November 2011", "Accessed: Feb. 3, 2016"; nothing for any other text. */
export function readAloudDate(text: string | undefined): string | undefined {
	const [, before, month = '', after, year] =
		/(?:\b(\d{1,2})(?:st|nd|rd|th)?\.? )?\b([A-Za-z]{3,9})\.?,? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})\s*$/.exec(text ?? '') ?? [];
	const day = before ?? after;
	const number = monthOf(month);
	return number === undefined || day === undefined ? undefined : `${year}-${twoDigits(number)}-${twoDigits(Number(day))}`;
}

/** The month's number for its name in English (three letters are enough) or its number; the first of several. */
export function monthOf(text: string): number | undefined {
	const name = /[A-Za-z]{3,}/.exec(text);
	if (name) {
		const found = monthNames.indexOf(name[0].slice(0, 3).toLowerCase());
		return found < 0 ? undefined : found + 1;
	}
	const number = Number.parseInt(text, 10);
	return number >= 1 && number <= 12 ? number : undefined;
}

function dayIn(month: string): number | undefined {
	if (!/[A-Za-z]/.test(month)) return undefined;
	const day = /(?<!\d)([1-9]|[12]\d|3[01])(?!\d)/.exec(month);
	return day ? Number(day[1]) : undefined;
}

/** The first year in a text: four digits, of which EDTF leaves the last ones open as `X` (its drafts wrote `u`); with a sign for years before 1. */
function yearOf(text: string): number | undefined {
	if (text.length === 4) {
		const plain = Number(text);
		if (plain >= 1000) return plain;
	}
	const found = /^[^\d]*?(-?)(?<!\d)(\d{4}|\d{3}[XU]|\d{2}(?:XX|UU)|\dXXX)(?!\d)/i.exec(text) ?? /^y?(-?)(\d{1,9})$/i.exec(text);
	if (!found) return undefined;
	const year = Number(found[2]!.replace(/[xu]/gi, '0'));
	return found[1] === '-' && /^y?-/i.test(text) ? -year : year;
}

/** A year with four digits, and a sign before the year 0 (ISO 8601). */
export const isoYear = (year: number): string => (year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0'));
const twoDigits = (number: number): string => String(number).padStart(2, '0');
