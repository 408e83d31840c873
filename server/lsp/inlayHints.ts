import { inlayHints, isolated } from '../engine/index.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { InlayHintRequest } from './languageServer.js';

export const inlayHintFeature: Feature = {
	capabilities: ({ textDocument }) => (textDocument?.inlayHint ? { inlayHintProvider: true } : {}),
	register(services) {
		answerLsp(services, InlayHintRequest.type, parametersOf.range, ({ range }, { context, opened }) => {
			if (!opened) return [];
			const { document, text } = opened;
			const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
			return inlayHints(context, document, span).map(({ offset, label }) => ({
				position: text.positionAt(offset),
				// It is shown in the user's own line, and must not reorder it.
				label: isolated(label),
				paddingLeft: true,
			}));
		});
	},
};
