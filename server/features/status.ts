import type { Document } from '../documents/document.js';
import { documentLanguages } from '../documents/markup/languages.js';
import type { StatusReport } from '../protocol.js';
import type { Context } from './context.js';

/** The answer to "why no suggestions?" for a document, or for the library alone. */
export function status({ library }: Context, document: Document | undefined, languageId: string | undefined): StatusReport {
	const lines = ['# Lectern status', ''];
	if (document?.markup) {
		lines.push(`- This document is **${document.languageId}**: papers are found and cited in it.`);
		lines.push(`- It has ${document.citations.length} citations and ${document.mentions(library).length} mentions of papers.`);
	} else if (languageId !== undefined) {
		lines.push(`- Files of the language **${languageId}** are not handled. Lectern works in: ${documentLanguages.join(', ')}.`);
	}
	const origins = { bundled: 0, workspace: 0, user: 0 };
	for (const source of library.sources) origins[source.origin] += source.records;
	lines.push(
		`- The library holds **${library.size} papers**: ${origins.bundled} bundled records, ${origins.workspace} from this workspace, ${origins.user} from your own files.`,
	);
	const own = library.sources.filter((source) => source.origin !== 'bundled');
	if (own.length > 0) lines.push('', '## Your sources', '');
	for (const source of own) {
		const problems = source.problems.length === 0 ? '' : `, ${source.problems.length} problems`;
		lines.push(
			`- \`${source.uri}\` (${source.format}): ${source.records} records${problems}${source.failure ? `; could not be read: ${source.failure}` : ''}`,
		);
	}
	const problems = library.sources.reduce((sum, source) => sum + source.problems.length, 0);
	return { markdown: `${lines.join('\n')}\n`, papers: library.size, problems };
}
