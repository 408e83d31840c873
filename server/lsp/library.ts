import {
	addressesOf,
	bibtexOf,
	browse,
	bundledKey,
	citationText,
	countFitting,
	elsewherePage,
	emptyRecord,
	entryOf,
	factsOf,
	fileNameOf,
	group,
	hosts,
	hover,
	httpLibrarySentences,
	isFileSource,
	l10n,
	markupOf,
	mentionedIn,
	mostFiltered,
	neighbours,
	type Paper,
	queryHelp,
	type ReaderMatter,
	readerCard,
	readerPage,
	relatedPapers,
	searchFor,
	shownTitle,
	status,
	usesIn,
} from '../engine/index.js';
import { type ReaderAnswer, themeChange, themeChanged } from '../protocol/index.js';
import { answer, type Feature, onNotification } from './feature.js';
import { abstractOf, bodyOf } from './paperTexts.js';
import { byFile, keyRangeOf, locationsIn } from './places.js';
import { checkCancelled, paperIn, type Request } from './request.js';
import type { Services } from './services.js';

/** Lectern's own requests: the tree, the reader, the picks. */
export const libraryFeature: Feature = {
	register(services) {
		registerTree(services);
		registerPapers(services);
		registerReader(services);
	},
};

const byKey = ({ context }: Request, key: string): Paper | undefined => context.library.byKey(key)[0];

/** The library as the tree and the picks show it. */
function registerTree(services: Services): void {
	answer(services, 'lectern/groups', (listing, { context }) => browse(context, listing));
	answer(services, 'lectern/group', ({ group: id, start, limit, ...listing }, { context }) => group(context, listing, id, start, limit));
	answer(services, 'lectern/neighbours', ({ key, ...listing }, { context }) => neighbours(context, listing, key));
	answer(services, 'lectern/search', ({ query, limit }, { context, opened }) => {
		const useOf = opened ? usesIn(context, opened.document) : undefined;
		return searchFor(context, query, limit, opened?.document, useOf);
	});
	answer(services, 'lectern/queryHelp', ({ query }, { context }) => {
		const { problems, offers } = queryHelp(context, query);
		const fitting = countFitting(context, query);
		return {
			fitting,
			isCut: query.trim() !== '' && fitting >= mostFiltered,
			problems: problems.map(({ code, text }) => ({ code, text })),
			offers,
		};
	});
	answer(services, 'lectern/mark', async ({ file, keys, state, isStarred, date }, request) => {
		const papers = keys.map((key) => byKey(request, key) ?? { keys: [key] });
		const change = { date, ...(state !== undefined && { state }), ...(isStarred !== undefined && { isStarred }) };
		const text = await services.readings.mark(file, papers, change, services.files);
		if (text !== undefined) services.changes.tellClient();
		return text ?? null;
	});
	answer(services, 'lectern/status', async ({ languageId }, { context, opened, bibliographies }) => {
		const there = await services.workspace.existing(bibliographies);
		const { zotero, httpLibrary, literature, skipped, settings } = services;
		return status(context, opened?.document, {
			languageId,
			there,
			skipped: skipped.all,
			zotero: zotero.report,
			others: [
				{ heading: l10n.t('Library over HTTP'), sentences: httpLibrarySentences(httpLibrary.report) },
				{ heading: l10n.t('Literature search'), sentences: literature.sentences() },
			],
			leavesWikilinks: !settings.completesWikilinks,
		});
	});
}

/** What is known about one paper, by its key. */
function registerPapers(services: Services): void {
	answer(services, 'lectern/citationTexts', ({ keys }, request) =>
		keys.map((key) => {
			const paper = byKey(request, key);
			return paper ? citationText(paper) : null;
		}),
	);
	answer(services, 'lectern/notesOn', ({ key }, request) => {
		services.noteTracker.flush();
		const paper = byKey(request, key);
		return paper ? request.context.notes.notesOn(paper) : [];
	});
	answer(services, 'lectern/facts', ({ key }, request) => {
		const paper = paperIn(request, request.opened, key);
		return paper ? factsOf(paper) : null;
	});
	answer(services, 'lectern/bibtex', ({ key }, request) => {
		const paper = paperIn(request, request.opened, key);
		return paper ? bibtexOf(paper) : null;
	});
	answer(services, 'lectern/card', ({ key }, request) => {
		const paper = paperIn(request, request.opened, key);
		const notesWith = (other: Paper) => request.context.notes.countOf(other);
		return paper ? services.presentation.card([paper], { notesWith }) : null;
	});
	answer(services, 'lectern/address', ({ key, kind }, request) => {
		const paper = byKey(request, key);
		return (paper && addressesOf(paper).get(kind)) ?? null;
	});
	answer(services, 'lectern/entryPlace', async ({ key }, request) => {
		const paper = byKey(request, key);
		const place = paper && entryOf({ places: paper.places.filter(({ source }) => isFileSource(source)) });
		if (!place) return null;
		return { uri: place.source, range: await keyRangeOf(request.texts, place) };
	});
	answer(services, 'lectern/paperAt', ({ position }, { context, opened }) => {
		if (!opened) return null;
		return hover(context, opened.document, opened.text.offsetAt(position))?.papers[0]?.key ?? null;
	});
	answer(services, 'lectern/write', ({ languageId, keys }) => markupOf(languageId)?.write({ keys }) ?? null);
}

/** The reader's pages, and what its cards look like. */
function registerReader(services: Services): void {
	answer(services, 'lectern/readerPage', async ({ key, pictures }, request) => {
		services.noteTracker.flush();
		const work = workOf(services, request, key);
		if (work) return work;
		const paper = byKey(request, key);
		if (!paper) return null;
		const html = readerPage(paper, { ...(await matterOf(services, request, paper)), pictures });
		const { state, isStarred, hasNote } = request.context.beside;
		const title = shownTitle(paper);
		return { key: paper.key, title, html, state: state(paper), isStarred: isStarred(paper), hasNote: hasNote(paper) };
	});
	answer(services, 'lectern/readerCard', ({ key }, request) => {
		const paper = byKey(request, key);
		return paper ? readerCard(paper) : null;
	});
	answer(services, 'lectern/corpusText', async ({ uri }) => (await services.corpus.texts()).summaries[bundledKey(uri) ?? ''] ?? null);
	onNotification(services, themeChanged, themeChange, ({ kind }) => services.presentation.setTheme(kind));
}

/** What the reader lists of the literature around a paper; nothing where nobody could be asked about it. */
function literatureOf({ literature, works }: Services, { context }: Request, key: string, paper?: Paper): ReaderMatter['literature'] {
	if (!literature.isOn('openalex') || !works.idFor(key, paper)) return undefined;
	const found = works.followed(key, context.library);
	return { source: hosts.openalex.title, ...(found && { found }) };
}

/** The page of a work of the literature: of the paper that it is, once the library has it. Nothing for keys of the library's own. */
function workOf(services: Services, request: Request, key: string): ReaderAnswer | undefined {
	const literature = literatureOf(services, request, key);
	if (!literature || !/^openalex:W\d+$/.test(key)) return undefined;
	const work = services.works.workOf(key);
	const state = { state: 'unread', isStarred: false, hasNote: false } as const;
	if (!work) {
		const record = { ...emptyRecord, title: key.slice('openalex:'.length) };
		return { key, title: record.title, html: elsewherePage(record, { literature }), ...state };
	}
	const { record, abstract, openAddress, citedBy, isSaidRetracted } = work;
	const retractedAt = isSaidRetracted ? `https://openalex.org/${key.slice('openalex:'.length)}` : undefined;
	return {
		key,
		title: shownTitle(record),
		html: elsewherePage(record, { literature, abstract, openAddress, citedBy, retractedAt }),
		...state,
	};
}

/** What the reader shows beside the paper: its text, what it relates to and where the notes mention it. */
async function matterOf(services: Services, request: Request, paper: Paper): Promise<ReaderMatter> {
	const { context, texts } = request;
	const textOf = async (uri: string) => (await texts.read(uri))?.text.getText();
	const mentions: ReaderMatter['mentions'][number][] = [];
	for (const { uri, span, sentence } of await mentionedIn(context, paper, textOf)) {
		checkCancelled(request);
		const [place] = await locationsIn(services.options, texts, uri, [span]);
		mentions.push({ uri: place!.uri, name: fileNameOf(uri), line: place!.range.start.line, sentence });
	}
	const bundled = paper.summary && bundledKey(paper.summary.source);
	const diagram = bundled === undefined ? undefined : (await services.corpus.texts()).diagrams[bundled];
	const zotero = services.zotero.matterOf(paper);
	const abstract = (await abstractOf(texts, paper)) ?? (paper.summary ? undefined : zotero?.details?.abstract);
	const literature = literatureOf(services, request, paper.key, paper);
	const foundAbstract = abstract === undefined && !paper.summary ? services.works.abstractOf(paper.key) : undefined;
	return {
		abstract,
		...(zotero && { zotero }),
		literature: literature && { ...literature, ...(foundAbstract !== undefined && { abstract: foundAbstract }) },
		library: context.library,
		topics: context.topics,
		body: await bodyOf(texts, paper),
		...(diagram !== undefined && { diagram }),
		...(paper.summary && { beside: { uri: paper.summary.source, folders: services.workspace.folders } }),
		entries: await entriesOf(services, request, paper),
		related: relatedPapers(context, paper),
		mentions,
	};
}

/** Files beyond this size are not read again for the lines that entries are in. */
const largestForLines = 8 << 20;

/** So many entries of one paper are listed. */
const mostEntries = 20;

/** Where the paper's first bibliography entries are; those in very large files are left out. */
async function entriesOf({ options }: Services, request: Request, paper: Paper): Promise<ReaderMatter['entries']> {
	const own = paper.places
		.filter(({ isSummary, origin, source }) => !isSummary && origin !== 'bundled' && isFileSource(source))
		.slice(0, mostEntries);
	const entries: NonNullable<ReaderMatter['entries']>[number][] = [];
	for (const [source, places] of byFile(
		own,
		(place) => place.source,
		(place) => place,
	)) {
		checkCancelled(request);
		if (!request.texts.open(source) && places.every(({ line }) => line !== undefined)) {
			for (const { line } of places) entries.push({ uri: source, name: fileNameOf(source), line: line! });
			continue;
		}
		if ((await request.texts.readUpTo(source, largestForLines)) === undefined) continue;
		const found = await locationsIn(
			options,
			request.texts,
			source,
			places.map(({ span }) => span),
		);
		for (const { uri, range } of found) entries.push({ uri, name: fileNameOf(source), line: range.start.line });
	}
	return entries;
}
