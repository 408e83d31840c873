import * as vscode from 'vscode';
import type { Citing, CitingPlace } from '../../server/protocol/index.js';
import type { Server } from '../connection/server.js';
import { exists, openDocument } from '../editor/files.js';
import { toRange } from '../editor/range.js';
import { applyAnswer, type Failure, type Outcome, outdatedDocument } from './outcome.js';
import { mayWriteTo } from './outside.js';

/** An answer of the server that may write entries into a bibliography, which is named then. */
type WithBibliography = Pick<Citing, 'edit' | 'bibliography'>;

/**
 * Cites at a place and writes the entry as one change, which one undo takes back. Fails where the text at the place, or a document, has
 * changed since.
 */
export const applyCiting = (server: Server, citing: Citing, place?: CitingPlace): Promise<Outcome> =>
	applyWithBibliography(server, citing, async (edit) => {
		if (!place || citing.text === undefined) return 'applied';
		const uri = vscode.Uri.parse(place.uri);
		const range = toRange(place.range);
		if ((await vscode.workspace.openTextDocument(uri)).getText(range) !== place.typed) return { reason: 'changed', uri: place.uri };
		edit.replace(uri, range, citing.text);
		return 'applied';
	});

/** The edit that writes the missing entries. Without changes in a folder that is not trusted: there only what is open is written to. */
export const entryEdit = async (server: Server, edit: Citing['edit']): Promise<vscode.WorkspaceEdit> =>
	edit && vscode.workspace.isTrusted ? (await server.converter()).asWorkspaceEdit(edit) : new vscode.WorkspaceEdit();

/**
 * Applies an answer of the server together with what `addOwn` adds to it, as one change; only that where the user does not agree to write to a
 * bibliography outside the open folders. The bibliography is saved afterwards if it had no
 * unsaved changes. `vscode-languageclient` drops the versions that the answer was made for, so they are compared here.
 */
export async function applyWithBibliography(
	server: Server,
	answer: WithBibliography,
	addOwn: (edit: vscode.WorkspaceEdit) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
	const mayWrite = answer.bibliography === undefined || !vscode.workspace.isTrusted || (await mayWriteTo(answer.bibliography));
	const { edit: answered, bibliography } = mayWrite ? answer : {};
	// Opened first, since it may take a while, and since the change of a file that is not open could not be undone.
	if (answered && bibliography !== undefined && vscode.workspace.isTrusted) await openDocument(vscode.Uri.parse(bibliography));
	const edit = await entryEdit(server, answered);
	const added = await addOwn(edit);
	if (added !== 'applied') return added;
	const outdated = answered && vscode.workspace.isTrusted ? outdatedDocument(answered, openVersion) : undefined;
	return outdated === undefined ? applyEdit(edit, bibliography) : { reason: 'changed', uri: outdated };
}

/** The version of a document that is open; nothing where it is not. */
export const openVersion = (uri: string): number | undefined => {
	// The same file may be written in different ways.
	const normalized = vscode.Uri.parse(uri).toString();
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === normalized)?.version;
};

/** Applies a change that may write into a bibliography, which is saved afterwards if it had no unsaved changes. */
export async function applyEdit(edit: vscode.WorkspaceEdit, bibliography: string | undefined): Promise<Outcome> {
	const uri = bibliography === undefined ? undefined : vscode.Uri.parse(bibliography);
	if (!uri || !edit.has(uri)) return attempt(edit);
	const document = await openDocument(uri);
	if (document) {
		const wasDirty = document.isDirty;
		const outcome = await attempt(edit);
		if (outcome === 'applied' && !wasDirty) await document.save();
		return outcome;
	}
	// There is one, but VS Code does not hand files of its size to extensions.
	if (await exists(uri)) return { reason: 'unreadable', uri: uri.toString() };
	// A new one is created with its text: if it were written to afterwards, one undo could not take all of it back.
	const whole = new vscode.WorkspaceEdit();
	const text = edit.get(uri).map(({ newText }) => newText);
	whole.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(text.join('')) });
	for (const [other, edits] of edit.entries()) if (other.toString() !== uri.toString()) whole.set(other, edits);
	return attempt(whole);
}

/** Applies an edit. VS Code refuses one whose documents change on its way there. */
async function attempt(edit: vscode.WorkspaceEdit): Promise<Outcome> {
	const before = edit.entries().map(([uri]) => ({ uri: uri.toString(), version: openVersion(uri.toString()) }));
	if (await vscode.workspace.applyEdit(edit)) return 'applied';
	const changed = before.find(({ uri, version }) => openVersion(uri) !== version);
	return changed ? { reason: 'changed', uri: changed.uri } : { reason: 'refused', uri: before[0]?.uri ?? '' };
}

/** Asks for a change and applies it. Where that fails, shows why and offers to try again. Returns whether it was applied. */
export async function applyOrExplain<T>(ask: () => Promise<T | undefined>, apply: (answer: T) => Promise<Outcome>): Promise<boolean> {
	for (;;) {
		const outcome = await applyAnswer(ask, apply);
		if (outcome === undefined) return false;
		if (outcome === 'applied') return true;
		const again = vscode.l10n.t('Try Again');
		if ((await vscode.window.showWarningMessage(failureMessage(outcome), again)) !== again) return false;
	}
}

/** Why a change was not made, for the user. */
export function failureMessage({ reason, uri }: Failure): string {
	const name = vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';
	switch (reason) {
		case 'changed':
			return vscode.l10n.t('{0} changed in the meantime, so nothing was written.', name);
		case 'unreadable':
			return vscode.l10n.t('{0} is too large for VS Code to change, so nothing was written.', name);
		case 'refused':
			return vscode.l10n.t('VS Code refused to change {0}, so nothing was written. It may be read-only.', name);
	}
}

/** The editor's selection as a place to cite at. */
export function placeIn({ document, selection }: vscode.TextEditor): CitingPlace {
	const { start, end } = selection;
	return {
		uri: document.uri.toString(),
		range: { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } },
		typed: document.getText(selection),
		as: 'citation',
	};
}
