import {
	bibliographyFor,
	citingIn,
	type Document,
	fileNameOf,
	keyFor,
	linkFile,
	mayTakeEntries,
	missingEntryOf,
	type Paper,
	recognisingPdf,
	styleOf,
	writeEntry,
	yieldToEventLoop,
} from '../engine/index.js';
import type { Citing, DocumentEdit, PdfPaper } from '../protocol/index.js';
import { bibliographiesFor, faceOf, textAt, withPdf } from './addPaper.js';
import { entryEdit } from './citeWithEntry.js';
import { answer, type Feature } from './feature.js';
import { checkCancelled, paperIn, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf } from './texts.js';

/** Papers by their files: what a PDF is, and naming it in an entry. */
export const pdfFeature: Feature = {
	register(services) {
		answer(services, 'lectern/pdf/recognise', async ({ pdf }, request) => {
			const reading = await services.pdfs.of(pdf);
			checkCancelled(request);
			if ('failure' in reading) return reading;
			const recognised = await resultOf(recognisingPdf(request.context.library, reading, fileNameOf(pdf)), request);
			const { title, paper, identifiers } = recognised;
			return {
				...(title !== undefined && { title }),
				...(paper && { paper: await paperWithPlace(services, request, paper, pdf) }),
				bibliographies: bibliographiesFor(request),
				identifiers: identifiers.map(({ kind, value }) => (kind === 'arxiv' ? `arXiv:${value}` : value)),
			};
		});
		answer(services, 'lectern/pdf/link', ({ pdf, key, bibliography, place }, request) => {
			const document = request.opened?.document;
			const paper = paperIn(request, request.opened, key);
			return paper ? linking(services, request, { pdf, paper, bibliography, document, as: place?.as }) : null;
		});
	},
};

/** What a generator returns, run with a pause after each of its steps. */
async function resultOf<T>(steps: Generator<undefined, T>, request: Request): Promise<T> {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await yieldToEventLoop();
		checkCancelled(request);
	}
}

/** A paper as the client shows it, with the file that its PDF would be named in. */
async function paperWithPlace(services: Services, request: Request, paper: Paper, pdf: string): Promise<NonNullable<PdfPaper['paper']>> {
	const { context, opened } = request;
	const document = opened?.document.markup ? opened.document : undefined;
	const key = document ? keyFor(paper, citingIn(context, document)) : paper.key;
	const face = { ...faceOf(paper), key };
	const missing = document && missingEntryOf(context, document, paper, key);
	if (missing) return { ...face, bibliography: missing.bibliography, isMissing: true };
	const place = placeOf(request, paper, document);
	if (!place) {
		const [target] = bibliographiesFor(request);
		const file = target === undefined ? undefined : await request.texts.read(target);
		const source = paper.zotero ? await services.zotero.entryOf(paper) : undefined;
		return {
			...face,
			entry: source?.text ?? writeEntry({ ...paper, span: nowhere, keySpan: nowhere }, styleOf(file?.text.getText() ?? '')),
		};
	}
	const file = await request.texts.read(place.source);
	const folders = services.workspace.placesOf(services.settings.current['pdf.folders']);
	const change = file && linkFile(file.text.getText(), place.key, { uri: pdf, bibliography: place.source, folders });
	return { ...face, bibliography: place.source, ...(change === 'linked' && { isLinked: true }) };
}

/** The entry of a paper that can be written to: in a bibliography of the document first. */
function placeOf({ context }: Request, { places }: Paper, document: Document | undefined): Paper['places'][number] | undefined {
	const own = document ? bibliographyFor(context, document).citedFrom : [];
	const written = places.filter(({ source, isSummary }) => !isSummary && /\.bib$/i.test(source) && mayTakeEntries(context, source));
	return written.find(({ source }) => own.includes(source)) ?? written[0];
}

/** A new entry is nowhere in a file yet. */
const nowhere = { start: 0, end: 0 };

interface Linking {
	readonly pdf: string;
	readonly paper: Paper;
	readonly bibliography: string;
	readonly document: Document | undefined;
	/** Nothing where it is not to be cited. */
	readonly as: NonNullable<Parameters<typeof textAt>[2]> | undefined;
}

async function linking(services: Services, request: Request, { pdf, paper, bibliography, document, as }: Linking): Promise<Citing | null> {
	const { context, texts } = request;
	const key = document ? keyFor(paper, citingIn(context, document)) : paper.key;
	const missing = document && as !== undefined ? missingEntryOf(context, document, paper, key) : undefined;
	const entry = missing && (await entryEdit(services, request, missing));
	if (entry && as !== undefined) {
		const changes = entry.changes.map((change) =>
			'kind' in change || change.textDocument.uri !== entry.bibliography ? change : withPdfIn(services, change, entry.key, pdf),
		);
		return { key: entry.key, text: textAt(entry.key, document, as), edit: { documentChanges: changes }, bibliography: entry.bibliography };
	}
	const place = paper.places.find(({ source, isSummary }) => source === bibliography && !isSummary);
	const file = place && (await texts.read(bibliography));
	const folders = services.workspace.placesOf(services.settings.current['pdf.folders']);
	const change = file && linkFile(file.text.getText(), place.key, { uri: pdf, bibliography, folders });
	if (!file || change === undefined || change === 'impossible') return null;
	return {
		key,
		...(as !== undefined && { text: textAt(key, document, as) }),
		...(change !== 'linked' && { edit: { documentChanges: [editOf(file, [change])] }, bibliography }),
	};
}

/** The edit that writes an entry, which names a PDF besides. */
function withPdfIn(services: Services, edit: DocumentEdit, key: string, pdf: string): DocumentEdit {
	const { uri } = edit.textDocument;
	return { ...edit, edits: edit.edits.map((each) => ({ ...each, newText: withPdf(services, each.newText, key, pdf, uri) })) };
}
