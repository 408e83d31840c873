import { localizable } from '../base/localizableMessage.js';
import type { Span } from '../base/span.js';
import { fileNameOf, withoutEscapes } from '../base/uri.js';
import { bibliographiesInProjectFile, foundBibliographies } from '../documents/bibliography.js';
import type { Document } from '../documents/document.js';
import { type FoundBibliography, mostNamed } from '../documents/foundBibliography.js';
import type { ProjectView } from '../documents/project/projectView.js';
import { isShippedWithTex } from '../documents/project/shipped.js';
import type { Problem } from '../library/formats/record.js';

/** A place that names a bibliography, and every file that it may mean: a LaTeX part may have several roots. The first of those that do not count means none. */
export interface Naming {
	readonly span: Span;
	readonly uris: readonly string[];
	readonly isMore?: boolean;
}

/**
 * Where a document or a project file names bibliographies by paths that can be looked up: not by those that only the tool's own
 * environment knows (`~/refs.bib`, `$BIBS/refs.bib`), patterns and expressions, nor, in LaTeX, files that come with TeX. `foundIn` is who knows what a
 * document names already.
 */
export function namings(
	document: Document,
	project: ProjectView,
	foundIn: (document: Document) => readonly FoundBibliography[] = (each) => foundBibliographies(each, project),
): readonly Naming[] {
	const found = document.markup ? foundIn(document) : bibliographiesInProjectFile(document.uri, document.text);
	const named = new Map<number, Naming & { uris: string[] }>();
	const isLatex = document.languageId === 'latex' || document.languageId === 'tex';
	for (const { by, span, uri, kind, elsewhere = [], isMore } of found) {
		if (isMore && (by === document.uri || document.markup)) {
			const place = by === document.uri && span ? span : { start: 0, end: 0 };
			named.set(place.start, { span: place, uris: [], isMore });
			continue;
		}
		if (by !== document.uri || !span || kind || (isLatex && isShippedWithTex(uri))) continue;
		const before = named.get(span.start);
		if (before) before.uris.push(uri, ...elsewhere);
		else named.set(span.start, { span, uris: [uri, ...elsewhere] });
	}
	return [...named.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The places that name files of which none is there, and the first that names one of more than count. */
export function missingBibliographies(namings: readonly Naming[], isThere: (uri: string) => boolean): readonly Problem[] {
	return namings
		.filter(({ uris }) => !uris.some(isThere))
		.map(({ span, uris: [uri] }) =>
			uri === undefined
				? {
						code: 'unread-bibliography',
						severity: 'information',
						span,
						message: localizable('More than {0} bibliographies are named; the others are not read, and keys are not checked.', mostNamed),
					}
				: {
						code: 'missing-bibliography',
						severity: 'warning',
						span,
						message: localizable('There is no bibliography {0}.', withoutEscapes(uri.replace(/^file:\/\//, ''))),
					},
		);
}

/** The missing `.bib` file that could be made for the naming at `offset`, with its name; nothing where there is none. */
export function creatableBibliography(
	namings: readonly Naming[],
	offset: number,
	isThere: (uri: string) => boolean,
): { readonly uri: string; readonly name: string } | undefined {
	const naming = namings.find(({ span }) => span.start <= offset && offset <= span.end);
	const uri = naming?.uris[0];
	if (naming === undefined || uri === undefined || naming.uris.some(isThere) || !/\.bib$/i.test(uri)) return undefined;
	return { uri, name: fileNameOf(uri) };
}
