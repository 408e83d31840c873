import * as l10n from '@vscode/l10n';
import { type LocalizableMessage, localize } from '../base/localizableMessage.js';
import { defaultSettings } from '../base/settings.js';
import type { Document } from '../documents/document.js';
import { type BibliographyRule, type FoundBibliography, mostNamed } from '../documents/foundBibliography.js';
import { isMeantAsCitation } from '../documents/handles.js';
import { documentLanguages } from '../documents/markup/languages.js';
import { isFileSource } from '../library/fileSource.js';
import type { SourceState } from '../library/library.js';
import type { ZoteroReport } from '../render/zoteroReport.js';
import type { Context } from './context.js';

/** The answer to "why no suggestions?": what is known about a document, the library and what is left out, in the user's language. */
export interface StatusReport {
	/** In the order in which they help; without those that would be empty. */
	readonly sections: readonly StatusSection[];
	readonly papers: number;
	readonly problems: number;
}

export interface StatusSection {
	readonly heading: string;
	readonly rows: readonly StatusRow[];
	readonly actions?: readonly StatusAction[];
}

/** One thing that is known. All texts are plain. */
export interface StatusRow {
	readonly text: string;
	/** URI of the file that it is about; shown before the text. */
	readonly file?: string;
	/** URI of the file that names that one; shown behind the text. */
	readonly namedBy?: string;
	/** Whether this may be why a paper is not suggested. */
	readonly isProblem?: boolean;
	readonly action?: StatusAction;
}

/** What an editor can offer: a command, or a setting by its whole name. */
export type StatusAction = (typeof statusActions)[number] | { readonly setting: string };
export const statusActions = [
	'addPaper',
	'chooseFiles',
	'connectZotero',
	'readZotero',
	'disconnectZotero',
	'showInDocument',
	'showProblems',
	'showLog',
] as const;

/** What the server knows beside the library. */
export interface StatusSurroundings {
	/** The language of the document that has the focus, as the editor names it. */
	readonly languageId?: string | undefined;
	/** The document's bibliographies that exist. */
	readonly there: ReadonlySet<string>;
	/** What is not read, and why. */
	readonly skipped: Iterable<readonly [uri: string, reason: LocalizableMessage]>;
	readonly zotero: ZoteroReport;
	/** What is known about other places that papers come from, in sentences; those without any are left out. */
	readonly others?: readonly { readonly heading: string; readonly sentences: readonly string[] }[];
	/** Whether `[[` is left to another extension. */
	readonly leavesWikilinks?: boolean;
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
	'Jupyter Book': () => l10n.t('Jupyter Book'),
	'Pandoc defaults': () => l10n.t('Pandoc defaults'),
	'LaTeX root': () => l10n.t('LaTeX root'),
	'LaTeX part': () => l10n.t('LaTeX part'),
	'including document': () => l10n.t('including document'),
	'Typst document': () => l10n.t('Typst document'),
	'including Org file': () => l10n.t('including Org file'),
	'included Org file': () => l10n.t('included Org file'),
};

/** Returns what is known about a document that is open, or about the library alone. */
export function status(context: Context, document: Document | undefined, surroundings: StatusSurroundings): StatusReport {
	const { library } = context;
	const sections: readonly StatusSection[] = [
		{ heading: l10n.t('This document'), ...aboutDocument(context, document, surroundings) },
		{ heading: l10n.t('Library'), ...aboutLibrary(context) },
		{ heading: 'Zotero', ...aboutZotero(surroundings.zotero) },
		...(surroundings.others ?? []).map(({ heading, sentences }) => ({ heading, rows: sentences.map((text) => ({ text })) })),
		{ heading: l10n.t('Hidden by settings'), rows: hiddenBySettings(context, surroundings) },
		{ heading: l10n.t('Notes that cannot be read'), rows: damagedNotes(context) },
		{ heading: l10n.t('Files that are not read'), ...notRead(surroundings) },
	];
	return {
		sections: sections.filter(({ rows, actions = [] }) => rows.length > 0 || actions.length > 0),
		papers: library.size,
		problems: library.sources.reduce((sum, source) => sum + source.problems.length, 0),
	};
}

type Contents = Omit<StatusSection, 'heading'>;

function aboutDocument(context: Context, document: Document | undefined, { languageId, there }: StatusSurroundings): Contents {
	if (!document?.markup) {
		if (languageId === undefined) return { rows: [] };
		const text = l10n.t(
			'Files of the language {0} are not handled. Lectern works in: {1}.',
			languageId,
			documentLanguages.filter((id) => id !== languageId).join(', '),
		);
		return { rows: [{ text, isProblem: true }] };
	}
	const { library } = context;
	const mentions = document.mentions(library).length;
	const found = context.foundBibliographies(document);
	const unknown = unknownKeys(context, document);
	const rows: StatusRow[] = [
		{ file: document.uri, text: l10n.t('Papers are found and cited in it, as {0}.', document.languageId) },
		...bibliographyRows(context, document, found, there),
		{ text: l10n.t('Citations: {0}. Names of papers in the text: {1}.', document.citations.length, mentions), action: 'showInDocument' },
	];
	if (unknown.length > 0)
		rows.push({ text: l10n.t('Keys that no paper has: {0}.', unknown.join(', ')), isProblem: true, action: 'showProblems' });
	return { rows };
}

/** So many unknown keys are named. */
const mostKeys = 12;

function unknownKeys({ library, bibliographiesOf }: Context, document: Document): readonly string[] {
	const bibliographies = bibliographiesOf(document);
	const keys = document.citations
		.filter(
			(citation) =>
				library.byKey(citation.key, bibliographies).length === 0 && isMeantAsCitation(document, citation, library, bibliographies),
		)
		.map(({ key }) => key);
	const all = [...new Set(keys)];
	return all.length > mostKeys ? [...all.slice(0, mostKeys), '…'] : all;
}

/** What the document cites from, and which rule found each file. */
function bibliographyRows(
	{ library }: Context,
	document: Document,
	found: readonly FoundBibliography[],
	there: ReadonlySet<string>,
): readonly StatusRow[] {
	if (found.length === 0)
		return [
			{ text: l10n.t('It cites from all library files of the workspace, since neither it nor a project around it names a bibliography.') },
		];
	const isRead = new Set(library.sources.map(({ uri }) => uri));
	return found.map(({ uri, rule, by, kind, isMore }): StatusRow => {
		const isOwn = by === document.uri;
		const named = isOwn
			? l10n.t('It cites from this file, which the document itself names.')
			: l10n.t('It cites from this file, found by the rule “{0}” in', inWords[rule]());
		const namedBy = isOwn ? undefined : { namedBy: by };
		if (isMore)
			return {
				text: l10n.t('More than {0} bibliographies are named; the others are not read, and keys are not checked.', mostNamed),
				isProblem: true,
			};
		if (kind === 'unknown')
			return {
				text: isOwn
					? l10n.t('It names a file that cannot be determined from the text.')
					: l10n.t('A file that cannot be determined from the text is named in'),
				...namedBy,
				isProblem: true,
				action: { setting: 'lectern.library.files' },
			};
		if (isRead.has(uri)) return { file: uri, text: named, ...namedBy };
		const why = there.has(uri) ? l10n.t('It has no entry, or is outside what is read.') : l10n.t('Not found.');
		return { file: uri, text: `${why} ${named}`, ...namedBy, isProblem: true };
	});
}

function aboutLibrary({ library }: Context): Contents {
	const own = library.sources.filter(({ origin, uri }) => origin !== 'bundled' && isFileSource(uri));
	const bundled = library.sources.reduce((sum, { origin, records }) => sum + (origin === 'bundled' ? records : 0), 0);
	const total = library.size === 1 ? l10n.t('1 paper') : l10n.t('{0} papers', library.size);
	const summary =
		bundled === 0
			? l10n.t('{0}. Entries of one work, in whichever file, are one paper.', total)
			: l10n.t('{0}; Lectern brings summaries of {1}. Entries of one work, in whichever file, are one paper.', total, bundled);
	return { rows: [{ text: summary }, ...own.map(sourceRow)], actions: ['chooseFiles', 'addPaper'] };
}

/** Formats as people write them. */
const formatNames: Readonly<Record<string, () => string>> = {
	bibtex: () => 'BibTeX',
	cslJson: () => 'CSL-JSON',
	endnote: () => 'EndNote',
	hayagriva: () => 'Hayagriva',
	pubmed: () => 'PubMed',
	ris: () => 'RIS',
	summary: () => l10n.t('Summary'),
};

/** A source, how it was found, and whatever about it keeps papers from being suggested. */
function sourceRow({ uri, format, origin, records, problems, failure, length }: SourceState): StatusRow {
	const facts = [formatNames[format]?.() ?? format, records === 1 ? l10n.t('1 entry') : l10n.t('{0} entries', records)];
	if (origin === 'user') facts.push(l10n.t('only read, since it is outside the workspace'));
	if (problems.length > 0) facts.push(problems.length === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems.length));
	if (failure) facts.push(l10n.t('could not be read: {0}', failure));
	if (length > largestSynced) facts.push(l10n.t('over 50 MB, so nothing is answered inside it and its changes arrive when it is saved'));
	const action = failure ? 'showLog' : 'showProblems';
	return { file: uri, text: facts.join(' · '), ...((failure || problems.length > 0) && { isProblem: true, action }) };
}

function aboutZotero({ phase, summary, advice, libraries, remarks }: ZoteroReport): Contents {
	if (phase === 'off') return { rows: [{ text: summary }], actions: ['connectZotero'] };
	const rows: StatusRow[] = [{ text: summary, ...(phase === 'failed' && { isProblem: true }) }];
	for (const text of [...(advice === undefined ? [] : [advice]), ...libraries, ...remarks]) rows.push({ text });
	return { rows, actions: ['readZotero', 'disconnectZotero'] };
}

/** What the user's settings leave out, each with the setting. */
function hiddenBySettings({ settings }: Context, { leavesWikilinks = false }: StatusSurroundings): readonly StatusRow[] {
	const rows: StatusRow[] = [];
	const hide = (setting: keyof typeof settings, text: string) => rows.push({ text, action: { setting: `lectern.${setting}` } });
	if (!settings['library.bundled']) hide('library.bundled', l10n.t('The summaries that come with Lectern are hidden.'));
	const { 'library.include': include, 'library.exclude': exclude } = settings;
	if (String(include) !== String(defaultSettings['library.include']))
		hide('library.include', l10n.t('Only files that match these patterns are read: {0}.', include.join(', ')));
	if (exclude.length > 0) hide('library.exclude', l10n.t('Files that match these patterns are not read: {0}.', exclude.join(', ')));
	if (!settings['hover.mentions']) hide('hover.mentions', l10n.t('No card is shown for papers that the text only names.'));
	if (leavesWikilinks) hide('completion.wikilinks', l10n.t('Papers are not suggested after “[[”.'));
	const off = Object.entries(settings['diagnostics.severity'] ?? {}).flatMap(([code, severity]) => (severity === 'off' ? [code] : []));
	if (off.length > 0) hide('diagnostics.severity', l10n.t('These problems are not reported: {0}.', off.join(', ')));
	return rows;
}

const damagedNotes = ({ notes }: Context): readonly StatusRow[] =>
	notes.damaged.map(({ uri, damage }) => ({
		file: uri,
		text: `${localize(damage)} ${l10n.t('Its citations are left out.')}`,
		isProblem: true,
	}));

function notRead({ skipped }: StatusSurroundings): Contents {
	const all = [...skipped];
	const rows: StatusRow[] = all.slice(0, mostListed).map(([uri, reason]) => ({ file: uri, text: localize(reason), isProblem: true }));
	if (all.length > mostListed) rows.push({ text: l10n.t('… and {0} more; the output channel names them.', all.length - mostListed) });
	return { rows, ...(rows.length > 0 && { actions: ['showLog'] }) };
}
