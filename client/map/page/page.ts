import { onPanelMessage } from '../../webview/page/host.js';
import type { ToPage } from '../messages.js';
import { say } from './dom.js';
import { readPalette } from './drawing/theme.js';
import { offerToTests } from './forTests.js';
import { post } from './host.js';
import { listenToKeys } from './keyboard.js';
import { forgetWidths, relabel } from './labelling.js';
import { listenToLegend, showLegend } from './legend.js';
import { showList } from './listPane.js';
import { listenToPointer } from './pointer.js';
import { showProgress } from './progress.js';
import { receive } from './receive.js';
import { page } from './state.js';
import { listenToTools } from './tools.js';
import { followSize } from './view.js';

// Runs in the map's webview: what the panel sends is laid out by a worker and drawn on a canvas; tools, legend, card and list are kept up to date.

function followTheme(): void {
	new MutationObserver(() => {
		page.palette = readPalette();
		page.sprites.clear();
		forgetWidths();
		showLegend();
		showList();
		relabel();
	}).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}

followSize();
followTheme();
listenToPointer();
listenToKeys();
listenToLegend();
listenToTools();
offerToTests();
onPanelMessage<ToPage>(receive);
showProgress(say('reading'));
post({ type: 'ready' });
