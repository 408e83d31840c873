import * as vscode from 'vscode';

/** Files outside the open folders that the user has let entries be written to, until the window is closed. */
const allowed = new Set<string>();

/**
 * Whether an entry may be written to a bibliography. One outside the open folders, which a document only needs to name, is written to where the
 * user agrees, who sees its path. Without open folders, what is in the folder of an open document or below it is not outside.
 */
export async function mayWriteTo(bibliography: string): Promise<boolean> {
	// Dots in a path must not make it one of a folder that it leads out of.
	const file = vscode.Uri.joinPath(vscode.Uri.parse(bibliography), '.');
	if (vscode.workspace.getWorkspaceFolder(file) || isBesideOpen(file) || allowed.has(file.toString())) return true;
	const write = vscode.l10n.t('Write There');
	const question = vscode.l10n.t('Write the entry into {0}, which is outside of the open folders?', file.fsPath);
	if ((await vscode.window.showWarningMessage(question, { modal: true }, write)) !== write) return false;
	allowed.add(file.toString());
	return true;
}

const isBesideOpen = (file: vscode.Uri): boolean =>
	(vscode.workspace.workspaceFolders ?? []).length === 0 &&
	vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === file.scheme && file.path.startsWith(vscode.Uri.joinPath(uri, '..').path));
