import { recordOf } from '../formats/cslJson.js';
import type { SourceRecord } from '../formats/record.js';
import { asObject, type Json } from '../formats/services/answer.js';
import type { FieldMap } from './options.js';

/** A CSL-JSON item as a library gave it, by its citation key. */
export interface HttpItem {
	readonly key: string;
	readonly item: Json;
	readonly record: SourceRecord;
}

/** An item with more JSON than this (UTF-16 code units) is left out: thousands of authors fit, books do not. */
const longestItem = 300_000;

const nowhere = { start: 0, end: 0 };

/**
 * What an engine's document says, as an item of CSL-JSON, and its record. Nothing where it has no key to cite it by, no title, or more text than
 * a record could have.
 */
export function itemOf(document: unknown, fields: FieldMap): HttpItem | undefined {
	const found = asObject(document);
	const item = found && mapped(found, fields);
	if (!item || !(typeof item.id === 'number' || (typeof item.id === 'string' && item.id.trim() !== ''))) return undefined;
	if (JSON.stringify(item).length > longestItem) return undefined;
	const record = recordOf(item, nowhere);
	return record && record.key !== '' && record.title !== '' ? { key: record.key, item, record } : undefined;
}

/** A document as a CSL item: as it is where no fields are named, else what the named fields hold. */
function mapped(document: Json, fields: FieldMap): Json {
	const paths = Object.entries(fields);
	if (paths.length === 0) return document;
	const item: Record<string, unknown> = {};
	for (const [variable, path] of paths) {
		const value = valueFor(variable, valueAt(document, path));
		if (value !== undefined) item[variable] = value;
	}
	// Engines that keep a document's name beside it put it here.
	item.id ??= document.id ?? document._id;
	item.type ??= item['container-title'] === undefined ? 'document' : 'article-journal';
	return item;
}

/** What is at a path such as `paper.title`: a name that has dots itself comes first. */
export function valueAt(document: Json, path: string): unknown {
	if (Object.hasOwn(document, path)) return document[path];
	return path
		.split('.')
		.reduce<unknown>(
			(value, name) => (asObject(value) && Object.hasOwn(value as Json, name) ? (value as Json)[name] : undefined),
			document,
		);
}

/** Variables of CSL that hold people, and those that hold a date (CSL 1.0.2 specification, appendix IV). */
const people: ReadonlySet<string> = new Set(
	'author chair collection-editor composer container-author contributor curator director editor editor-translator editorial-director guest host illustrator interviewer narrator organizer original-author performer producer recipient reviewed-author translator'.split(
		' ',
	),
);
const dates: ReadonlySet<string> = new Set('accessed available-date event-date issued original-date submitted'.split(' '));

function valueFor(variable: string, value: unknown): unknown {
	if (value === undefined || value === null) return undefined;
	if (people.has(variable)) return peopleOf(value);
	if (dates.has(variable)) return dateOf(value);
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' || typeof first === 'number' ? first : undefined;
}

/** People as CSL has them, of a list of such, a list of names, or one text with names between semicolons or the word “and”. */
function peopleOf(value: unknown): readonly Json[] {
	const all: readonly unknown[] = typeof value === 'string' ? value.split(/;| and /) : Array.isArray(value) ? value : [value];
	return all.flatMap((each): readonly Json[] => {
		if (typeof each !== 'string') return asObject(each) ? [each as Json] : [];
		const name = each.trim();
		return name === '' ? [] : [personOf(name)];
	});
}

/** `Lang, Mira` and `Mira Lang`; what is one word is a body's name. */
function personOf(name: string): Json {
	const comma = name.indexOf(',');
	if (comma > 0) return { family: name.slice(0, comma).trim(), given: name.slice(comma + 1).trim() };
	const blank = name.lastIndexOf(' ');
	return blank < 0 ? { literal: name } : { family: name.slice(blank + 1), given: name.slice(0, blank) };
}

/** A date as CSL has it, of such a date, a year, or a text that begins with one (`2019-05-31`). */
function dateOf(value: unknown): unknown {
	if (asObject(value)) return value;
	const parts = /^(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?/.exec(String(value));
	return parts ? { 'date-parts': [parts.slice(1).flatMap((part) => (part === undefined ? [] : [Number(part)]))] } : undefined;
}
