import type { Document } from '../documents/document.js';
import type { Problem, Severity } from '../library/formats/record.js';
import type { Library } from '../library/library.js';
import type { Settings } from '../settings.js';
import type { Context } from './context.js';

/** Sources with more records are not searched for keys that others have, too. */
const mostCompared = 50_000;

/** All that is wrong in a library file; a summary is both that and a document. */
export function problemsOfSource({ library }: Pick<Context, 'library'>, uri: string): readonly Problem[] {
	const state = library.sources.find((source) => source.uri === uri);
	if (!state) return [];
	return state.records > mostCompared ? state.problems : [...state.problems, ...sharedKeys(library, uri)];
}

/** All that is wrong with the citations of a document; nothing for texts of other kinds. */
export function problemsOfDocument(context: Context, document: Document): readonly Problem[] {
	return document.markup ? unknownKeys(context, document) : [];
}

const severities: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'information', 'hint']);

/** The problem as severe as the user has it; nothing where the user has turned its kind off. */
export function withSeverity(settings: Settings, problem: Problem): Problem | undefined {
	const wished = (settings['diagnostics.severity'] as Readonly<Record<string, unknown>>)[problem.code];
	if (wished === 'off') return undefined;
	return severities.has(wished) ? { ...problem, severity: wished as Severity } : problem;
}

/** Keys that a LaTeX document defines by itself. */
const bibitem = /\\bibitem\s*(?:\[[^\]]*\])?\s*\{([^}]*)\}/g;

/**
 * The citation keys of a document that no paper has. A bare `@name` counts only where the document cites at all, since such
 * are people and packages elsewhere; a link to a note that nobody has written is no fault.
 */
export function unknownKeys(
	{ library, bibliographiesOf }: Pick<Context, 'library' | 'bibliographiesOf'>,
	document: Document,
): readonly Problem[] {
	const citations = document.citations.filter(({ kind }) => kind !== 'wikilink');
	const isKnown = new Map<string, boolean>();
	for (const { key } of citations) if (!isKnown.has(key)) isKnown.set(key, library.byKey(key).length > 0);
	const cites = bibliographiesOf(document).length > 0 || [...isKnown.values()].includes(true);
	const own = new Set(document.text.includes('\\bibitem') ? Array.from(document.text.matchAll(bibitem), ([, key]) => key!.trim()) : []);
	return citations
		.filter(({ key, span, group }) => {
			const isBare = group.end - group.start <= span.end - span.start + 3 && document.text[group.start] === '@';
			return !isKnown.get(key) && !own.has(key) && key !== '*' && (cites || !isBare);
		})
		.map(({ key, span }) => ({ code: 'unknown-key', severity: 'warning', span, message: `No paper of the library has the key “${key}”.` }));
}

/** The keys of a library file that other papers go by, too: a citation of such a key may mean either. */
export function sharedKeys(library: Library, uri: string): readonly Problem[] {
	return library.sharedKeys(uri).map(({ key, span, others }) => ({
		code: 'duplicate-key',
		severity: 'warning',
		span,
		message: `“${key}” is also the key of ${others.map(({ title, places }) => `“${title}” (${nameOf(places[0]?.source ?? '')})`).join(' and of ')}.`,
	}));
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
