import * as vscode from 'vscode';
import { mapPolicy } from '../reader/policy.js';
import { escapeAttribute } from '../webview/panel/html.js';
import { pageOf } from '../webview/panel/page.js';

/** What the page's script says; its places `{0}`, `{1}` are filled there. */
const textsOfPage = () => ({
	map: vscode.l10n.t('Map of {0} papers. Arrow keys move it, plus and minus zoom, 0 shows all; the list has the same papers.', '{0}'),
	reading: vscode.l10n.t('Reading the papers…'),
	layingOut: vscode.l10n.t('Laying out {0} papers…', '{0}'),
	empty: vscode.l10n.t('There are no papers yet. Add a .bib file or a summary to the workspace to fill the map.'),
	otherTopics: vscode.l10n.t('Other topics'),
	noTopic: vscode.l10n.t('No topic'),
	bundled: vscode.l10n.t('Bundled summaries'),
	elsewhere: vscode.l10n.t('Not in your library'),
	filtered: vscode.l10n.t('Filter “{0}”: {1} of {2} papers', '{0}', '{1}', '{2}'),
	cut: vscode.l10n.t('The map shows {0} of {1} papers: the newest, and those that match the filter.', '{0}', '{1}'),
	selected: vscode.l10n.t('{0} papers selected', '{0}'),
	oneSelected: vscode.l10n.t('1 paper selected'),
	nothingInLasso: vscode.l10n.t('There is no paper inside the lasso.'),
	compared: vscode.l10n.t('Two to five papers can be compared.'),
	selection: vscode.l10n.t('Selection'),
	group: vscode.l10n.t('{0}, {1} papers', '{0}', '{1}'),
	groupOfOne: vscode.l10n.t('{0}, 1 paper', '{0}'),
	near: vscode.l10n.t('near: {0}', '{0}'),
	more: vscode.l10n.t('More…'),
	failed: vscode.l10n.t('The map could not be laid out: {0}', '{0}'),
});

/** The map's whole page: a strict policy, our styles, the tools, the canvas, the list and one script. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
	const { l10n } = vscode;
	return pageOf(webview, extension, {
		title: l10n.t('Map of the Library'),
		policy: mapPolicy,
		styles: ['media/map.css'],
		data: { texts: JSON.stringify(textsOfPage()) },
		body: `<header class="bar" role="toolbar" aria-label="${escapeAttribute(l10n.t('Map'))}">
${button('zoomIn', '+', l10n.t('Zoom in'))}
${button('zoomOut', '−', l10n.t('Zoom out'))}
${button('fit', l10n.t('Show all'), l10n.t('Show all papers'))}
<span class="gap"></span>
${button('lasso', l10n.t('Lasso'), l10n.t('Draw around papers to select them; Shift while dragging does the same'), false)}
${button('year', l10n.t('Colour by year'), l10n.t('Colour the points by year instead of topic'), false)}
${button('timeline', l10n.t('Timeline'), l10n.t('Arrange the papers by year, from left to right'), false)}
<span class="gap"></span>
${button('svg', l10n.t('Export as SVG'), l10n.t('Save the visible part as an SVG picture'))}
${button('list', l10n.t('List'), l10n.t('The same papers as a list'), false)}
</header>
<div class="notice" hidden><span></span> ${button('clearFilter', l10n.t('Clear filter'), l10n.t('Clear the filter of the library'))}</div>
<div class="work">
<main>
<canvas tabindex="0" role="application" aria-roledescription="${escapeAttribute(l10n.t('map'))}" aria-label="${escapeAttribute(l10n.t('Map'))}"></canvas>
<div class="legend" role="group" aria-label="${escapeAttribute(l10n.t('Legend'))}"></div>
<div class="card" hidden></div>
<div class="progress"><label for="progress"></label><progress id="progress"></progress></div>
<div class="empty" hidden><p></p>${button('addPaper', l10n.t('Add Paper…'), l10n.t('Create an entry from a DOI, an arXiv identifier or a link'))}</div>
<div class="selection" hidden><span></span>
${button('listSelection', l10n.t('List'), l10n.t('List the selected papers'))}
${button('compare', l10n.t('Compare'), l10n.t('Compare two to five papers'))}
${button('copyKeys', l10n.t('Copy keys'), l10n.t('Copy the citation keys'))}
${button('clearSelection', l10n.t('Clear'), l10n.t('Clear the selection'))}
</div>
</main>
<aside aria-label="${escapeAttribute(l10n.t('Papers'))}" hidden>
<p class="hint">${escapeAttribute(l10n.t('Enter reads, Space selects, Right shows similar papers.'))}</p>
<div class="list" role="tree" aria-multiselectable="true" aria-label="${escapeAttribute(l10n.t('Papers by topic'))}"></div>
</aside>
</div>
<div class="status" role="status"></div>`,
		script: 'map.js',
	});
}

/** A button of the page; one that is on or off where `isPressed` is given. */
function button(command: string, label: string, title: string, isPressed?: boolean): string {
	const name = /\p{L}{2}/u.test(label) ? '' : ` aria-label="${escapeAttribute(title)}"`;
	const state = isPressed === undefined ? '' : ` aria-pressed="${isPressed}"`;
	return `<button data-command="${command}" title="${escapeAttribute(title)}"${name}${state}>${escapeAttribute(label)}</button>`;
}
