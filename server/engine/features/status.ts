import * as l10n from '@vscode/l10n';
import { append } from '../base/append.js';
import { type LocalizableMessage, localize } from '../base/localizableMessage.js';
import type { BibliographyRule } from '../documents/bibliography.js';
import type { Document } from '../documents/document.js';
import { documentLanguages } from '../documents/markup/languages.js';
import { isFileSource } from '../library/fileSource.js';
import type { SourceState } from '../library/library.js';
import type { Context } from './context.js';

export interface StatusReport {
	/** Markdown that answers "why no suggestions?". */
	readonly markdown: string;
	readonly papers: number;
	readonly problems: number;
}

/** VS Code sends extensions no documents beyond this size. */
const largestSynced = 50 * 1024 * 1024;

/** So many files that are not read are listed. */
const mostListed = 100;

const inWords: Readonly<Record<BibliographyRule, () => string>> = {
	'the document itself': () => l10n.t('the document itself'),
	'the notebook': () => l10n.t('the notebook'),
	'Quarto project': () => l10n.t('Quarto project'),
	'Quarto folder metadata': () => l10n.t('Quarto folder metadata'),
	'metadata file': () => l10n.t('metadata file'),
	'Quarto profile': () => l10n.t('Quarto profile'),
	'bookdown book': () => l10n.t('bookdown book'),
	'MyST project': () => l10n.t('MyST project'),
	'MyST project without a list': () => l10n.t('MyST project without a list'),
	'Sphinx project': () => l10n.t('Sphinx project'),
	'Pandoc defaults': () => l10n.t('Pandoc defaults'),
	'LaTeX root': () => l10n.t('LaTeX root'),
	'LaTeX part': () => l10n.t('LaTeX part'),
	'Typst document': () => l10n.t('Typst document'),
	'including Org file': () => l10n.t('including Org file'),
	'included Org file': () => l10n.t('included Org file'),
};

/** What the document cites from, and which rule found each file. */
function bibliographyLines({ library, foundBibliographies }: Context, document: Document, there: ReadonlySet<string>): readonly string[] {
	const found = foundBibliographies(document);
	if (found.length === 0)
		return [
			`- ${l10n.t('It cites from all library files of the workspace, since neither it nor a project around it names a bibliography.')}`,
		];
	const isRead = new Set(library.sources.map(({ uri }) => uri));
	return [
		`- ${l10n.t('It cites from:')}`,
		...found.map(({ uri, rule, by, kind }) => {
			const named = by === document.uri ? l10n.t('named by the document itself') : `${inWords[rule]()}, \`${by}\``;
			if (kind === 'unknown') return `  - ${l10n.t('a file that cannot be determined from the text')} (${named})`;
			const state = isRead.has(uri)
				? ''
				: `: ${there.has(uri) ? l10n.t('holds no entry, or is outside what is read') : l10n.t('**not found**')}`;
			return `  - \`${uri}\` (${named})${state}`;
		}),
	];
}

/**
 * The answer to "why no suggestions?" for a document, or for the library alone; `there` are the document's bibliographies that
 * exist, `skipped` what is not read and why, and `others` the lines about libraries that are no files.
 */
export function status(
	context: Context,
	document: Document | undefined,
	languageId: string | undefined,
	there: ReadonlySet<string> = new Set(),
	skipped: Iterable<readonly [uri: string, reason: LocalizableMessage]> = [],
	others: readonly { readonly title: string; readonly lines: readonly string[] }[] = [],
): StatusReport {
	const { library, notes } = context;
	const lines = [`# ${l10n.t('Lectern status')}`, ''];
	if (document?.markup) {
		lines.push(`- ${l10n.t('This document is **{0}**: papers are found and cited in it.', document.languageId)}`);
		append(lines, bibliographyLines(context, document, there));
		lines.push(
			`- ${l10n.t('It has {0} citations and {1} mentions of papers.', document.citations.length, document.mentions(library).length)}`,
		);
	} else if (languageId !== undefined) {
		lines.push(
			`- ${l10n.t('Files of the language **{0}** are not handled. Lectern works in: {1}.', languageId, documentLanguages.join(', '))}`,
		);
	}
	const origins = { bundled: 0, workspace: 0, user: 0 };
	for (const source of library.sources) origins[source.origin] += source.records;
	lines.push(
		`- ${l10n.t('The library holds **{0} papers**: {1} bundled records, {2} from this workspace, {3} from your own files.', library.size, origins.bundled, origins.workspace, origins.user)}`,
	);
	if (!context.settings['library.bundled'])
		lines.push(`- ${l10n.t('The papers that come with Lectern are left out, as the setting `lectern.library.bundled` says.')}`);
	const own = library.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri));
	if (own.length > 0) lines.push('', `## ${l10n.t('Your sources')}`, '');
	for (const source of own) lines.push(`- ${sourceLine(source)}`);
	for (const { title, lines: own } of others) if (own.length > 0) lines.push('', `## ${title}`, '', ...own);
	if (notes.damaged.length > 0) lines.push('', `## ${l10n.t('Notes that cannot be read')}`, '');
	for (const { uri, damage } of notes.damaged) lines.push(`- \`${uri}\`: ${localize(damage)} ${l10n.t('Its citations are left out.')}`);
	const left = [...skipped];
	if (left.length > 0) lines.push('', `## ${l10n.t('Not read')}`, '');
	for (const [uri, reason] of left.slice(0, mostListed)) lines.push(`- \`${uri}\`: ${localize(reason)}`);
	if (left.length > mostListed) lines.push(`- ${l10n.t('… and {0} more; the output channel names them.', left.length - mostListed)}`);
	const problems = library.sources.reduce((sum, source) => sum + source.problems.length, 0);
	return { markdown: `${lines.join('\n')}\n`, papers: library.size, problems };
}

/** A source, how it was found, and whatever about it keeps papers from being suggested. */
function sourceLine({ uri, format, origin, records, problems, failure, length }: SourceState): string {
	const rule =
		origin === 'user' ? l10n.t('named by `lectern.library.files` or by a document, and only read') : l10n.t('found in the workspace');
	const facts = [l10n.t('{0} records', records)];
	if (problems.length > 0) facts.push(l10n.t('{0} problems', problems.length));
	if (failure) facts.push(l10n.t('could not be read: {0}', failure));
	if (length > largestSynced) facts.push(l10n.t('over 50 MB, so nothing is answered inside it and its changes arrive when it is saved'));
	return `\`${uri}\` (${format}, ${rule}): ${facts.join('; ')}`;
}
