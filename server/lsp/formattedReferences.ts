import {
	bibliographyBlock,
	bibliographyText,
	citationStyleOf,
	type Document,
	escapeMarkdown,
	l10n,
	type Paper,
	type Reference,
	referencesTitle,
	textOfRuns,
	worksCited,
	writeReference,
	writeRuns,
} from '../engine/index.js';
import type { StyleProblemAnswer } from '../protocol/index.js';
import { answer, type Feature } from './feature.js';
import type { Request } from './request.js';
import type { Services } from './services.js';
import { type Printed, StyleProblem } from './styles.js';
import { rangeOf } from './texts.js';

/** Papers as a style prints them: one, or all that a document cites. */
export const formattedReferencesFeature: Feature = {
	register(services) {
		answer(services, 'lectern/formattedReference', async ({ key }, { context, opened, bibliographies }) => {
			const document = opened?.document;
			const [paper] = context.library.byKey(key, document && bibliographies);
			if (!paper) return null;
			const references = await format(services, [paper], document, 'each');
			if ('problem' in references) return references;
			// A number in the margin says nothing of a single reference.
			const runs = references[0]?.runs ?? [];
			return { text: textOfRuns(runs), markdown: writeReference(runs, 'markdown') };
		});
		answer(services, 'lectern/formattedBibliography', async (_, { context, opened }) => {
			const document = opened?.document;
			if (!opened || !document?.markup) return null;
			const { papers, unknown } = worksCited(context, document);
			const references = papers.length === 0 ? [] : await format(services, papers, document, 'list');
			if ('problem' in references) return references;
			const list = bibliographyText(references, document.languageId);
			const { text, replaces } = bibliographyBlock(
				document.text,
				document.languageId,
				list,
				citationStyleOf(document, services.project).language,
			);
			return {
				text,
				count: references.length,
				unknown,
				version: opened.text.version,
				...(replaces && { replaces: rangeOf(opened.text, replaces) }),
			};
		});
		answer(services, 'lectern/previewReferences', async (_, { context, opened }) => {
			const document = opened?.document;
			if (!document?.markup) return null;
			const { papers } = worksCited(context, document);
			if (papers.length === 0 || bibliographyBlock(document.text, document.languageId, '').replaces) return null;
			const references = await format(services, papers, document, 'list');
			const list = 'problem' in references ? escapeMarkdown(references.problem) : bibliographyText(references, 'markdown');
			return { title: referencesTitle(citationStyleOf(document, services.project).language), list };
		});
	},
};

/** The reference of a card's only paper as Markdown, or why there is none; nothing where the setting does not ask for it. */
export async function referenceForCard(
	services: Services,
	{ settings }: Request,
	papers: readonly Paper[],
	document: Document,
): Promise<string | undefined> {
	if (!settings['hover.reference'] || papers.length !== 1) return undefined;
	const references = await format(services, papers, document, 'each');
	return 'problem' in references ? escapeMarkdown(references.problem) : writeRuns(references[0]?.runs ?? [], 'markdown');
}

/** The papers as the document's style, or the setting's, prints them; or why not, in a sentence for the user. */
async function format(
	{ presentation, log }: Services,
	papers: readonly Paper[],
	document: Document | undefined,
	as: Printed,
): Promise<readonly Reference[] | StyleProblemAnswer> {
	try {
		return await presentation.print(papers, document, as);
	} catch (error) {
		if (error instanceof StyleProblem) return { problem: error.message };
		log.error('Formatting references failed', error);
		return { problem: l10n.t('The references could not be formatted: {0}', error instanceof Error ? error.message : String(error)) };
	}
}
