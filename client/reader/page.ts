import type { ToPanel } from './messages.js';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; setState(state: { key: string }): void };

// Runs in the reader's webview: passes clicks on papers to the panel and remembers which paper is shown.
const vscode = acquireVsCodeApi();
vscode.setState({ key: document.body.dataset.key ?? '' });

document.addEventListener('click', (event) => {
	const link = event.target instanceof Element ? event.target.closest('a') : null;
	if (!(link instanceof HTMLAnchorElement)) return;
	const { paper, command } = link.dataset;
	if (paper !== undefined) vscode.postMessage({ type: 'open', key: paper });
	else if (command === 'newSummary') vscode.postMessage({ type: 'newSummary' });
	else return;
	event.preventDefault();
});
