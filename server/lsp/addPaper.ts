import {
	type Addresses,
	bibliographyFor,
	citingIn,
	type Document,
	enteredPaper,
	entryForm,
	fileNameOf,
	type Identifier,
	identifierOf,
	insertWritten,
	keyFor,
	knownPaper,
	l10n,
	linkFile,
	mayTakeEntries,
	missingEntryOf,
	type Paper,
	type PaperFace,
	questionFor,
	readAnswer,
	readBibtex,
	type SourceRecord,
	shortAuthors,
	styleOf,
	writeEntry,
} from '../engine/index.js';
import type { Citing, CitingPlace, ServiceName } from '../protocol/index.js';
import { entryEdit, namingEdit } from './citeWithEntry.js';
import { answer, type Feature } from './feature.js';
import type { Request } from './request.js';
import type { Services } from './services.js';
import { editOf, type RequestTexts, type VersionedText } from './texts.js';

/** Papers that the library lacks: the one request for each, made when asked for, and the citation of what is pasted. */
export const addPaperFeature: Feature = {
	register(services) {
		const { polite } = services.literature;
		const questionOf = ({ settings }: Request, text: string, service?: ServiceName) =>
			questionFor(text, settings['addPaper.services'] as Addresses, service);

		answer(services, 'lectern/addPaper/question', ({ text, service }, request) => {
			const question = questionOf(request, text, service);
			if (!question) return null;
			const known = knownPaper(request.context.library, question.identifier);
			return {
				identifier: question.identifier.value,
				service: question.service,
				title: question.title,
				address: question.address,
				...(known && { known: faceOf(known) }),
				bibliographies: bibliographiesFor(request),
			};
		});

		answer(services, 'lectern/addPaper/ask', async ({ text, service, bibliography, pdf }, request) => {
			const question = questionOf(request, text, service);
			if (!question) return { failure: { code: 'not-found', message: l10n.t('“{0}” is neither a DOI nor an arXiv identifier.', text) } };
			const found = readAnswer(
				question,
				await polite.ask(question.service, { ...question, isFresh: true, isLight: true }, request.token),
				Date.now(),
			);
			if ('message' in found) return { failure: found };
			const objection = pdf === undefined ? undefined : await services.pdfs.objectionTo(pdf, found);
			if (objection !== undefined) return { failure: { code: 'other-paper', message: objection } };
			// A bibliography that cannot be read, or does not exist yet, has no style.
			const written = bibliography === undefined ? undefined : await request.texts.read(bibliography);
			return { row: faceOf(found), entry: writeEntry(found, styleOf(written?.text.getText() ?? '')) };
		});

		answer(services, 'lectern/addPaper/form', (_, request) => ({ ...entryForm(), bibliographies: bibliographiesFor(request) }));

		answer(services, 'lectern/addPaper/entered', async ({ type, fields, bibliography }, { texts }) => {
			const file = bibliography === undefined ? undefined : await texts.read(bibliography);
			return enteredPaper(type, fields, file?.text.getText() ?? '');
		});

		answer(services, 'lectern/addPaper/citing', async ({ entry: given, bibliography, place, creates, pdf }, request) => {
			const [record] = pdf === undefined ? [] : readBibtex(given).records;
			const entry = record && pdf !== undefined ? withPdf(services, given, record.key, pdf, bibliography) : given;
			const { texts, opened } = request;
			const document = opened?.document;
			const at = place && { document, as: place.as };
			const isNew = creates === true && !texts.open(bibliography) && !(await services.workspace.exists(bibliography));
			if (!isNew) return citingEntry(texts, entry, bibliography, at);
			const file = { text: texts.textOf(bibliography, '', 'bibtex'), version: null };
			const citing = await citingEntry(texts, entry, bibliography, at, file);
			const naming = citing?.edit && document && (await namingEdit(services, request, document, bibliography));
			if (!citing?.edit) return citing;
			const create = { kind: 'create', uri: bibliography, options: { ignoreIfExists: true } } as const;
			return { ...citing, edit: { documentChanges: [create, ...citing.edit.documentChanges, ...(naming ? [naming] : [])] } };
		});

		answer(services, 'lectern/paste', async ({ text }, request) => {
			const document = request.opened?.document;
			if (!document?.markup) return null;
			const as = 'citation';
			const identifier = identifierOf(text);
			if (identifier) {
				const citing = await citingAt(services, request, document, identifier, as);
				return citing ? { title: titleOf(citing), citing } : { unknown: text.trim() };
			}
			if (!/^\s*@\w+\s*[{(]/.test(text)) return null;
			const [record, ...more] = readBibtex(text).records;
			if (!record || more.length > 0) return null;
			const { citedFrom, bibliography } = bibliographyFor(request.context, document);
			const known = knownPaper(request.context.library, record);
			if (known?.places.some(({ source }) => citedFrom.includes(source))) {
				const citing = await citingPaper(services, request, document, known, as);
				return { title: titleOf(citing), citing };
			}
			const citing = bibliography === undefined ? null : await citingEntry(request.texts, text, bibliography, { document, as });
			return citing && { title: titleOf(citing), citing };
		});
	},
};

export const faceOf = (paper: SourceRecord | Paper): PaperFace => ({
	key: paper.key,
	title: paper.title,
	authors: shortAuthors(paper),
	year: paper.year,
});

const titleOf = ({ key, bibliography }: Citing): string =>
	bibliography === undefined ? l10n.t('Cite as {0}', key) : l10n.t('Cite as {0}, with its entry in {1}', key, fileNameOf(bibliography));

/** The `.bib` files that a new entry may go into: the document's own, then the workspace's, then the user's. */
export function bibliographiesFor({ context, opened }: Request): readonly string[] {
	const document = opened?.document;
	const own = document?.markup ? bibliographyFor(context, document) : undefined;
	const sources = (origin: string) =>
		context.library.sources
			.filter(
				(source) => source.origin === origin && source.uri.toLowerCase().endsWith('.bib') && mayTakeEntries(context, source.uri, source),
			)
			.map((source) => source.uri);
	return [
		...new Set([...(own?.bibliography ? [own.bibliography] : []), ...(own?.present ?? []), ...sources('workspace'), ...sources('user')]),
	];
}

/** Citing the paper with an identifier at a place; nothing where the library hasn't got it. */
export async function citingAt(
	services: Services,
	request: Request,
	document: Document,
	identifier: Identifier,
	as: CitingPlace['as'],
): Promise<Citing | undefined> {
	const paper = knownPaper(request.context.library, identifier);
	return paper && citingPaper(services, request, document, paper, as);
}

/** Citing a paper that the library has: by the key of the document's bibliography, with its entry where that lacks it. */
async function citingPaper(services: Services, request: Request, document: Document, paper: Paper, as: CitingPlace['as']): Promise<Citing> {
	const { context } = request;
	const key = keyFor(paper, citingIn(context, document));
	const missing = missingEntryOf(context, document, paper, key);
	const entry = missing && (await entryEdit(services, request, missing));
	const written = entry?.key ?? key;
	return {
		key: written,
		text: textAt(written, document, as),
		...(entry && { edit: { documentChanges: entry.changes }, bibliography: entry.bibliography }),
	};
}

/** The change that writes an entry, as it is but for its key, into a bibliography; nothing where it isn't one or the file can't be read. */
async function citingEntry(
	texts: RequestTexts,
	entry: string,
	bibliography: string,
	place: { readonly document: Document | undefined; readonly as: CitingPlace['as'] } | undefined,
	made?: VersionedText,
): Promise<Citing | null> {
	const file = made ?? (await texts.read(bibliography));
	const insertion = file && insertWritten(file.text.getText(), entry);
	if (!insertion) return null;
	const span = { start: insertion.offset, end: insertion.offset };
	return {
		key: insertion.key,
		...(place && { text: textAt(insertion.key, place.document, place.as) }),
		edit: { documentChanges: [editOf(file, [{ span, text: insertion.text }])] },
		bibliography,
	};
}

/** An entry that names a PDF, written for a bibliography; as it is where it cannot name it. */
export function withPdf({ workspace, settings }: Services, entry: string, key: string, pdf: string, bibliography: string): string {
	const folders = workspace.placesOf(settings.current['pdf.folders']);
	const change = linkFile(entry, key, { uri: pdf, bibliography, folders });
	return typeof change === 'object' ? entry.slice(0, change.span.start) + change.text + entry.slice(change.span.end) : entry;
}

/** What cites a key in a document: in the document's own form. */
export function textAt(key: string, document: Document | undefined, as: CitingPlace['as']): string {
	const citation = as === 'key' ? undefined : document?.markup?.write({ keys: [key], text: document.text });
	return citation === undefined ? key : as === 'citation-behind' ? ` ${citation}` : citation;
}
