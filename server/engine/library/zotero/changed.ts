import { plainText } from '../../base/plainLetters.js';
import { fieldNameOf } from '../formats/bibtex/entryTypes.js';
import { scanBibtex } from '../formats/bibtex/scan.js';
import { type BibtexStyle, styleOf } from '../formats/bibtex/style.js';
import { writeEntry } from '../formats/bibtex/write.js';
import { asOwnEntry, type EarlierRecord, type SourceRecord } from '../formats/record.js';
import { areOfOneTitle } from '../index/identity.js';
import type { Library, LibraryEntry } from '../library.js';

/** What an entry has as Zotero had it, and Zotero has no longer. */
export interface ChangedInZotero {
	/** The item as it is now. */
	readonly record: SourceRecord;
	/** The fields of which that is so, by biblatex's names; `year` counts as `date`. */
	readonly fields: readonly string[];
}

/** Fields that are each file's own: what one user writes there is nothing that another copy is outdated by. */
const own: ReadonlySet<string> = new Set(['abstract', 'annotation', 'file', 'ids', 'keywords', 'langid', 'language', 'note', 'urldate']);

/**
 * The fields of an entry that are as an item of Zotero's was at an earlier time, while the item has another value now, or none. A field that the
 * user has changed in the entry is as it never was in Zotero, and left alone. Nothing where no field is outdated.
 */
export function changedInZotero(library: Library, entry: LibraryEntry): ChangedInZotero | undefined {
	if (entry.record.zotero) return undefined;
	const record = itemOf(library, entry);
	if (!record) return undefined;
	const style = styleOf('');
	const now = valuesOf(record, style);
	const here = valuesOf(asOwnEntry(entry.record), style);
	const earlier = record.zotero!.earlier!.map((each) => valuesOf({ ...record, ...each, marked: each.marked ?? {} }, style));
	const fields = [...new Set([...here.keys(), ...now.keys()])].filter((name) => {
		if (own.has(name)) return false;
		const value = here.get(name);
		const isAs = (values: ReadonlyMap<string, string>): boolean => areAlike(name, value, values.get(name));
		return !isAs(now) && earlier.some(isAs);
	});
	return fields.length > 0 ? { record, fields } : undefined;
}

/** The item that an entry is of, if it was once another: a record of the same paper, or, where its title is another now, one of the same key. */
function itemOf(library: Library, { record, others }: LibraryEntry): SourceRecord | undefined {
	const known = others.find(({ record: other }) => other.zotero?.earlier !== undefined);
	if (known) return known.record;
	const named = library
		.byKey(record.key)
		.flatMap((paper) => library.recordsOf(library.numberOf(paper)).flatMap((number) => library.record(number) ?? []));
	return named.find(
		({ key, zotero }) => key === record.key && zotero?.earlier?.some((each) => areOfOneTitle({ ...record, ...each }, record)),
	);
}

/** A record's fields as they would be written, under the names by which they are compared. */
function valuesOf(record: SourceRecord, style: BibtexStyle): ReadonlyMap<string, string> {
	const written = writeEntry(record, style, 'key');
	const fields = scanBibtex(written).entries[0]?.fields ?? [];
	return new Map(fields.map(({ name, valueStart, valueEnd }) => [comparedName(name), written.slice(valueStart, valueEnd)]));
}

/** The name under which two entries' fields are compared; `date` and `year` are one. */
export function comparedName(name: string): string {
	const usual = fieldNameOf(name);
	return usual === 'year' ? 'date' : usual;
}

/** Whether two values say the same, whatever protects their letters. Of dates, as much as the entry says. */
function areAlike(name: string, here: string | undefined, other: string | undefined): boolean {
	if (here === undefined || other === undefined) return here === other;
	const [a, b] = [plain(here), plain(other)];
	return a === b || (name === 'date' && /^\d{4}(?:-\d\d)?$/.test(a) && b.startsWith(`${a}-`));
}

const plain = (value: string): string =>
	plainText(value.replace(/[{}\\"]/g, ''))
		.replace(/\s+/g, ' ')
		.trim();

/** What of a record can be outdated in an entry. */
export function contentOf(record: SourceRecord): EarlierRecord {
	const { type, title, authors, editors, andOthers, people, year, published, venue, arxiv, doi, url, fields, marked } = record;
	return {
		type,
		title,
		authors,
		editors,
		andOthers,
		...(people && { people }),
		...(year !== undefined && { year }),
		...(published !== undefined && { published }),
		...(venue && { venue }),
		...(arxiv !== undefined && { arxiv }),
		...(doi !== undefined && { doi }),
		...(url !== undefined && { url }),
		fields,
		...(marked && { marked }),
	};
}

/** So many earlier versions of an item are kept. */
const mostKept = 3;

/** A record as it was read, with what it was before, where that was something else. */
export function withEarlier(now: SourceRecord, before: SourceRecord): SourceRecord {
	if (!now.zotero) return now;
	const last = contentOf(before);
	const known = before.zotero?.earlier ?? [];
	const isSame = JSON.stringify(last) === JSON.stringify(contentOf(now));
	const earlier = isSame ? known : [last, ...known].slice(0, mostKept);
	return earlier.length > 0 ? { ...now, zotero: { ...now.zotero, earlier } } : now;
}
