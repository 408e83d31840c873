import * as vscode from 'vscode';
import type { CitingPlace, PdfPaper } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { showInformation, showWarning } from '../editor/messages.js';
import type { ClientSession } from '../session.js';
import { type AddPaperDependencies, addPaper, type FollowedPlace, followPlace, offerEntry } from './addPaper.js';
import { applyCiting, applyOrExplain } from './applyCiting.js';

/** What recognising PDFs needs of the running client. */
export type PdfSession = AddPaperDependencies & Pick<ClientSession, 'started' | 'lastNote'>;

/** *Add Paper from PDF…*: of the files that are picked, or of those that the Explorer's menu is for. */
export function registerAddPaperFromPdf(session: PdfSession): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.addPaperFromPdf', async (one: unknown, all: unknown) => {
		await session.started;
		const given = (Array.isArray(all) ? all : [one]).filter((each) => each instanceof vscode.Uri);
		const chosen = given.length > 0 ? given : await pickFiles();
		await addPapersFromPdfs(session, chosen.map(String));
	});
}

const pickFiles = async (): Promise<readonly vscode.Uri[]> =>
	(await vscode.window.showOpenDialog({
		canSelectMany: true,
		title: vscode.l10n.t('Add Paper from PDF'),
		openLabel: vscode.l10n.t('Recognise'),
		filters: { PDF: ['pdf'] },
	})) ?? [];

/** The PDFs among URIs, a line each as they are dragged. */
export const pdfsIn = (list: string): readonly string[] =>
	list
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => /^[a-z][a-z\d+.-]*:/i.test(line) && /\.pdf$/i.test(line));

/** Recognises PDFs, given by their URIs, one after the other, and asks what is to be done with each: cited at a place, where one is given. */
export async function addPapersFromPdfs(session: PdfSession, pdfs: readonly string[], place?: CitingPlace): Promise<void> {
	const followed = place && followPlace(place);
	try {
		for (const pdf of pdfs) {
			const found = await recognise(session.server, pdf, place?.uri);
			if ('failure' in found) showWarning(found.failure);
			else await offerPaper(session, pdf, found, followed);
		}
	} finally {
		followed?.dispose();
	}
}

/** What a PDF is; the status bar says that it is being read. */
export function recognise(server: Server, pdf: string, uri: string | undefined): Thenable<PdfPaper | { readonly failure: string }> {
	const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Recognising {0}', nameOf(pdf)) };
	return vscode.window.withProgress(options, () => server.request('lectern/pdf/recognise', { pdf, uri }));
}

async function offerPaper(session: PdfSession, pdf: string, found: PdfPaper, place: FollowedPlace | undefined): Promise<void> {
	const { server } = session;
	const { paper, identifiers, bibliographies, title } = found;
	if (paper?.entry !== undefined) return offerEntry(server, { row: paper, entry: paper.entry }, bibliographies, place, pdf);
	if (paper) return offerKnown(session, pdf, paper, place);
	for (const text of identifiers) {
		const outcome = await addPaper(session, { text, place: place?.current() }, pdf);
		if (outcome !== 'other-paper') return undefined;
	}
	if (identifiers.length > 0) return undefined;
	const byHand = vscode.l10n.t('Enter DOI or arXiv Number…');
	const message =
		title === undefined
			? vscode.l10n.t('{0} shows no text by which it could be recognised.', nameOf(pdf))
			: vscode.l10n.t('{0} was not recognised. It begins with “{1}”.', nameOf(pdf), shortened(title));
	if ((await vscode.window.showInformationMessage(message, byHand)) === byHand) await addPaper(session, { place: place?.current() }, pdf);
	return undefined;
}

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

type Known = NonNullable<PdfPaper['paper']>;

/** Offers what can be done with the file of a paper that the library has. Nothing is written before the user has chosen. */
async function offerKnown({ server, lastNote }: PdfSession, pdf: string, paper: Known, place: FollowedPlace | undefined): Promise<void> {
	const { key, bibliography, isMissing = false, isLinked = false } = paper;
	type Row = vscode.QuickPickItem & { readonly run: () => Promise<unknown> };
	const rows: Row[] = [];
	const add = (icon: string, label: string, run: Row['run']) => rows.push({ label: `$(${icon}) ${label}`, run });
	const target = vscode.workspace.isTrusted && !isLinked ? bibliography : undefined;
	if (target !== undefined && place)
		add(
			'quote',
			isMissing
				? vscode.l10n.t('Cite {0}, and add its entry with this file to {1}', key, nameOf(target))
				: vscode.l10n.t('Cite {0}, and link this file in {1}', key, nameOf(target)),
			() => link(server, pdf, key, target, place),
		);
	if (place) add('quote', vscode.l10n.t('Cite {0}', key), () => cite(server, key, place));
	if (target !== undefined && !isMissing)
		add('link', vscode.l10n.t('Link this file to {0} in {1}', key, nameOf(target)), () => link(server, pdf, key, target));
	if (!place && lastNote.name !== undefined)
		add('quote', vscode.l10n.t('Cite {0} in {1}', key, lastNote.name), async () =>
			vscode.commands.executeCommand('lectern.insertCitation', key),
		);
	add('book', vscode.l10n.t('Read about {0}', key), async () => vscode.commands.executeCommand('lectern.readPaper', key));
	const chosen = await vscode.window.showQuickPick(rows, {
		title: [paper.title, paper.authors, paper.year].filter((fact) => fact !== undefined && fact !== '').join(' · '),
		placeHolder: isLinked
			? vscode.l10n.t('{0} is this paper, and its entry links the file already', nameOf(pdf))
			: vscode.l10n.t('{0} is this paper; nothing is written yet', nameOf(pdf)),
		ignoreFocusOut: true,
	});
	await chosen?.run();
}

/** Links a PDF in the paper's entry, and cites the paper at a place where one is given, as one change. */
async function link(server: Server, pdf: string, key: string, bibliography: string, place?: FollowedPlace): Promise<void> {
	const ask = async () => {
		const at = place?.current();
		if (place && !at) return undefined;
		const citing = await server.request('lectern/pdf/link', { pdf, key, bibliography, place: at });
		if (!citing)
			showWarning(vscode.l10n.t('The entry in {0} cannot take the path of this file, so nothing was written.', nameOf(bibliography)));
		return citing ? { citing, at } : undefined;
	};
	const isWritten = await applyOrExplain(ask, ({ citing, at }) => applyCiting(server, citing, at));
	if (isWritten) showInformation(vscode.l10n.t('{0} is linked to {1} in {2}.', nameOf(pdf), key, nameOf(bibliography)));
}

async function cite(server: Server, key: string, place: FollowedPlace): Promise<void> {
	const ask = async () => {
		const at = place.current();
		const answer = at && (await server.request('lectern/cite', { uri: at.uri, keys: [key] }));
		return answer ? { citing: { key, ...answer }, at } : undefined;
	};
	await applyOrExplain(ask, ({ citing, at }) => applyCiting(server, citing, at));
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
