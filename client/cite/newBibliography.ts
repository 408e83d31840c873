import * as vscode from 'vscode';

/** What a bibliography is called where there is none yet. */
const usualName = 'references.bib';

/** Bibliographies by their URIs; where there are none, one that the first folder of the workspace may get. */
export async function orNew(bibliographies: readonly string[]): Promise<readonly string[]> {
	const folder = vscode.workspace.workspaceFolders?.[0];
	if (bibliographies.length > 0 || !folder || !vscode.workspace.isTrusted) return bibliographies;
	return vscode.workspace.fs.isWritableFileSystem(folder.uri.scheme) === false
		? bibliographies
		: [vscode.Uri.joinPath(folder.uri, usualName).toString()];
}
