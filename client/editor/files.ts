import * as vscode from 'vscode';
import { showError } from './messages.js';

/**
 * Writes a file as a whole, and makes the folders that it needs; shows `failed` of the path and the reason where that fails. Returns whether it was
 * written. The text goes into another file, which then takes the name: a full disk or a crash leaves the file as it was.
 */
export async function writeFile(file: vscode.Uri, text: string, failed: (path: string, reason: string) => string): Promise<boolean> {
	try {
		await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
		await writeWhole(file, new TextEncoder().encode(text));
		return true;
	} catch (error) {
		showError(failed(file.path, error instanceof Error ? error.message : String(error)));
		return false;
	}
}

async function writeWhole(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
	const { fs } = vscode.workspace;
	const before = await kindOf(file);
	// What has a link's name is written through it: the name must go on leading there.
	if (before !== undefined && (before.type & vscode.FileType.SymbolicLink) !== 0) return fs.writeFile(file, bytes);
	if (before?.permissions === vscode.FilePermission.Readonly) throw vscode.FileSystemError.NoPermissions(file);
	const temporary = file.with({ path: `${file.path}.${Math.random().toString(36).slice(2)}.tmp` });
	try {
		await fs.writeFile(temporary, bytes);
		await fs.rename(temporary, file, { overwrite: true });
	} catch (error) {
		// Where not even it could be made, there is nothing to take away.
		await fs.delete(temporary).then(undefined, () => undefined);
		throw error;
	}
}

/** What the file system says of a file; nothing where there is none. */
const kindOf = (file: vscode.Uri): Thenable<vscode.FileStat | undefined> =>
	vscode.workspace.fs.stat(file).then(
		(stat) => stat,
		// `stat` fails where there is no file; what else is wrong with it, writing reports.
		() => undefined,
	);

/** Whether there is a file. */
export const exists = (uri: vscode.Uri): Thenable<boolean> =>
	vscode.workspace.fs.stat(uri).then(
		() => true,
		// `stat` fails where there is no file.
		() => false,
	);

/** A document of a file, opened if it is not; nothing where there is no such file. */
export const openDocument = async (uri: vscode.Uri): Promise<vscode.TextDocument | undefined> => {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		// There is none, or it is too large or binary: the caller finds out which.
		return undefined;
	}
};
