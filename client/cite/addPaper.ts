import * as vscode from 'vscode';
import type { AddPaperArgument, CitingPlace, FetchedPaper, PaperQuestion, ServiceName } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { showWarning } from '../editor/messages.js';
import { keepOrder } from '../editor/newerApi.js';
import type { ClientSession } from '../session.js';
import { applyCiting, applyOrExplain } from './applyCiting.js';
import { isNote } from './lastNote.js';
import { movedBy } from './movedRange.js';

/** *Lectern: Add Paper…*: from an identifier to an entry, with one request that is named before it is made. */
export function registerAddPaper({ server }: Pick<ClientSession, 'server'>): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.addPaper', (argument: unknown) => addPaper(server, argumentOf(argument)));
}

/** Takes the user from an identifier to the entry. Returns when it is written, or when the user has left at any step. */
export async function addPaper(server: Server, { text, place }: AddPaperArgument): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	const own = place ?? (editor && isNote(editor.document) ? placeBehind(editor) : undefined);
	const followed = own && followPlace(own);
	try {
		await askAndWrite(server, text, own?.uri, followed);
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
	server: Server,
	text: string | undefined,
	uri: string | undefined,
	place: FollowedPlace | undefined,
): Promise<void> {
	const typed = text === undefined ? await askIdentifier(server) : { text, isIdentifier: true };
	if (!typed) return;
	const { text: identifier, isIdentifier } = typed;
	if (!isIdentifier) {
		await vscode.commands.executeCommand('lectern.searchLiterature', { text: identifier, place: place?.current() });
		return;
	}
	let question = await server.request('lectern/addPaper/question', { text: identifier, uri });
	if (!question) {
		showWarning(vscode.l10n.t('{0} is neither a DOI nor an arXiv identifier.', identifier));
		return;
	}
	const choice = await confirm(question);
	if (choice === 'cite' && question.known) await vscode.commands.executeCommand('lectern.insertCitation', question.known.key);
	if (choice !== 'ask') return;
	const asked = new Set<ServiceName>();
	for (;;) {
		asked.add(question.service);
		const bibliography = question.bibliographies[0];
		const paper = await ask(server, identifier, question, bibliography);
		if (!paper) return;
		if (!('failure' in paper)) return offerEntry(server, paper, question.bibliographies, place);
		const { elsewhere } = paper.failure;
		const other = elsewhere && !asked.has(elsewhere) ? elsewhere : undefined;
		const next = await explainFailure(server, identifier, { ...paper.failure, elsewhere: other }, uri);
		if (next === 'again') continue;
		if (!next) return;
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

/** What the user typed: an identifier, or words to search the literature for. Nothing when dismissed. */
function askIdentifier(server: Server): Promise<{ readonly text: string; readonly isIdentifier: boolean } | undefined> {
	const input = vscode.window.createInputBox();
	input.title = vscode.l10n.t('Add Paper');
	input.prompt = vscode.l10n.t('A DOI, an arXiv identifier, or the address of either. No request is made before you confirm it.');
	input.placeholder = '10.1038/nature14539';
	input.ignoreFocusOut = true;
	let latest = 0;
	const look = async (text: string) => {
		const mine = ++latest;
		const question = text.trim() === '' ? undefined : await server.request('lectern/addPaper/question', { text });
		if (mine === latest) input.validationMessage = text.trim() === '' ? undefined : messageFor(question ?? undefined);
		return question !== undefined && question !== null;
	};
	return new Promise((resolve, reject) => {
		const fail = (error: unknown) => {
			reject(error);
			input.hide();
		};
		input.onDidChangeValue((text) => {
			look(text).catch(fail);
		});
		input.onDidAccept(() => {
			const text = input.value;
			if (text.trim() === '') return;
			look(text).then((isIdentifier) => {
				resolve({ text, isIdentifier });
				input.hide();
			}, fail);
		});
		input.onDidHide(() => {
			resolve(undefined);
			input.dispose();
		});
		input.show();
	});
}

/** What Enter would do. */
const messageFor = (question: PaperQuestion | undefined): vscode.InputBoxValidationMessage => ({
	message: question
		? vscode.l10n.t('Would ask {0}: {1}', question.title, question.address)
		: vscode.l10n.t('This is neither a DOI nor an arXiv identifier. Enter searches the literature for it.'),
	severity: vscode.InputBoxValidationSeverity.Info,
});

type Choice = 'ask' | 'cite';

/** Names the one request before it is made; nothing when dismissed. */
async function confirm(question: PaperQuestion): Promise<Choice | undefined> {
	const { known, title, address } = question;
	const rows: (vscode.QuickPickItem & { readonly choice: Choice })[] = [];
	if (known)
		rows.push({
			choice: 'cite',
			label: `$(quote) ${vscode.l10n.t('Cite {0}, which the library has', known.key)}`,
			detail: [known.title, known.authors, known.year].filter((fact) => fact !== undefined && fact !== '').join(' · '),
		});
	rows.push({
		choice: 'ask',
		label: `$(cloud-download) ${vscode.l10n.t('Ask {0}', title)}`,
		description: vscode.l10n.t('one request, nothing else is sent'),
		detail: address,
	});
	const row = await vscode.window.showQuickPick(rows, {
		title: vscode.l10n.t('Add Paper: {0}', question.identifier),
		placeHolder: vscode.l10n.t('Enter to ask the address below, Escape to cancel'),
		ignoreFocusOut: true,
	});
	return row?.choice;
}

/** Makes the request, with progress and a way out; nothing when cancelled. */
async function ask(
	server: Server,
	text: string,
	{ service, title, address }: PaperQuestion,
	bibliography: string | undefined,
): Promise<FetchedPaper | undefined> {
	const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Asking {0}', title), cancellable: true };
	return vscode.window.withProgress(options, async (progress, token) => {
		progress.report({ message: address });
		try {
			const paper = await server.request('lectern/addPaper/ask', { text, service, bibliography }, token);
			return token.isCancellationRequested ? undefined : paper;
		} catch (error) {
			if (token.isCancellationRequested) return undefined;
			throw error;
		}
	});
}

type Failure = Extract<FetchedPaper, { readonly failure: unknown }>['failure'];

/** Says what went wrong. The question for another service where the user wants that one, `again`, or nothing. */
async function explainFailure(
	server: Server,
	text: string,
	failure: Failure,
	uri: string | undefined,
): Promise<PaperQuestion | 'again' | undefined> {
	if (failure.code === 'cancelled') return undefined;
	const other = failure.elsewhere && (await otherQuestion(server, text, failure.elsewhere, uri));
	const again = vscode.l10n.t('Try Again');
	const elsewhere = other ? vscode.l10n.t('Ask {0}', other.title) : undefined;
	const message = other ? `${failure.message} ${vscode.l10n.t('{0} would be asked at {1}', other.title, other.address)}` : failure.message;
	const chosen = await vscode.window.showErrorMessage(message, ...(elsewhere === undefined ? [again] : [elsewhere]));
	return chosen === again ? 'again' : chosen !== undefined && chosen === elsewhere ? (other ?? undefined) : undefined;
}

const otherQuestion = (server: Server, text: string, service: ServiceName, uri: string | undefined) =>
	server.request('lectern/addPaper/question', { text, uri, service });

/** A paper with its entry. */
type Found = Extract<FetchedPaper, { readonly entry: string }>;

/** Shows the entry and writes it where the user wants it. */
export async function offerEntry(
	server: Server,
	{ row, entry }: Found,
	known: readonly string[],
	place: FollowedPlace | undefined,
): Promise<void> {
	// In a folder that is not trusted no file is written to.
	const bibliographies = vscode.workspace.isTrusted ? known : [];
	type Row = vscode.QuickPickItem & { readonly run?: () => Promise<void> };
	const add = (text: string, bibliography: string, where: FollowedPlace | undefined) => () => writeEntry(server, text, bibliography, where);
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
		const description = path === name ? undefined : path;
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
 * made and named in the document.
 */
export async function writeEntry(
	server: Server,
	entry: string,
	bibliography: string,
	place: FollowedPlace | undefined,
	creates = false,
): Promise<void> {
	let key = '';
	const ask = async () => {
		const current = place?.current();
		if (place && !current) {
			showWarning(vscode.l10n.t('The text at the cursor changed in the meantime, so nothing was written.'));
			return undefined;
		}
		const citing = await server.request('lectern/addPaper/citing', { entry, bibliography, place: current, ...(creates && { creates }) });
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
