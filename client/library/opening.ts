import * as vscode from 'vscode';
import type { AddressKind } from '../../server/protocol/index.js';
import { showUnknownKey } from '../editor/messages.js';
import { keyOf } from '../papers/paperArgument.js';
import type { ClientSession } from '../session.js';

/** *Open on arXiv*, *Open DOI*, *Open Web Page* in the browser, and *Reveal Entry* in the editor. */
export function registerOpening({ server, started }: Pick<ClientSession, 'server' | 'started'>): vscode.Disposable {
	const onPaper = (command: string, work: (key: string) => Promise<boolean>) =>
		vscode.commands.registerCommand(command, async (argument: unknown) => {
			const key = keyOf(argument);
			if (key === undefined) return;
			await started;
			if (!(await work(key))) showUnknownKey(key);
		});
	const open = (command: string, kind: AddressKind) =>
		onPaper(command, async (key) => {
			const address = await server.request('lectern/address', { key, kind });
			const uri = address === null ? undefined : vscode.Uri.parse(address, true);
			if (uri?.scheme !== 'https') return false;
			await vscode.env.openExternal(uri);
			return true;
		});
	return vscode.Disposable.from(
		open('lectern.openArxiv', 'arxiv'),
		open('lectern.openDoi', 'doi'),
		open('lectern.openWeb', 'web'),
		onPaper('lectern.revealEntry', async (key) => {
			const place = await server.request('lectern/entryPlace', { key });
			if (!place) return false;
			const { uri, range } = (await server.converter()).asLocation(place);
			await vscode.window.showTextDocument(uri, { selection: range });
			return true;
		}),
	);
}
