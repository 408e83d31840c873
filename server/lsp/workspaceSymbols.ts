import * as v from 'valibot';
import { authorYear, isFileSource, workspaceSymbols } from '../engine/index.js';
import { answerLsp, type Feature } from './feature.js';
import { SymbolKind, WorkspaceSymbolRequest } from './languageServer.js';

const start = { line: 0, character: 0 };

export const workspaceSymbolFeature: Feature = {
	capabilities: () => ({ workspaceSymbolProvider: true }),
	register(services) {
		answerLsp(services, WorkspaceSymbolRequest.type, v.looseObject({ query: v.string() }), ({ query }, { context }) =>
			workspaceSymbols(context, query).flatMap((paper) => {
				// A paper that is in Zotero alone has no file to go to.
				const place = paper.places.find(({ source }) => isFileSource(source));
				if (!place) return [];
				return [
					{
						name: `${paper.key} · ${paper.title}`,
						containerName: authorYear(paper),
						kind: SymbolKind.Object,
						location: { uri: place.source, range: { start, end: start } },
					},
				];
			}),
		);
	},
};
