import type { DocumentLink } from 'vscode-languageserver';
import { append, type IdentifierLink, l10n, linksInBibtex, linksInProse, namings, yieldToEventLoop } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { DocumentLinkRequest } from './languageServer.js';
import { checkCancelled } from './request.js';
import { rangeOf } from './texts.js';

/** So much of a `.bib` file is read without a pause, and none of a longer one than this. */
const readAtOnce = 1 << 16;
const longest = 8 << 20;

/** Identifiers without an address, and the names of bibliographies that are there, as links. */
export const documentLinksFeature: Feature = {
	capabilities: () => ({ documentLinkProvider: { resolveProvider: false } }),
	register(services) {
		answerLsp(services, DocumentLinkRequest.type, parametersOf.document, async (_, request): Promise<DocumentLink[]> => {
			const { opened, token } = request;
			if (!opened) return [];
			const { document, text } = opened;
			const isBib = document.languageId === 'bibtex';
			const identified = isBib ? await inBibtex(document.text, () => token.isCancellationRequested) : linksInProse(document);
			const onArxiv = l10n.t('Open on arXiv');
			const ofDoi = l10n.t('Open the DOI');
			const links = identified.map(
				({ span, address, site }): DocumentLink => ({
					range: rangeOf(text, span),
					target: address,
					...(services.client.textDocument?.documentLink?.tooltipSupport && { tooltip: site === 'arXiv' ? onArxiv : ofDoi }),
				}),
			);
			checkCancelled(request);
			const named = isBib ? [] : namings(document, services.project);
			const there = await services.workspace.existing(named.flatMap(({ uris }) => uris));
			for (const { span, uris } of named) {
				const target = uris.find((uri) => there.has(uri));
				if (target !== undefined) links.push({ range: rangeOf(text, span), target });
			}
			return links;
		});
	},
};

/** The links of a `.bib` file, found in slices; stops, with whatever it has, when `isOver`. */
async function inBibtex(text: string, isOver: () => boolean): Promise<readonly IdentifierLink[]> {
	if (text.length > longest) return [];
	const links: IdentifierLink[] = [];
	for (let start = 0; start < text.length && !isOver(); ) {
		const cut = text.indexOf('\n@', start + readAtOnce);
		const end = cut < 0 ? text.length : cut + 1;
		append(links, linksInBibtex(text.slice(start, end), start));
		start = end;
		if (start < text.length) await yieldToEventLoop();
	}
	return links;
}
