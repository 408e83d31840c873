import { withoutEntities } from '../htmlText.js';
import { madeKey } from '../identifiers.js';
import { emptyRecord, type SourceRecord } from '../record.js';

/** A JSON value that is looked into without trust: whatever is not as documented is nothing. */
export type Json = Readonly<Record<string, unknown>>;

/** The JSON object in a text; nothing where it holds something else. */
export function objectIn(text: string): Json | undefined {
	try {
		return asObject(JSON.parse(text));
	} catch {
		// No JSON: the caller reports an answer that is not as documented.
		return undefined;
	}
}

export function asObject(value: unknown): Json | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The objects of a list; none where there is no list. */
export const objectsOf = (value: unknown): readonly Json[] =>
	(Array.isArray(value) ? value : []).flatMap((each: unknown): Json[] => {
		const found = asObject(each);
		return found ? [found] : [];
	});

/** A text or number as plain text, or the first of a list of such; nothing where it is empty or something else. */
export function textOf(value: unknown): string | undefined {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	if (typeof first !== 'string' && typeof first !== 'number') return undefined;
	return plainText(String(first)) || undefined;
}

/** Elements whose content is no text of the work's: scripts, and formulas' sources beside their letters. */
const unread = /<((?:\w{1,10}:)?(?:annotation(?:-xml)?|tex-math|script|style))\b[^<>]*>[^<]*<\/\1\s*>/gi;

/** Text without the mark-up that publishers deposit (JATS face tags, MathML, HTML entities), on one line. */
export function plainText(text: string): string {
	return withoutEntities(text.replace(unread, '').replace(/<\/?[A-Za-z][\w:-]*(?:\s[^<>]*)?\/?>/g, ''))
		.replace(/\s+/g, ' ')
		.trim();
}

/** A record of what a service reported, with a key made of author, year and title. */
export function recordOf(reported: Partial<SourceRecord> & Pick<SourceRecord, 'title' | 'authors'>): SourceRecord {
	const people = reported.authors.length > 0 ? reported.authors : (reported.editors ?? []);
	const family = people[0] && (people[0].literal ? people[0].family.split(/\s+/)[0] : people[0].family);
	return { ...emptyRecord, ...reported, key: madeKey(family, reported.year, reported.title) };
}

/** The fields that have a value. */
export const present = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined));
