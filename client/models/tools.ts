import * as vscode from 'vscode';
import { registerTool } from '../editor/newerApi.js';
import type { ClientSession } from '../session.js';

/** What the manifest says of tools for language models. */
interface Manifest {
	readonly contributes: { readonly languageModelTools: readonly { readonly name: string; readonly displayName: string }[] };
}

/** Names of tools begin so in VS Code, where all extensions' tools are in one list. */
const prefix = 'lectern_';

/** So long a tool waits for the library to be read before it answers from what there is (ms). */
const longestWait = 20_000;

/**
 * Registers the tools for language models that the manifest contributes; the running server answers them. They only read. What calls one
 * may do so without the user being asked, and with any input: the server validates it.
 */
export function registerModelTools(
	{ server, whenRead }: Pick<ClientSession, 'server' | 'whenRead'>,
	extension: vscode.Extension<unknown>,
): vscode.Disposable {
	const { contributes }: Manifest = extension.packageJSON;
	const tools = contributes.languageModelTools.map(({ name, displayName }) =>
		registerTool(name, {
			title: displayName,
			async answer(input, token) {
				await Promise.race([whenRead, new Promise((resolve) => setTimeout(resolve, longestWait))]);
				const { isTrusted } = vscode.workspace;
				const { text, isError } = await server.request('lectern/tool', { name: name.slice(prefix.length), input, isTrusted }, token);
				// The model is given the message and can do better.
				if (isError) throw new Error(text);
				return text;
			},
		}),
	);
	return vscode.Disposable.from(...tools);
}
