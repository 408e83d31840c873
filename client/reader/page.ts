import 'katex/contrib/copy-tex';
import { registerCard } from './card.js';
import { followScroll } from './contents.js';
import { beginAt } from './firstPlace.js';
import { addCopyButtons } from './formulas.js';
import { keepPlace } from './keepPlace.js';
import type { ReaderHistory, ReaderState, ToPage, ToPanel } from './messages.js';
import { pageCommands, readState } from './messages.js';
import { registerToolbar } from './toolbar.js';
import { boxTables, nameWideBoxes } from './wideBoxes.js';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; getState(): unknown; setState(state: ReaderState): void };

// Runs in the reader's webview: links, buttons, the contents that follow the scroll, copying formulas, zoom.

const vscode = acquireVsCodeApi();
const { key = '', history = '{}', returns, zoom: usualZoom } = document.body.dataset;
const { copyTex = '', copied = '', code = '', table = '', formula = '' } = document.body.dataset;
const { past = [], future = [] } = JSON.parse(history) as Partial<ReaderHistory>;
const article = document.querySelector('article')!;
const bar = document.querySelector<HTMLElement>('.bar')!;
const gone = document.querySelector<HTMLElement>('.gone')!;
const kept = readState(vscode.getState());
let zoom = kept?.zoom ?? Number(usualZoom ?? 1);
const known = new Set([...past, ...future]);
/** How far down the papers of the history were read. */
const places = Object.fromEntries(
	Object.entries({ ...kept?.places, ...(kept && { [kept.key]: kept.scroll }) }).filter(([each]) => known.has(each)),
);

function keep(): void {
	vscode.setState({ key, scroll: window.scrollY, zoom, past, future, places });
}

function applyZoom(): void {
	document.documentElement.style.setProperty('--reader-zoom', String(zoom));
	keep();
}

/** Says something to a screen reader that others see by themselves. */
function tell(text: string): void {
	document.querySelector('.told')!.textContent = text;
}

function copy(text: string): void {
	vscode.postMessage({ type: 'copy', text });
	tell(copied);
}

function dress(): void {
	addCopyButtons(article, { copyTex, copied }, copy);
	boxTables(article, 'main table');
	nameBoxes();
}

const nameBoxes = () => nameWideBoxes(article, { code, table, formula });

function follow(): void {
	followScroll(article, bar.offsetHeight);
	keep();
}

/** Does what a link or a button of ours says; false for any other. */
function follows({ dataset, ariaDisabled }: HTMLElement, isBeside: boolean): boolean {
	const { paper, uri, line, origin, command } = dataset;
	if (paper !== undefined) vscode.postMessage({ type: 'open', key: paper, beside: isBeside });
	else if (uri !== undefined) vscode.postMessage({ type: 'place', uri, line: Number(line) });
	else if (origin !== undefined) vscode.postMessage({ type: 'pictures', origin });
	else if (command === 'zoomIn' || command === 'zoomOut') {
		zoom = Math.min(2, Math.max(0.7, Math.round(zoom * 10 + (command === 'zoomIn' ? 1 : -1)) / 10));
		keepPlace(article, bar.offsetHeight, applyZoom);
		vscode.postMessage({ type: 'zoom', zoom });
		tell(`${Math.round(zoom * 100)} %`);
	} else {
		const known = pageCommands.find((each) => each === command);
		if (!known) return false;
		if (ariaDisabled !== 'true') vscode.postMessage({ type: 'command', command: known });
		if (known === 'copyKey' || known === 'copyBibtex') tell(copied);
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

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
	switch (data?.type) {
		case 'card':
			return card.show(data.key, data.html);
		case 'gone':
			gone.hidden = false;
			return;
		case 'order':
			for (const way of ['previous', 'next'] as const)
				bar.querySelector(`[data-command="${way}"]`)?.setAttribute('aria-disabled', String(!data[way]));
			return;
		case 'update':
			gone.hidden = true;
			bar.querySelector('[data-command="toggleRead"]')?.setAttribute('aria-pressed', String(data.isRead));
			card.hide();
			keepPlace(article, bar.offsetHeight, () => {
				article.innerHTML = data.html;
				dress();
			});
			follow();
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
dress();
applyZoom();
// The contents stand beneath the bar, however many rows it has.
new ResizeObserver(() => document.documentElement.style.setProperty('--bar-height', `${bar.offsetHeight}px`)).observe(bar);
// Tells its first size, too, and each one that zooming or the window leads to.
new ResizeObserver(() => {
	nameBoxes();
	followSoon();
}).observe(article);
beginAt(scroll);
follow();
