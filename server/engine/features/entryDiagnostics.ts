import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import { fileNameOf } from '../base/uri.js';
import { duplicateOf, isElsewhere, publicationOf } from '../library/duplicates.js';
import { type BibtexEntry, Shape } from '../library/formats/bibtex/entry.js';
import { missingFields } from '../library/formats/bibtex/entryTypes.js';
import { defaultStyle, dialectOf } from '../library/formats/bibtex/style.js';
import { fieldNameIn } from '../library/formats/bibtex/write.js';
import type { Problem } from '../library/formats/record.js';
import type { Library, LibraryEntry, PlacedRecord } from '../library/library.js';
import { printedYear } from '../library/paper.js';

/**
 * The fields that biblatex requires and an entry lacks, by the names of the program that the entry was written for: `journal` beside a `year`.
 * `offset` is where the scanned text begins in its file.
 */
export function missingFieldsOf(entry: BibtexEntry, offset: number): readonly Problem[] {
	if (entry.kind !== 'entry' || entry.key === '') return [];
	const missing = missingFields(
		entry.type,
		// An empty value, which is its delimiters alone, says nothing.
		entry.fields.filter(({ valueStart, valueEnd, shape }) => valueEnd - valueStart > (shape & Shape.bare ? 0 : 2)).map(({ name }) => name),
	);
	if (missing.length === 0) return [];
	const style = { ...defaultStyle, biblatex: dialectOf([entry]) !== 'classic' };
	return missing.map((names) => ({
		code: 'missing-field',
		severity: 'information',
		span: { start: offset + entry.keyStart, end: offset + entry.keyEnd },
		message: localizable(
			'“{0}” has no {1}, which biblatex requires in @{2}.',
			entry.key,
			oneOf(names.map((name) => fieldNameIn(style, name, entry.type))),
			entry.type.toLowerCase(),
		),
	}));
}

/** "author", "author or editor". */
const oneOf = (names: readonly string[]): string | LocalizableMessage =>
	names.length === 1 ? names[0]! : localizable('{0} or {1}', names.slice(0, -1).join(', '), names.at(-1)!);

/** What other records show about an entry: that it is there twice under two keys, or that its preprint has been published. */
export function comparedEntry(library: Library, entry: LibraryEntry): readonly Problem[] {
	const published = publicationOf(library, entry);
	const problems: Problem[] = published ? [publishedProblem(entry, published)] : [];
	const twin = duplicateOf(entry);
	if (twin)
		problems.push({
			code: 'duplicate-paper',
			// In one file it is nearly always a slip; two files may well be of two documents.
			severity: isElsewhere(twin, entry) ? 'hint' : 'information',
			span: entry.place.keySpan,
			message: isElsewhere(twin, entry)
				? localizable('“{0}” in {1} is an entry of the same paper.', twin.place.key, fileNameOf(twin.place.source))
				: localizable('“{0}” is an entry of the same paper.', twin.place.key),
		});
	return problems;
}

function publishedProblem({ place }: PlacedRecord, { record, place: other }: PlacedRecord): Problem {
	const where = record.venue?.short ?? record.venue?.full ?? (record.doi === undefined ? '' : `doi:${record.doi}`);
	const at = [where, printedYear(record)].filter((part) => part !== undefined && part !== '').join(' ');
	return {
		code: 'preprint-published',
		severity: 'information',
		span: place.keySpan,
		message:
			other.origin === 'bundled'
				? localizable('This preprint has been published: {0}.', at)
				: localizable('This preprint has been published: {0} (“{1}” in {2}).', at, other.key, fileNameOf(other.source)),
	};
}
