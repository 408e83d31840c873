import { localizable } from '../base/localizableMessage.js';
import type { Settings } from '../base/settings.js';
import { fileNameOf } from '../base/uri.js';
import type { Document } from '../documents/document.js';
import type { FoundBibliography } from '../documents/foundBibliography.js';
import { isMeantAsCitation } from '../documents/handles.js';
import type { DocumentLabels } from '../documents/labels.js';
import { papersIgnoringCase } from '../documents/paperReference.js';
import { definesOnlyMacros } from '../documents/project/shipped.js';
import type { Problem, Severity } from '../library/formats/record.js';
import { isDatabaseKey, isIdentifierKey } from '../library/identifierKeys.js';
import { isKeyAt, keysAt } from '../library/keyFor.js';
import type { Library } from '../library/library.js';
import { type Context, ignoresCaseIn } from './context.js';

/** Sources with more records are not searched for keys that others have, too. */
const mostCompared = 50_000;

/** All that is wrong in a library file; a summary is both that and a document. */
export function problemsOfSource(
	{ library, areListedTogether }: Pick<Context, 'library' | 'areListedTogether'>,
	uri: string,
): readonly Problem[] {
	const state = library.sourceOf(uri);
	if (!state) return [];
	return state.records > mostCompared ? state.problems : [...state.problems, ...sharedKeys(library, uri, areListedTogether)];
}

/** All that is wrong with the citations of a document; nothing for texts of other kinds. */
export function problemsOfDocument(context: Context, document: Document): readonly Problem[] {
	return document.markup ? citationProblems(context, document) : [];
}

/** From the most severe on. */
const bySeverity: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const severities: ReadonlySet<unknown> = new Set(bySeverity);

/** So many problems of a file are shown in an editor, with the one that says how many there are: VS Code shows no more. */
const mostShown = 1000;

/**
 * The problems of a file as they are, or of more than 1,000 the first 999 of the most severe, in the order of the text, and at the start of the
 * file one (`more-problems`), as severe as any of them, that says how many there are.
 */
export function shownProblems(problems: readonly Problem[]): readonly Problem[] {
	if (problems.length <= mostShown) return problems;
	const ranked = bySeverity.flatMap((severity) => inOrder(problems.filter((problem) => problem.severity === severity)));
	const shown = ranked.slice(0, mostShown - 1);
	const message = localizable(
		'The first {0} of {1} problems of this file are shown, the most severe before the others. “lectern check” lists all.',
		shown.length,
		problems.length,
	);
	return [{ code: 'more-problems', severity: shown[0]!.severity, span: { start: 0, end: 0 }, message }, ...inOrder(shown)];
}

const inOrder = (problems: readonly Problem[]): readonly Problem[] => [...problems].sort((a, b) => a.span.start - b.span.start);

/** The problem as severe as the user has it; nothing where the user has turned its kind off. */
export function withSeverity(settings: Settings, problem: Problem): Problem | undefined {
	const wished = (settings['diagnostics.severity'] as Readonly<Record<string, unknown>>)[problem.code];
	if (wished === 'off') return undefined;
	return severities.has(wished) ? { ...problem, severity: wished as Severity } : problem;
}

/** Which keys a snapshot was asked for: a long document is checked with each key typed, and few of its citations are new. */
const asked = new WeakMap<Library, Map<string, Map<string, boolean>>>();

/** So many answers to one question are kept for one snapshot. */
const mostAsked = 100_000;

/** So many questions are kept for one snapshot. */
const mostQuestions = 100;

/** Returns a test of a key that asks `answer` for each key once. The same `question` about the same snapshot must have the same answers. */
function askingOnce(library: Library, question: string, answer: (key: string) => boolean): (key: string) => boolean {
	let questions = asked.get(library);
	if (!questions || questions.size >= mostQuestions) {
		questions = new Map();
		asked.set(library, questions);
	}
	const before = questions.get(question);
	const known = before && before.size < mostAsked ? before : new Map<string, boolean>();
	questions.set(question, known);
	return (key) => {
		let found = known.get(key);
		if (found === undefined) {
			found = answer(key);
			known.set(key, found);
		}
		return found;
	};
}

const keyTest = (library: Library): ((key: string) => boolean) => askingOnce(library, 'hasKey', (key) => library.byKey(key).length > 0);

type CitingContext = Pick<Context, 'library' | 'bibliographiesOf' | 'foundBibliographies' | 'linkedFiles'>;

/**
 * The citation keys of a document that no paper has, and those that only files have that the document does not cite from. A link to a note
 * that nobody has written is not a problem.
 */
function citationProblems(context: Context, document: Document): readonly Problem[] {
	if (unreadBibliographies(context, document).length > 0) return [];
	const { library } = context;
	const bibliographies = context.bibliographiesOf(document);
	const found = context.foundBibliographies(document);
	if (found.some(({ kind }) => kind === 'written')) return [];
	const labels = context.labelsOf?.(document);
	const ignoresCase = ignoresCaseIn(found);
	const hasKey = keyTest(library);
	const hasKeyInAnyCase = askingOnce(library, 'hasKeyInAnyCase', (key) => papersIgnoringCase(library, key).length > 0);
	const isKnown = (key: string): boolean => hasKey(key) || (ignoresCase && hasKeyInAnyCase(key));
	const isElsewhere = elsewhereIn(context, document);
	const isBuilt = found.some(({ kind }) => kind === 'made') ? (key: string) => isOfPackage(key, context, document.text) : () => false;
	const citations = document.citations.filter(({ kind }) => kind === undefined);
	/** An identifier of a database, unless the document's own keys begin so. */
	const isInDatabase = (key: string): boolean => {
		const prefix = key.slice(0, key.indexOf(':') + 1);
		return isDatabaseKey(key) && !citations.some((other) => other.key.startsWith(prefix) && isKnown(other.key));
	};
	return citations.flatMap((citation): readonly Problem[] => {
		const { key, span } = citation;
		if (key === '*' || labels?.has(key) || isBuilt(key) || (isIdentifierKey(key) && !isUnknownTag(key, labels))) return [];
		if (isInDatabase(key)) return [];
		const isUnknown = !isKnown(key);
		if (!(isUnknown || isElsewhere(key)) || !isMeantAsCitation(document, citation, library, bibliographies)) return [];
		if (isUnknown) {
			const message = localizable('No paper of the library has the key “{0}”.', key);
			return [{ code: 'unknown-key', severity: 'warning', span, message }];
		}
		const message = localizable('“{0}” is in none of the bibliographies that this document cites from.', key);
		return [{ code: 'key-elsewhere', severity: 'information', span, message }];
	});
}

/**
 * Whether a key is one of Manubot's tags that the notes of its folder do not define, though they define others; where they define none, a table does that is not
 * read (Manubot, "Citation aliases").
 */
const isUnknownTag = (key: string, labels: DocumentLabels | undefined): boolean =>
	labels !== undefined && key.startsWith('tag:') && !labels.has(key.slice(4)) && labels.hasTags();

/**
 * Whether a key is of an entry that knitr's `write_bib` writes when the document is built: `R-package`, and `package2015` for what a package's
 * authors want to be cited, where the text names the package, as code or emphasised, or some note cites it.
 */
function isOfPackage(key: string, { notes }: Pick<Context, 'notes'>, text: string): boolean {
	if (/^R-[A-Za-z]/.test(key)) return true;
	const name = /^([A-Za-z][A-Za-z0-9.]*?)(?:19|20)\d\d[a-z]?$/.exec(key)?.[1];
	if (name === undefined) return false;
	if (notes.cites(`R-${name}`)) return true;
	for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
		const [before = ' ', after = ' '] = [text[at - 1], text[at + name.length]];
		if (/[\w.]/.test(before) && before !== '_') continue;
		if (/[`'"*_)\],:]/.test(after) || (/[`'"*_(]/.test(before) && !/[\w.]/.test(after))) return true;
	}
	return false;
}

/**
 * Tests whether another bibliography has a key, but none of the document's bibliographies does. Never where the document names none, or one that
 * could not be read or is not known.
 */
function elsewhereIn(context: CitingContext, document: Document): (key: string) => boolean {
	const { library } = context;
	const bibliographies = context.bibliographiesOf(document);
	const isWhole = bibliographies.map((uri) => library.sourceOf(uri)).every((state) => state !== undefined && state.failure === undefined);
	const hasUnknown = context.foundBibliographies(document).some(({ kind }) => kind === 'unknown' || kind === 'made' || kind === 'written');
	if (bibliographies.length === 0 || !isWhole || hasUnknown) return () => false;
	// A link and the file that it leads to are read one after the other: what one has, the other has, too.
	const own = new Set([...bibliographies, ...bibliographies.flatMap((uri) => context.linkedFiles?.(uri) ?? [])]);
	const files = [...own].join('\n');
	const ignoresCase = ignoresCaseIn(context.foundBibliographies(document));
	const isOneOf = (keys: readonly string[], key: string): boolean =>
		keys.some((each) => each === key || (ignoresCase && each.toLowerCase() === key.toLowerCase()));
	return askingOnce(library, `${ignoresCase}\n${files}`, (key) => {
		const sources = sourcesWith(library, key);
		for (const uri of own) if (sources.has(uri)) return false;
		const places = library.byKey(key, bibliographies).flatMap((paper) => paper.places);
		const entries = places.filter((place) => !place.isSummary && isKeyAt(place, key));
		return entries.length > 0 && !places.some((place) => own.has(place.source) && isOneOf(keysAt(place), key));
	});
}

const knownSources = new WeakMap<Library, Map<string, ReadonlySet<string>>>();

/** The files with entries of a key: found out once for hundreds of documents, each of which cites from its own copy of a library. */
function sourcesWith(library: Library, key: string): ReadonlySet<string> {
	const known = knownSources.get(library) ?? new Map<string, ReadonlySet<string>>();
	knownSources.set(library, known);
	let sources = known.get(key);
	if (!sources) {
		const places = library.byKey(key).flatMap((paper) => paper.places);
		sources = new Set(places.filter((place) => !place.isSummary && isKeyAt(place, key)).map(({ source }) => source));
		if (known.size < mostAsked) known.set(key, sources);
	}
	return sources;
}

/** Whether two files are in one folder, or the folder of one is around that of the other: others may be of another project. */
function isNear(one: string, other: string): boolean {
	const [folder, otherFolder] = [one, other].map((uri) => uri.slice(0, uri.lastIndexOf('/') + 1)) as [string, string];
	return folder.startsWith(otherFolder) || otherFolder.startsWith(folder);
}

/** The keys of a library file that other papers go by, too: a citation of such a key may mean either. */
export function sharedKeys(library: Library, uri: string, areListedTogether?: Context['areListedTogether']): readonly Problem[] {
	// A key that was made for a record is nowhere in its file.
	const written = library.sharedKeys(uri).filter(({ span }) => span.end > span.start);
	const isOfProject = (source: string): boolean => isNear(uri, source) || areListedTogether?.(uri, source) === true;
	return written.flatMap(({ key, span, others: all, count: found }): readonly Problem[] => {
		const others = all.filter(({ places }) => places.some((place) => isKeyAt(place, key) && isOfProject(place.source)));
		if (others.length === 0) return [];
		const count = found - (all.length - others.length);
		const named = others
			.map(({ title, places }) => localizable('“{0}” ({1})', title === '' ? key : title, fileNameOf(places[0]?.source ?? '')))
			.reduce((all, other) => localizable('{0} and of {1}', all, other));
		const whole = count > others.length ? localizable('{0} and of {1} more', named, count - others.length) : named;
		return [{ code: 'duplicate-key', severity: 'warning', span, message: localizable('“{0}” is also the key of {1}.', key, whole) }];
	});
}

type Reading = Pick<Context, 'library' | 'foundBibliographies' | 'isThere'>;

/**
 * The bibliographies of a document whose entries are not known: those that the text does not name, those that are not there, and those that are
 * not read. Any key may be in them.
 */
export function unreadBibliographies({ library, foundBibliographies, isThere }: Reading, document: Document): readonly FoundBibliography[] {
	const isRead = (uri: string): boolean => library.hasSource(uri) || isThere?.(uri) === true;
	return foundBibliographies(document).filter(({ uri, kind }) => {
		if (kind === 'made' || kind === 'written' || kind === 'glob') return false;
		return kind === 'unknown' || !(isRead(uri) || definesOnlyMacros(uri));
	});
}

/**
 * What is reported, once at its place, of the bibliographies that a document names and whose entries cannot be known; `exists` says which files
 * there are. Those that do not exist are reported as missing, as are those beyond the limit.
 */
export function unreadProblems(context: Reading, document: Document, exists: (uri: string) => boolean): readonly Problem[] {
	const reported = new Set<number>();
	return unreadBibliographies(context, document).flatMap(({ by, span, kind, uri, isMore }): readonly Problem[] => {
		if (isMore || by !== document.uri || !span || reported.has(span.start) || (kind !== 'unknown' && !exists(uri))) return [];
		reported.add(span.start);
		const message =
			kind === 'unknown'
				? localizable(
						'Which file this is cannot be determined from the text, so the keys of this document are not checked. Name the file in the setting lectern.library.files to find its papers.',
					)
				: localizable(
						'This bibliography is not read, so the keys of this document are not checked. Name it in the setting lectern.library.files to find its papers.',
					);
		return [{ code: 'unread-bibliography', severity: 'information', span, message }];
	});
}
