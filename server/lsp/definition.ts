import type { LocationLink } from 'vscode-languageserver';
import { definition, isFileSource } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { DefinitionRequest } from './languageServer.js';
import { byFile, keyRangeOf } from './places.js';
import { checkCancelled } from './request.js';
import { rangeOf } from './texts.js';

/** So many places of one paper are offered, the strongest first. */
const mostPlaces = 100;

export const definitionFeature: Feature = {
	capabilities: () => ({ definitionProvider: true }),
	register(services) {
		const { client, options } = services;
		answerLsp(services, DefinitionRequest.type, parametersOf.position, async ({ position }, request) => {
			const { context, opened, texts } = request;
			const answer = opened && definition(context, opened.document, opened.text.offsetAt(position));
			if (!answer) return null;
			// A bundled summary is a file only for a client that asks the server for its text.
			const places = answer.places
				.filter(({ origin, source }) => isFileSource(source) && (origin !== 'bundled' || options.commands))
				.slice(0, mostPlaces);
			const origin = rangeOf(opened.text, answer.span);
			const links: LocationLink[] = [];
			for (const [targetUri, placesThere] of byFile(
				places,
				({ source }) => source,
				(place) => place,
			)) {
				checkCancelled(request);
				for (const range of await Promise.all(placesThere.map((place) => keyRangeOf(texts, place))))
					links.push({ originSelectionRange: origin, targetUri, targetRange: range, targetSelectionRange: range });
			}
			if (client.textDocument?.definition?.linkSupport) return links;
			return links.map(({ targetUri, targetRange }) => ({ uri: targetUri, range: targetRange }));
		});
	},
};
