import type { Location } from 'vscode-languageserver';
import { append, highlights, type ReferencesAnswer, references } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { DocumentHighlightKind, DocumentHighlightRequest, ReferencesRequest } from './languageServer.js';
import { byFile, keyRangeOf, locationsIn } from './places.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { rangeOf } from './texts.js';

export const referencesFeature: Feature = {
	capabilities: () => ({ referencesProvider: true, documentHighlightProvider: true }),
	register(services) {
		answerLsp(services, ReferencesRequest.type, parametersOf.position, ({ position, context: asked }, request) => {
			services.noteTracker.flush();
			const { context, opened } = request;
			const answer = opened && references(context, opened.document, opened.text.offsetAt(position));
			return answer ? locationsOf(services, request, answer, asked?.includeDeclaration ?? false) : null;
		});
		answerLsp(services, DocumentHighlightRequest.type, parametersOf.position, ({ position }, { context, opened }) => {
			if (!opened) return null;
			const spans = highlights(context, opened.document, opened.text.offsetAt(position));
			return spans.map((span) => ({ range: rangeOf(opened.text, span), kind: DocumentHighlightKind.Read }));
		});
	},
};

/** So many files are read at once. */
const atOnce = 32;

function* inGroups<T>(all: readonly T[], size: number): Generator<readonly T[]> {
	for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/** The places as LSP's locations; each file is read once. */
export async function locationsOf(
	{ options }: Services,
	request: Request,
	{ declarations, references: cited }: ReferencesAnswer,
	includeDeclaration: boolean,
): Promise<Location[]> {
	const places = [
		...(includeDeclaration ? declarations.map((declared) => ({ uri: declared.source, declared, span: declared.keySpan })) : []),
		...cited.map(({ uri, span }) => ({ uri, span, declared: undefined })),
	];
	const files = byFile(
		places,
		(place) => place.uri,
		(place) => place,
	);
	const locations: Location[] = [];
	// Several files are read at once.
	for (const some of inGroups([...files], atOnce)) {
		checkCancelled(request);
		const found = some.map(async ([uri, there]): Promise<readonly Location[]> => {
			if (there.every(({ declared }) => declared !== undefined))
				return Promise.all(there.map(async ({ declared }) => ({ uri, range: await keyRangeOf(request.texts, declared!) })));
			const spans = there.map(({ span }) => span);
			return locationsIn(options, request.texts, uri, spans);
		});
		append(locations, (await Promise.all(found)).flat());
	}
	return locations;
}
