import 'katex/contrib/copy-tex';
import { registerCard } from '../../webview/page/card.js';
import { addCopyButtons } from '../../webview/page/formulas.js';
import { keptState, onPanelMessage, type WebviewHost } from '../../webview/page/host.js';
import { boxTables, nameWideBoxes } from '../../webview/page/wideBoxes.js';
import { stateVersion } from '../../webview/stateVersion.js';
import type { PaperMessage, ReaderHistory, ReaderState, ToPage, ToPanel } from '../messages.js';
import { pageCommands } from '../pageCommands.js';
import { followScroll } from './contents.js';
import { beginAt } from './firstPlace.js';
import { keepPlace } from './keepPlace.js';
import { registerToolbar, setDisabled, updateBar } from './toolbar.js';

declare function acquireVsCodeApi(): WebviewHost<ToPanel, ReaderState>;

// Runs in the reader's webview: links, buttons, the contents that follow the scroll, copying formulas, zoom.

const vscode = acquireVsCodeApi();
const { history = '{}', returns, zoom: usualZoom } = document.body.dataset;
const { copyTex = '', copied = '', openNote = '', beginNote = '', code = '', table = '', formula = '' } = document.body.dataset;
let { key = '' } = document.body.dataset;
let { past = [], future = [] } = JSON.parse(history) as Partial<ReaderHistory>;
/** The article's HTML as the panel sent it last; nothing while it is that of the page. */
let lastTold: string | undefined;
const article = document.querySelector('article')!;
const bar = document.querySelector<HTMLElement>('.bar')!;
const gone = document.querySelector<HTMLElement>('.gone')!;
const kept = keptState<ReaderState>(vscode);
let zoom = kept?.zoom ?? Number(usualZoom ?? 1);
/** How far down the papers of the history were read. */
let places = ofHistory({ ...kept?.places, ...(kept && { [kept.key]: kept.scroll }) });

function ofHistory(all: ReaderState['places']): ReaderState['places'] {
	const known = new Set([...past, ...future]);
	return Object.fromEntries(Object.entries(all).filter(([each]) => known.has(each)));
}

function keep(): void {
	vscode.setState({ version: stateVersion, key, scroll: window.scrollY, zoom, past, future, places });
}

function applyZoom(): void {
	document.documentElement.style.setProperty('--reader-zoom', String(zoom));
	keep();
}

/** Announces to screen readers what others see. */
function announceText(text: string): void {
	document.querySelector('.announcement')!.textContent = text;
}

function copy(text: string): void {
	vscode.postMessage({ type: 'copy', text });
	announceText(copied);
}

function decorate(): void {
	addCopyButtons(article, { copyTex, copied }, copy);
	boxTables(article, 'main table');
	nameBoxes();
}

const nameBoxes = () => nameWideBoxes(article, { code, table, formula });

function follow(): void {
	followScroll(article, bar.offsetHeight);
	keep();
}

/** Shows what the panel sent: another paper, or the one that is shown as it is now. */
function showPaper(paper: PaperMessage): void {
	const isAnother = paper.key !== key;
	if (isAnother) places = { ...places, [key]: window.scrollY };
	const scroll = paper.isReturn ? (places[paper.key] ?? 0) : 0;
	({ key, past, future } = paper);
	places = ofHistory(places);
	document.body.dataset.key = key;
	document.title = paper.title;
	gone.hidden = !paper.isGone;
	updateBar(bar, {
		canGoBack: past.length > 0,
		canGoForward: future.length > 0,
		isRead: paper.isRead,
		isStarred: paper.isStarred,
		note: paper.hasNote ? openNote : beginNote,
	});
	const fill = () => {
		card.hide();
		article.innerHTML = paper.html;
		decorate();
	};
	if (isAnother) {
		const wasInText = document.hasFocus() && !bar.contains(document.activeElement);
		fill();
		window.scrollTo({ top: scroll, behavior: 'instant' });
		announce(paper.title, wasInText);
	} else if (paper.html !== lastTold) keepPlace(article, bar.offsetHeight, fill);
	lastTold = paper.html;
	follow();
}

/**
 * Announces another paper to screen readers. The focus goes to its heading from a text that is no longer there; it stays in the bar, whose
 * buttons one may press again, and in other parts of the workbench.
 */
function announce(title: string, wasInText: boolean): void {
	const heading = article.querySelector('h1');
	if (wasInText && heading) {
		heading.tabIndex = -1;
		heading.focus({ preventScroll: true });
	} else announceText(title);
}

/** Runs a link or a button of ours. Returns false for any other. */
function follows({ dataset, ariaDisabled }: HTMLElement, isBeside: boolean): boolean {
	const { paper, cite, uri, line, origin, command, annotation } = dataset;
	if (paper !== undefined) vscode.postMessage({ type: 'open', key: paper, beside: isBeside });
	else if (cite !== undefined) vscode.postMessage({ type: 'cite', key: cite });
	else if (uri !== undefined) vscode.postMessage({ type: 'place', uri, line: Number(line) });
	else if (origin !== undefined) vscode.postMessage({ type: 'pictures', origin });
	else if (annotation !== undefined && (command === 'insertAnnotation' || command === 'openAnnotation'))
		vscode.postMessage({ type: 'annotation', action: command, annotation });
	else if (command === 'zoomIn' || command === 'zoomOut') {
		zoom = Math.min(2, Math.max(0.7, Math.round(zoom * 10 + (command === 'zoomIn' ? 1 : -1)) / 10));
		keepPlace(article, bar.offsetHeight, applyZoom);
		vscode.postMessage({ type: 'zoom', zoom });
		announceText(`${Math.round(zoom * 100)} %`);
	} else {
		const known = pageCommands.find((each) => each === command);
		if (!known) return false;
		if (ariaDisabled !== 'true') vscode.postMessage({ type: 'command', command: known });
		if (known === 'copyKey' || known === 'copyBibtex') announceText(copied);
	}
	return true;
}

// Before VS Code's own listener, for which a link to "#" leads to the top of the page.
window.addEventListener(
	'click',
	(event) => {
		const target = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
		if (!target || !follows(target, event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		event.stopPropagation();
	},
	{ capture: true },
);

// VS Code sees the keys of a page, too, and has a binding for these: a browser's own way back would leave the workbench.
document.addEventListener('keydown', (event) => {
	if (event.altKey && !event.ctrlKey && !event.metaKey && /^Arrow(?:Left|Right)$/.test(event.key)) event.preventDefault();
});

onPanelMessage<ToPage>((data) => {
	switch (data?.type) {
		case 'card':
			return card.show(data.key, data.html);
		case 'order':
			for (const way of ['previous', 'next'] as const) setDisabled(bar, way, !data[way]);
			return;
		case 'paper':
			return showPaper(data);
	}
});

const card = registerCard((key) => vscode.postMessage({ type: 'card', key }));
registerToolbar(bar);

let isWaiting = false;
const followSoon = () => {
	if (isWaiting) return;
	isWaiting = true;
	requestAnimationFrame(() => {
		isWaiting = false;
		follow();
	});
};
// The row of contents scrolls, too.
window.addEventListener('scroll', followSoon, { capture: true });

// Before anything is kept, which would be the place at the top.
const scroll = kept?.key === key ? kept.scroll : returns === undefined ? 0 : (kept?.places[key] ?? 0);
decorate();
applyZoom();
// The contents are beneath the bar, however many rows it has.
new ResizeObserver(() => document.documentElement.style.setProperty('--bar-height', `${bar.offsetHeight}px`)).observe(bar);
// Called for the first size as well, and for each change by zooming or of the window.
new ResizeObserver(() => {
	nameBoxes();
	followSoon();
}).observe(article);
beginAt(scroll);
follow();
vscode.postMessage({ type: 'ready' });
