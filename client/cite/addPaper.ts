import * as vscode from 'vscode';
import type { AddPaperArgument, CitingPlace, FetchedPaper, PaperQuestion, ServiceName } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { showWarning } from '../editor/messages.js';
import { keepOrder } from '../editor/newerApi.js';
import { openEntryForm } from '../enter/panel.js';
import type { ClientSession } from '../session.js';
import { chooseWay } from './addPaperPick.js';
import { applyCiting, applyOrExplain } from './applyCiting.js';
import { isNote } from './lastNote.js';
import { movedBy } from './movedRange.js';
import { orNew } from './newBibliography.js';

/** What adding a paper needs from the client. */
export type AddPaperDependencies = Pick<ClientSession, 'extensionUri' | 'server' | 'log'>;

/** *Lectern: Add Paper…*: from an identifier to an entry, with one request that is named before it is made, or by hand. */
export function registerAddPaper(session: AddPaperDependencies): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.addPaper', async (argument: unknown) => {
		await addPaper(session, argumentOf(argument));
	});
}

/** `other-paper`: what a service described under the identifier is not the paper of the PDF that was given. */
type AddingOutcome = 'other-paper' | undefined;

/**
 * Takes the user from an identifier to the entry. Returns when it is written, or when the user has left at any step. The entry names the file
 * `pdf`, a URI, and is of the paper in that file, where one is given.
 */
export async function addPaper(session: AddPaperDependencies, { text, place }: AddPaperArgument, pdf?: string): Promise<AddingOutcome> {
	const editor = vscode.window.activeTextEditor;
	const own = place ?? (editor && isNote(editor.document) ? placeBehind(editor) : undefined);
	const followed = own && followPlace(own);
	try {
		return await askAndWrite(session, text, own?.uri, followed, pdf);
	} finally {
		followed?.dispose();
	}
}

/** A place in a document that may be written in while the user is asked. */
export interface FollowedPlace extends vscode.Disposable {
	readonly uri: string;
	/** Where it is now; nothing once its text was changed. */
	current(): CitingPlace | undefined;
}

/** Follows a place through what is typed around it. */
export function followPlace(place: CitingPlace): FollowedPlace {
	let range: CitingPlace['range'] | undefined = place.range;
	const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
		if (document.uri.toString() === place.uri) range = range && movedBy(range, contentChanges);
	});
	return { uri: place.uri, current: () => range && { ...place, range }, dispose: () => changes.dispose() };
}

async function askAndWrite(
	session: AddPaperDependencies,
	text: string | undefined,
	uri: string | undefined,
	place: FollowedPlace | undefined,
	pdf: string | undefined,
): Promise<AddingOutcome> {
	const { server, log } = session;
	const choice = await chooseWay(server, log, text ?? '', uri);
	const byHand = (title: string) =>
		openEntryForm(session, {
			title,
			uri,
			canCite: place !== undefined,
			orNew,
			write: (entry, bibliography, cites) => writeEntry(server, { entry, bibliography, pdf }, cites ? place : undefined),
		});
	if (choice?.way === 'hand') {
		await byHand(choice.title);
		return undefined;
	}
	if (choice?.way === 'search')
		await vscode.commands.executeCommand('lectern.searchLiterature', { text: choice.text, place: place?.current() });
	if (choice?.way === 'cite') await vscode.commands.executeCommand('lectern.insertCitation', choice.key);
	if (choice?.way !== 'ask') return undefined;
	const { identifier } = choice;
	let { question } = choice;
	const asked = new Set<ServiceName>();
	for (;;) {
		asked.add(question.service);
		const bibliographies = await orNew(question.bibliographies);
		const paper = await ask(server, identifier, question, bibliographies[0], pdf);
		if (!paper) return undefined;
		if (!('failure' in paper)) {
			await offerEntry(server, paper, bibliographies, place, pdf);
			return undefined;
		}
		if (paper.failure.code === 'other-paper') {
			showWarning(paper.failure.message);
			return 'other-paper';
		}
		const { elsewhere } = paper.failure;
		const other = elsewhere && !asked.has(elsewhere) ? elsewhere : undefined;
		const next = await explainFailure(server, identifier, { ...paper.failure, elsewhere: other }, uri);
		if (next === 'again') continue;
		if (next === 'hand') {
			await byHand('');
			return undefined;
		}
		if (!next) return undefined;
		question = next;
	}
}

/** What a command was given, as far as it has the form; anything may call a command. */
export function argumentOf(argument: unknown): AddPaperArgument {
	if (typeof argument !== 'object' || argument === null) return {};
	const { text, place } = argument as AddPaperArgument;
	const isPlace =
		typeof place?.uri === 'string' &&
		typeof place.typed === 'string' &&
		typeof place.range?.start?.line === 'number' &&
		typeof place.as === 'string';
	return { ...(typeof text === 'string' && text.length < 2000 && { text }), ...(isPlace && { place }) };
}

/** Behind the selection: what is selected stays. */
export function placeBehind({ document, selection: { end } }: Pick<vscode.TextEditor, 'document' | 'selection'>): CitingPlace {
	const at = { line: end.line, character: end.character };
	return { uri: document.uri.toString(), range: { start: at, end: at }, typed: '', as: 'citation' };
}

/** Makes the request, with progress and a way out; nothing when cancelled. */
async function ask(
	server: Server,
	text: string,
	{ service, title, address }: PaperQuestion,
	bibliography: string | undefined,
	pdf: string | undefined,
): Promise<FetchedPaper | undefined> {
	const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking {0}', title), cancellable: true };
	return vscode.window.withProgress(options, async (progress, token) => {
		progress.report({ message: address });
		try {
			const paper = await server.request('lectern/addPaper/ask', { text, service, bibliography, pdf }, token);
			return token.isCancellationRequested ? undefined : paper;
		} catch (error) {
			if (token.isCancellationRequested) return undefined;
			throw error;
		}
	});
}

type Failure = Extract<FetchedPaper, { readonly failure: unknown }>['failure'];

/** Says what went wrong. The question for another service where the user wants that one, `again`, `hand` for the form, or nothing. */
async function explainFailure(
	server: Server,
	text: string,
	failure: Failure,
	uri: string | undefined,
): Promise<PaperQuestion | 'again' | 'hand' | undefined> {
	if (failure.code === 'cancelled') return undefined;
	const other = failure.elsewhere && (await otherQuestion(server, text, failure.elsewhere, uri));
	const again = vscode.l10n.t('Try Again');
	const elsewhere = other ? vscode.l10n.t('Ask {0}', other.title) : undefined;
	const message = other ? `${failure.message} ${vscode.l10n.t('{0} would be asked at {1}', other.title, other.address)}` : failure.message;
	const hand = vscode.l10n.t('Enter by Hand…');
	const chosen = await vscode.window.showErrorMessage(message, elsewhere ?? again, hand);
	return chosen === again
		? 'again'
		: chosen === hand
			? 'hand'
			: chosen !== undefined && chosen === elsewhere
				? (other ?? undefined)
				: undefined;
}

const otherQuestion = (server: Server, text: string, service: ServiceName, uri: string | undefined) =>
	server.request('lectern/addPaper/question', { text, uri, service });

/** A paper with its entry. */
type Found = Extract<FetchedPaper, { readonly entry: string }>;

/** Shows an entry and writes it where the user wants it, with the name of a file where one is given. */
export async function offerEntry(
	server: Server,
	{ row, entry }: Found,
	known: readonly string[],
	place: FollowedPlace | undefined,
	pdf?: string,
): Promise<void> {
	// In a folder that is not trusted no file is written to.
	const bibliographies = vscode.workspace.isTrusted ? known : [];
	type Row = vscode.QuickPickItem & { readonly run?: () => Promise<void> };
	const add = (text: string, bibliography: string, where: FollowedPlace | undefined) => async () => {
		await writeEntry(server, { entry: text, bibliography, pdf }, where);
	};
	const edit = async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'bibtex', content: `${entry}\n` });
		await vscode.window.showTextDocument(document, { preview: false });
		const [first] = bibliographies;
		if (first === undefined) return;
		const yes = place ? vscode.l10n.t('Add to {0} and cite', nameOf(first)) : vscode.l10n.t('Add to {0}', nameOf(first));
		const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Change the entry as you like, then add it.'), yes);
		if (chosen === yes) await add(document.getText(), first, place)();
	};
	const rows: Row[] = [];
	for (const bibliography of bibliographies.slice(0, 8)) {
		const name = nameOf(bibliography);
		const path = vscode.workspace.asRelativePath(vscode.Uri.parse(bibliography));
		const file = pdf === undefined ? [] : [vscode.l10n.t('with the file {0}', nameOf(pdf))];
		const description = [...(path === name ? [] : [path]), ...file].join(' · ');
		if (place)
			rows.push({ label: `$(quote) ${vscode.l10n.t('Add to {0} and cite', name)}`, description, run: add(entry, bibliography, place) });
		rows.push({ label: `$(add) ${vscode.l10n.t('Add to {0}', name)}`, description, run: add(entry, bibliography, undefined) });
	}
	rows.push(
		{ label: `$(edit) ${vscode.l10n.t('Open the entry in an editor first')}`, run: edit },
		{ label: `$(copy) ${vscode.l10n.t('Copy the entry')}`, run: async () => vscode.env.clipboard.writeText(entry) },
		{ label: vscode.l10n.t('Entry'), kind: vscode.QuickPickItemKind.Separator },
		...entry.split('\n').map((line): Row => ({ label: line.replace(/\t/g, '  ').replace(/\$\(/g, '$\u200b('), run: edit })),
	);
	const chosen = await showRows(rows, [row.title, row.authors, row.year].filter((fact) => fact !== undefined && fact !== '').join(' · '));
	await chosen?.run?.();
}

/**
 * Writes an entry into a bibliography, and cites it at a place where one is given, as one change. With `creates`, a bibliography that is not there is
 * made and named in the document; with `pdf`, the entry names that file. Whether it was written.
 */
export async function writeEntry(
	server: Server,
	{ entry, bibliography, pdf }: { readonly entry: string; readonly bibliography: string; readonly pdf?: string | undefined },
	place: FollowedPlace | undefined,
	creates = true,
): Promise<boolean> {
	let key = '';
	const ask = async () => {
		const current = place?.current();
		if (place && !current) {
			showWarning(vscode.l10n.t('The text at the cursor changed in the meantime, so nothing was written.'));
			return undefined;
		}
		const citing = await server.request('lectern/addPaper/citing', {
			entry,
			bibliography,
			place: current,
			pdf,
			...(creates && { creates }),
		});
		if (citing) return citing;
		showWarning(vscode.l10n.t('{0} cannot be read, or the text is not one BibTeX entry, so nothing was written.', nameOf(bibliography)));
		return undefined;
	};
	const isWritten = await applyOrExplain(ask, async (citing) => {
		const current = place?.current();
		if (place && !current) return { reason: 'changed', uri: place.uri };
		key = citing.key;
		return applyCiting(server, citing, current);
	});
	if (isWritten) vscode.window.setStatusBarMessage(vscode.l10n.t('Added {0} to {1}.', key, nameOf(bibliography)), 4000);
	return isWritten;
}

/** A pick that stays when the focus goes elsewhere, its rows in their order. */
function showRows<T extends vscode.QuickPickItem>(rows: readonly T[], title: string): Promise<T | undefined> {
	const pick = vscode.window.createQuickPick<T>();
	pick.title = title;
	pick.placeholder = vscode.l10n.t('The entry is shown below; nothing is written yet');
	pick.ignoreFocusOut = true;
	pick.items = rows;
	keepOrder(pick);
	return new Promise((resolve) => {
		pick.onDidAccept(() => {
			resolve(pick.selectedItems[0]);
			pick.hide();
		});
		pick.onDidHide(() => {
			resolve(undefined);
			pick.dispose();
		});
		pick.show();
	});
}

const nameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
