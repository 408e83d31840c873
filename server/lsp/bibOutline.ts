import { bibFolds, bibOutline } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { DocumentSymbolRequest, FoldingRangeKind, FoldingRangeRequest, SymbolKind } from './languageServer.js';
import { rangeOf } from './texts.js';

/** Outline and folding of `.bib` files. Other documents have their own editors' support for both. */
export const bibOutlineFeature: Feature = {
	capabilities: ({ textDocument }) => ({
		documentSymbolProvider: textDocument?.documentSymbol?.labelSupport ? { label: 'Lectern' } : true,
		foldingRangeProvider: true,
	}),
	register(services) {
		answerLsp(services, DocumentSymbolRequest.type, parametersOf.document, (_, { opened: found }) => {
			if (found?.document.languageId !== 'bibtex') return null;
			const symbols = bibOutline(found.document.text);
			const kindOf = (isCommand: boolean) => (isCommand ? SymbolKind.Constant : SymbolKind.Class);
			// A client that shows no tree gets places (LSP 3.17, "DocumentSymbolClientCapabilities").
			if (!services.client.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport) {
				const { uri } = found.document;
				return symbols.map(({ name, isCommand, span }) => ({
					name,
					kind: kindOf(isCommand),
					location: { uri, range: rangeOf(found.text, span) },
				}));
			}
			return symbols.map(({ name, about, isCommand, span, nameSpan }) => ({
				name,
				detail: about,
				kind: kindOf(isCommand),
				range: rangeOf(found.text, span),
				selectionRange: rangeOf(found.text, nameSpan),
			}));
		});
		answerLsp(services, FoldingRangeRequest.type, parametersOf.document, (_, { opened: found }) => {
			if (found?.document.languageId !== 'bibtex') return null;
			return bibFolds(found.document.text).map((span) => {
				const { start, end } = rangeOf(found.text, span);
				return { startLine: start.line, endLine: end.line, kind: FoldingRangeKind.Region };
			});
		});
	},
};
