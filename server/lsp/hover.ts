import { explainedAt, hover, ownEntryCard } from '../engine/index.js';
import { markup } from './clientSupport.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { referenceForCard } from './formattedReferences.js';
import { HoverRequest } from './languageServer.js';
import { rangeOf } from './texts.js';

export const hoverFeature: Feature = {
	capabilities: () => ({ hoverProvider: true }),
	register(services) {
		answerLsp(services, HoverRequest.type, parametersOf.position, async ({ position }, request) => {
			const { context, opened } = request;
			if (!opened) return null;
			const { document, text } = opened;
			const formats = services.client.textDocument?.hover?.contentFormat;
			const offset = text.offsetAt(position);
			const answer = hover(context, document, offset);
			if (!answer) {
				const explained = document.languageId === 'bibtex' && explainedAt(document, offset);
				if (!explained) return null;
				const value = `**${explained.name}**: ${explained.about}`;
				return { contents: markup(formats, value), range: rangeOf(text, explained.span) };
			}
			const canDeny = services.trust.isGiven && services.names.fileFor(document.uri) !== undefined;
			const named = canDeny && answer.name !== undefined && { named: { name: answer.name, uri: document.uri } };
			const value =
				answer.own !== undefined
					? ownEntryCard(document.textOf(answer.span), answer.own)
					: answer.papers.length > 0
						? await services.presentation.card(answer.papers, {
								notesWith: (paper) => context.notes.countOf(paper),
								...named,
								guessed: answer.isGuess && answer.name,
								reference: await referenceForCard(services, request, answer.papers, document),
							})
						: services.presentation.unknownKeyCard(document.textOf(answer.span), answer.nearest, { uri: document.uri, position });
			return { contents: markup(formats, value), range: rangeOf(text, answer.span) };
		});
	},
};
