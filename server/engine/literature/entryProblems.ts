import { fold, foldedWords } from '../base/fold.js';
import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import type { Span } from '../base/span.js';
import { placeOfPublication } from '../library/duplicates.js';
import { piecesAround } from '../library/formats/bibtex/editing.js';
import type { BibtexEntry, BibtexField } from '../library/formats/bibtex/entry.js';
import type { Problem, SourceRecord } from '../library/formats/record.js';
import type { Library, PlacedRecord } from '../library/library.js';
import { familyName } from '../library/paper.js';
import type { Notice, RegistryFacts, RegistryName } from './registry.js';
import { type Checked, doiToCheck } from './registryCheck.js';

/** What a registry says about a DOI; nothing where it was not checked, or none has it. */
export const factsIn = (checked: Checked, doi: string): RegistryFacts | undefined => {
	const verdict = checked.verdictOf(doi);
	return typeof verdict === 'object' ? verdict : undefined;
};

/** A problem of an entry, with what its fix needs. */
export interface EntryProblem extends Problem {
	readonly entry: SourceRecord;
	/** The field of biblatex that has another value. */
	readonly field?: ComparedField;
	readonly facts?: RegistryFacts;
	readonly notice?: Notice;
	readonly publication?: SourceRecord;
}

/** A file as it is now. */
export interface TextOfFile {
	readonly uri: string;
	readonly text: string;
}

/**
 * What registries say about the entries of a library file, only of the one that `offset` touches where it is given, in the order of the file; in a
 * `.bib` file at the fields that they are about.
 */
export function entryProblems(library: Library, { uri, text }: TextOfFile, checked: Checked, offset?: number): readonly EntryProblem[] {
	const entries = offset === undefined ? checkedEntries(library, uri, checked) : [...library.entriesOf(uri, offset)];
	return entries.flatMap(({ record, place }): readonly EntryProblem[] => {
		const doi = place.isSummary ? undefined : doiToCheck(record);
		const verdict = doi === undefined ? undefined : checked.verdictOf(doi);
		if (verdict === undefined || verdict === 'elsewhere') return [];
		const { start } = place.span;
		const written = /\.bib$/i.test(uri) ? piecesAround(text, start).entries.find((each) => each.start === start) : undefined;
		return problemsOfEntry(record, verdict, checked, (name) => placeIn(written, name) ?? place.keySpan);
	});
}

/** The entries of a library file whose works were checked, in the order of the file. */
export function checkedEntries(library: Library, uri: string, checked: Checked): readonly PlacedRecord[] {
	const found = new Map<number, PlacedRecord>();
	for (const doi of checked.dois) {
		const arxiv = /^10\.48550\/arxiv\.(.+)$/.exec(doi)?.[1];
		for (const paper of [library.byIdentifier(doi), arxiv === undefined ? undefined : library.byIdentifier(arxiv)])
			for (const { source, span } of paper?.places ?? [])
				if (source === uri)
					for (const entry of library.entriesOf(uri, span.start)) if (doiToCheck(entry.record) === doi) found.set(span.start, entry);
	}
	return [...found.values()].sort((a, b) => a.place.span.start - b.place.span.start);
}

/** Where an entry has a field: its value. */
const placeIn = (entry: BibtexEntry | undefined, name: string): Span | undefined => {
	const field = entry && fieldOf(entry, name);
	return field && { start: field.valueStart, end: field.valueEnd };
};

/** Names under which files have the fields that are compared. */
const namesInFiles: Readonly<Record<string, readonly string[]>> = {
	year: ['year', 'date'],
	number: ['number', 'issue'],
	doi: ['doi'],
	eprint: ['eprint'],
};

/** The field of an entry by biblatex's name. */
export const fieldOf = (entry: BibtexEntry, name: string): BibtexField | undefined =>
	entry.fields.find((field) => (namesInFiles[name] ?? [name]).includes(field.name));

function problemsOfEntry(
	entry: SourceRecord,
	verdict: RegistryFacts | 'unregistered',
	checked: Checked,
	placeOf: (field: string) => Span,
): readonly EntryProblem[] {
	const own = entry.doi !== undefined;
	if (verdict === 'unregistered')
		return own
			? [
					{
						code: 'unknown-doi',
						severity: 'warning',
						span: placeOf('doi'),
						message: localizable('There is no DOI {0}: no registry has it.', entry.doi!),
						entry,
					},
				]
			: [];
	const facts = verdict;
	if (!isSameWork(entry, facts))
		return [
			{
				code: 'wrong-doi',
				severity: 'warning',
				span: placeOf(own ? 'doi' : 'eprint'),
				message: localizable('{0} belongs to another work: “{1}”.', own ? entry.doi! : `arXiv:${entry.arxiv}`, facts.record.title),
				entry,
				facts,
			},
		];
	const key = placeOf('');
	const problems: EntryProblem[] = noticeProblems(facts, key, entry.title).map((problem) => ({ ...problem, entry, facts }));
	const publication = facts.publishedAs === undefined ? undefined : factsIn(checked, facts.publishedAs)?.record;
	if (publication && facts.publishedAs?.toLowerCase() !== entry.doi?.toLowerCase())
		problems.push({
			code: 'preprint-published',
			severity: 'information',
			span: key,
			message: localizable('This preprint has been published: {0}.', placeOfPublication(publication)),
			entry,
			facts,
			publication,
		});
	// A preprint's entry may well have the year and place of its publication.
	if (own && !publication)
		for (const [field, value] of differencesOf(entry, facts))
			problems.push({
				code: 'registry-difference',
				severity: 'information',
				span: placeOf(field),
				message: localizable('{0} has another {1}: {2}.', registryTitles[facts.registry], fieldNames[field], value),
				entry,
				facts,
				field,
			});
	return problems;
}

export const registryTitles: Readonly<Record<RegistryName, string>> = { crossref: 'Crossref', datacite: 'DataCite' };

/** What was published about a work later, the worst first: nothing else of one that was retracted. */
export function noticeProblems(
	{ notices, registry }: RegistryFacts,
	span: Span,
	title: string,
): readonly (Problem & { readonly notice: Notice })[] {
	const worst = (['retraction', 'concern', 'correction'] as const).flatMap((kind) =>
		notices.filter((notice) => notice.kind === kind).slice(-1),
	);
	// What was retracted needs no word about an earlier correction.
	return worst.slice(0, worst[0]?.kind === 'retraction' ? 1 : 2).map((notice) => ({
		code: notice.kind === 'retraction' ? 'retracted-work' : 'corrected-work',
		severity: notice.kind === 'correction' ? 'information' : 'warning',
		span,
		message: noticeTexts[notice.kind](title, sourceOf(notice, registry)),
		notice,
	}));
}

const noticeTexts: Readonly<Record<Notice['kind'], (title: string, source: LocalizableMessage) => LocalizableMessage>> = {
	retraction: (title, source) => localizable('“{0}” has been retracted ({1}).', title, source),
	concern: (title, source) => localizable('Its publisher has expressed concern about “{0}” ({1}).', title, source),
	correction: (title, source) => localizable('“{0}” has been corrected ({1}).', title, source),
};

/** Who says so, when, and where that is to be read. */
function sourceOf({ source, date, doi }: Notice, registry: RegistryName): LocalizableMessage {
	const through = registryTitles[registry];
	const who =
		source === 'retraction-watch'
			? localizable('Retraction Watch, through {0}', through)
			: source === 'publisher'
				? localizable('the publisher, through {0}', through)
				: localizable('{0}, which does not say who reported it', through);
	const rest = [date, doi && `doi:${doi}`].filter((part) => part !== undefined).join(', ');
	return rest === '' ? who : localizable('{0}; {1}', who, rest);
}

/** Two titles with at least so many of the shorter one's words in common may be one, with a subtitle, other spelling or a typing error. */
const commonWords = 0.5;

/** Whether an entry and what its identifier belongs to may be one work, by their titles. An entry without title is not compared. */
export function isSameWork({ title, alsoTitles }: SourceRecord, { record, otherTitles }: RegistryFacts): boolean {
	const own = [title, ...alsoTitles].filter((each) => fold(each) !== '');
	if (own.length === 0) return true;
	return own.some((mine) => [record.title, ...otherTitles].some((theirs) => areAlike(mine, theirs)));
}

function areAlike(a: string, b: string): boolean {
	const [one, other] = [fold(a), fold(b)];
	if (one === '' || other === '' || one.startsWith(other) || other.startsWith(one)) return true;
	const [mine, theirs] = [new Set(foldedWords(a)), new Set(foldedWords(b))];
	// Formulas are written in many ways; words of other scripts cannot be compared with these.
	const isLatin = (words: ReadonlySet<string>) => [...words].some((word) => /[a-z]/.test(word));
	if (isLatin(mine) !== isLatin(theirs)) return true;
	const common = [...mine].filter((word) => theirs.has(word)).length;
	return common / Math.min(mine.size, theirs.size) >= commonWords;
}

/** The fields that are compared, by biblatex's names. Titles and places of publication are written in too many ways. */
export type ComparedField = 'author' | 'year' | 'volume' | 'number' | 'pages';

const fieldNames: Readonly<Record<ComparedField, LocalizableMessage>> = {
	author: localizable('first author'),
	year: localizable('year'),
	volume: localizable('volume'),
	number: localizable('number'),
	pages: localizable('first page'),
};

/** The fields of an entry that differ from those of its registry, with the registry's values. Fields that either lacks are left out. */
export function differencesOf(entry: SourceRecord, { record, years }: RegistryFacts): readonly (readonly [ComparedField, string])[] {
	const found: (readonly [ComparedField, string])[] = [];
	const [mine, theirs] = [entry.authors[0], record.authors[0]];
	if (mine && theirs && !areOneName(familyName(mine), familyName(theirs))) found.push(['author', familyName(theirs)]);
	const year = entry.published ?? entry.year;
	if (year !== undefined && record.year !== undefined && ![...years, record.year].includes(year)) found.push(['year', String(record.year)]);
	for (const field of ['volume', 'number'] as const) {
		const [own, other] = [plain(entry.fields[field]), plain(record.fields[field])];
		if (own !== '' && other !== '' && own !== other) found.push([field, record.fields[field]!]);
	}
	const [own, other] = [firstPage(entry.fields.pages), firstPage(record.fields.pages)];
	if (own !== '' && other !== '' && own !== other) found.push(['pages', record.fields.pages!]);
	return found;
}

const plain = (value: string | undefined): string => fold(value ?? '').replace(/^0+(?=\d)/, '');

const firstPage = (pages: string | undefined): string => plain(/^[^-–—,]+/.exec(pages ?? '')?.[0]);

/** Whether two family names may be one: either with a particle or a second name that the other lacks, or with letters written otherwise (ü, ue). */
function areOneName(a: string, b: string): boolean {
	const [one, other] = [foldedWords(a), foldedWords(b)];
	if (one.length === 0 || other.length === 0) return true;
	const german = (words: readonly string[]) => words.join('').replace(/([aou])e/g, '$1');
	return one.some((word) => other.includes(word)) || german(one) === german(other);
}
