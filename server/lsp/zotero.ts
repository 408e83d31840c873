import { addressesOf, type FileHint, findPdf, isFileSource, openAddress, type Paper, quotation, selectAddress } from '../engine/index.js';
import { focusChange, type PdfAnswer, windowFocused } from '../protocol/index.js';
import { writtenCitation } from './citeWithEntry.js';
import { answer, type Feature, onNotification } from './feature.js';
import { paperIn, type Request } from './request.js';
import type { Services } from './services.js';

/** Zotero, and the PDFs of papers wherever they come from. */
export const zoteroFeature: Feature = {
	register(services) {
		registerConnection(services);
		registerAnnotations(services);
		answer(services, 'lectern/zotero/address', ({ key }, request) => {
			const link = paperOf(request, key)?.zotero;
			return (link && selectAddress(link.item)) ?? null;
		});
		answer(services, 'lectern/pdf', async ({ key }, request) => {
			const paper = paperOf(request, key);
			return paper ? pdfOf(services, request, paper) : null;
		});
	},
};

const paperOf = ({ context }: Request, key: string): Paper | undefined => context.library.byKey(key)[0];

function registerConnection(services: Services): void {
	const { zotero, settings, open, httpLibrary } = services;
	answer(services, 'lectern/zotero/report', () => zotero.report);
	answer(services, 'lectern/zotero/look', async ({ whole = false }) => {
		// The setting may have been turned on a moment ago.
		await settings.update();
		zotero.use(settings.current.zotero);
		return zotero.look(whole);
	});
	const touch = () => {
		zotero.touch();
		httpLibrary.touch();
	};
	onNotification(services, windowFocused, focusChange, touch);
	// In an editor that does not report its focus, somebody who opens, saves or writes a document is there.
	open.texts.onDidOpen(touch);
	open.texts.onDidSave(touch);
	open.texts.onDidChangeContent(touch);
}

function registerAnnotations(services: Services): void {
	const { zotero } = services;
	const annotationOf = async (paper: Paper | undefined, item: string) =>
		paper && (await zotero.detailsOf(paper))?.annotations.find((each) => each.item === item);
	answer(services, 'lectern/zotero/annotations', async ({ key }, request) => {
		const paper = paperOf(request, key);
		if (!paper) return null;
		const details = await zotero.detailsOf(paper);
		if (!details) return { annotations: [], ...(paper.zotero && { failure: zotero.failure }) };
		return {
			annotations: details.annotations.map(({ item, kind, text, comment, color, page }) => ({
				item,
				kind,
				text,
				comment,
				...(color !== undefined && { color }),
				page,
			})),
		};
	});
	answer(services, 'lectern/zotero/annotationAddress', async ({ key, annotation }, request) => {
		const found = await annotationOf(paperOf(request, key), annotation);
		return (found && openAddress(found.attachment, found.pageNumber, found.item)) ?? null;
	});
	answer(services, 'lectern/zotero/quotation', async ({ key, annotation }, request) => {
		const { opened } = request;
		const paper = paperIn(request, opened, key);
		const found = opened && (await annotationOf(paper, annotation));
		if (!opened || !paper || !found) return null;
		const { document } = opened;
		const citing = await writtenCitation(services, request, document, [paper]);
		const { languageId, text, markup } = document;
		const quoted = quotation(found, citing?.keys[0] ?? paper.key, { languageId, text, ...(markup && { markup }) });
		if (quoted === undefined) return null;
		const { keys: _, ...change } = citing ?? { keys: [] };
		return { text: quoted, ...change };
	});
}

/** Where the PDF of a paper is: a file, in Zotero, on the web. */
async function pdfOf({ zotero, files, workspace, settings }: Services, { context }: Request, paper: Paper): Promise<PdfAnswer> {
	const { library } = context;
	const numbers = library.recordsOf(library.numberOf(paper));
	const records = numbers.flatMap((number) => library.record(number) ?? []);
	const hints = paper.places.map(({ source, key }): FileHint => {
		const record = records.find((each) => each.key === key && isFileSource(source));
		return {
			source,
			keys: paper.keys,
			...(paper.arxiv !== undefined && { arxiv: paper.arxiv }),
			...(record?.fields.file !== undefined && { file: record.fields.file }),
		};
	});
	const named = await findPdf(files, hints, workspace.placesOf(settings.current['pdf.folders']));
	const inZotero = named === undefined && paper.zotero?.hasPdf ? (await zotero.detailsOf(paper))?.pdf : undefined;
	const file = named ?? (inZotero !== undefined && (await files.stat(inZotero).catch(() => undefined)) ? inZotero : undefined);
	const link = paper.zotero?.hasPdf && paper.zotero.attachment !== undefined ? openAddress(paper.zotero.attachment) : undefined;
	const web = addressesOf(paper).get('pdf');
	return { ...(file !== undefined && { file }), ...(link !== undefined && { zotero: link }), ...(web !== undefined && { web }) };
}
