// Runs commands of VS Code for the tests of attacks, and remembers what attacks ran. The tests ask over HTTP; the port is in a file of the workspace.
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const path = require('node:path');
const vscode = require('vscode');

const harms = [];

const answers = {
	/** Does not wait: commands that ask something end when they are answered. */
	start: ([command, ...args]) => void vscode.commands.executeCommand(command, ...args).then(undefined, () => undefined),
	run: async ([command, ...args]) => void (await vscode.commands.executeCommand(command, ...args)),
	open: async ([file]) => void (await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false, viewColumn: 1 })),
	/** The card on a line and column of the active editor. */
	hover: async ([line, column]) => {
		const at = new vscode.Position(line, column);
		vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
		await vscode.commands.executeCommand('editor.action.showHover');
	},
	harms: () => harms.splice(0),
	/** What the active editor is called. */
	active: () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
	closeAll: async () => {
		await vscode.window.tabGroups.close(vscode.window.tabGroups.all);
	},
	clipboard: () => vscode.env.clipboard.readText(),
	copy: async ([text]) => void (await vscode.env.clipboard.writeText(text)),
};

exports.activate = async () => {
	// What a link or a message of an attack may run in the build without guards.
	const forged = Array.from({ length: 300 }, (_, index) => `lectern.harm${101 + index}`);
	for (const name of ['attacks.harm', ...forged])
		vscode.commands.registerCommand(name, (...args) => harms.push(JSON.stringify([name, ...args])));
	const server = createServer(async (request, response) => {
		const parts = [];
		for await (const part of request) parts.push(part);
		try {
			const { what, args } = JSON.parse(Buffer.concat(parts).toString());
			response.end(JSON.stringify((await answers[what](args)) ?? null));
		} catch (error) {
			response.statusCode = 500;
			response.end(String(error?.stack ?? error));
		}
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	writeFileSync(path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, '.driver'), String(server.address().port));
};
