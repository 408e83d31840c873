import type { Document } from '../documents/document.js';
import { documentLanguages } from '../documents/markup/languages.js';
import type { StatusReport } from '../protocol.js';
import type { Context } from './context.js';

/** VS Code sends extensions no documents beyond this size. */
const largestSynced = 50 * 1024 * 1024;

/** What the document cites from, and which rule found each file. */
function bibliographyLines({ library, foundBibliographies }: Context, document: Document, there: ReadonlySet<string>): readonly string[] {
	const found = foundBibliographies(document);
	if (found.length === 0)
		return ['- It cites from all library files of the workspace, since neither it nor a project around it names a bibliography.'];
	const isRead = new Set(library.sources.map(({ uri }) => uri));
	return [
		'- It cites from:',
		...found.map(({ uri, rule, by }) => {
			const named = by === document.uri ? `named by ${rule}` : `${rule}, \`${by}\``;
			const state = isRead.has(uri) ? '' : there.has(uri) ? ': holds no entry, or is outside what is read' : ': **not found**';
			return `  - \`${uri}\` (${named})${state}`;
		}),
	];
}

/**
 * The answer to "why no suggestions?" for a document, or for the library alone; `there` are the document's bibliographies that
 * exist.
 */
export function status(
	context: Context,
	document: Document | undefined,
	languageId: string | undefined,
	there: ReadonlySet<string> = new Set(),
): StatusReport {
	const { library, notes } = context;
	const lines = ['# Lectern status', ''];
	if (document?.markup) {
		lines.push(`- This document is **${document.languageId}**: papers are found and cited in it.`);
		lines.push(...bibliographyLines(context, document, there));
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
		const failure = source.failure ? `; could not be read: ${source.failure}` : '';
		const large =
			source.length > largestSynced ? '; over 50 MB, so nothing is answered inside it and its changes arrive when it is saved' : '';
		const rule = source.origin === 'user' ? 'named by `lectern.library.files`' : 'found in the workspace';
		lines.push(`- \`${source.uri}\` (${source.format}, ${rule}): ${source.records} records${problems}${failure}${large}`);
	}
	if (notes.damaged.length > 0) lines.push('', '## Notes that cannot be read', '');
	for (const { uri, damage } of notes.damaged) lines.push(`- \`${uri}\` ${damage}; its citations are left out.`);
	const problems = library.sources.reduce((sum, source) => sum + source.problems.length, 0);
	return { markdown: `${lines.join('\n')}\n`, papers: library.size, problems };
}
