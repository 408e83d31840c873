import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { windowFocused } from '../../server/protocol/index.js';
import { inBackground, type Log } from '../log.js';

/** A window that is used is reported every so many milliseconds. The server decides how often it looks. */
const pause = 10_000;

/**
 * Reports to the server when the window gets the focus, and now and then while somebody uses it: what was changed in other programs meanwhile
 * is looked at then. A window without focus, or one that nobody has touched for a while, reports nothing.
 */
export function reportFocus(client: BaseLanguageClient, log: Log): vscode.Disposable {
	const report = () => inBackground(log, 'Reporting the focus', () => client.sendNotification(windowFocused, {}));
	const timer = setInterval(() => {
		const { focused, active } = vscode.window.state;
		if (focused && active) report();
	}, pause);
	return vscode.Disposable.from(
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) report();
		}),
		new vscode.Disposable(() => clearInterval(timer)),
	);
}
