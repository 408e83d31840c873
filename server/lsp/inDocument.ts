import { citationsInPlace, type DocumentEntry, entryAt, inDocument, paperRow, referencesOf } from '../engine/index.js';
import type { DocumentRow } from '../protocol/index.js';
import { answer, type Feature } from './feature.js';
import { locationsOf } from './references.js';
import { rangeOf } from './texts.js';

/** What the view *In This Document* shows. */
export const inDocumentFeature: Feature = {
	register(services) {
		answer(services, 'lectern/inDocument', ({ uri }, { context, opened: found, isIndexed }) => {
			if (!found) return null;
			const entries = inDocument(context, found.document);
			const isTyped = services.typing.typedIn(uri, found.document);
			// Before all has been read, a key that nobody has may only not have been read yet; one that is being typed may become somebody's.
			const isKnown = ({ paper, places }: DocumentEntry) => paper || (isIndexed && !places.every(({ span }) => isTyped(span)));
			return entries.filter(isKnown).map(
				({ key, paper, places }): DocumentRow => ({
					key,
					paper: paper ? paperRow(paper, context.beside) : null,
					places: places.map(({ span, kind }) => ({ kind, range: rangeOf(found.text, span), text: found.document.textOf(span) })),
				}),
			);
		});
		answer(services, 'lectern/entryAt', ({ position }, { context, opened }) => {
			return (opened && entryAt(context, opened.document, opened.text.offsetAt(position))) ?? null;
		});
		answer(services, 'lectern/mentions', (_, { context, opened }) => {
			if (!opened) return [];
			return opened.document.mentions(context.library).map(({ span }) => rangeOf(opened.text, span));
		});
		answer(services, 'lectern/citationsInPlace', (_, { context, opened }) => {
			if (!opened) return [];
			return citationsInPlace(context, opened.document).map(({ span, text }) => ({ range: rangeOf(opened.text, span), text }));
		});
		answer(services, 'lectern/references', ({ key }, request) => {
			const paper = request.context.library.byKey(key)[0];
			if (!paper) return null;
			services.noteTracker.flush();
			return locationsOf(services, request, referencesOf(request.context, [paper]), true);
		});
	},
};
