// Opens a panel with next to nothing in it, by a click: what VS Code itself takes for one.
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
	const open = () => {
		const panel = vscode.window.createWebviewPanel('emptyPage', 'Empty page', vscode.ViewColumn.Beside, { enableScripts: true });
		panel.webview.html = '<!DOCTYPE html><html lang="en"><body data-key="empty"><h1>Empty page</h1></body></html>';
	};
	const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
	item.text = 'Open an empty page';
	item.command = 'emptyPage.open';
	item.show();
	subscriptions.push(item, vscode.commands.registerCommand('emptyPage.open', open));
};
