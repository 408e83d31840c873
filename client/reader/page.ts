import { registerCard } from './card.js';
import { addCopyButtons } from './formulas.js';
import type { ReaderState, ToPage, ToPanel } from './messages.js';
import { pageCommands, readState } from './messages.js';
import { boxTables, nameWideBoxes } from './wideBoxes.js';

declare function acquireVsCodeApi(): { postMessage(message: ToPanel): void; getState(): unknown; setState(state: ReaderState): void };

// Runs in the reader's webview: links, buttons, the contents that follow the scroll, copying formulas, zoom.

const vscode = acquireVsCodeApi();
const { key = '', copyTex = '', copied = '', code = '', table = '' } = document.body.dataset;
const article = document.querySelector('article')!;
const kept = readState(vscode.getState());
let zoom = kept?.key === key ? kept.zoom : (kept?.zoom ?? 1);

function keep(): void {
	vscode.setState({ key, scroll: window.scrollY, zoom });
}

function applyZoom(): void {
	document.documentElement.style.setProperty('--reader-zoom', String(zoom));
	keep();
}

/** Makes the text that has just come one to work with. */
function prepareText(): void {
	addCopyButtons(article, { copyTex, copied }, (text) => vscode.postMessage({ type: 'copy', text }));
	boxTables(article, 'main table');
}

const nameBoxes = () => nameWideBoxes(article, { code, table });

/** Marks in the contents the section that is read. */
function followScroll(): void {
	let current: Element | undefined;
	for (const heading of article.querySelectorAll('h2[id], h3[id]'))
		if (heading.getBoundingClientRect().top < window.innerHeight * 0.25) current = heading;
	for (const link of article.querySelectorAll('.contents a')) {
		if (current && link.getAttribute('href') === `#${current.id}`) link.setAttribute('aria-current', 'true');
		else link.removeAttribute('aria-current');
	}
	keep();
}

document.addEventListener('click', (event) => {
	const target = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
	if (!target) return;
	const { paper, uri, line, origin, command } = target.dataset;
	if (paper !== undefined) vscode.postMessage({ type: 'open', key: paper, beside: event.ctrlKey || event.metaKey });
	else if (uri !== undefined) vscode.postMessage({ type: 'place', uri, line: Number(line) });
	else if (origin !== undefined) vscode.postMessage({ type: 'pictures', origin });
	else if (command === 'zoomIn' || command === 'zoomOut') {
		zoom = Math.min(2, Math.max(0.7, zoom + (command === 'zoomIn' ? 0.1 : -0.1)));
		applyZoom();
	} else {
		const known = pageCommands.find((each) => each === command);
		if (!known) return;
		vscode.postMessage({ type: 'command', command: known });
	}
	event.preventDefault();
});

// VS Code sees the keys of a page, too, and has a binding for these: a browser's own way back would leave the workbench.
document.addEventListener('keydown', (event) => {
	if (event.altKey && !event.ctrlKey && !event.metaKey && /^Arrow(?:Left|Right)$/.test(event.key)) event.preventDefault();
});

window.addEventListener('message', (event: MessageEvent<ToPage>) => {
	const { data } = event;
	if (typeof data?.html !== 'string') return;
	if (data.type === 'card') card.show(data.key, data.html);
	if (data.type !== 'update') return;
	card.hide();
	const { scrollY } = window;
	article.innerHTML = data.html;
	prepareText();
	nameBoxes();
	window.scrollTo(0, scrollY);
	followScroll();
});

const card = registerCard((key) => vscode.postMessage({ type: 'card', key }));

let isWaiting = false;
window.addEventListener('scroll', () => {
	if (isWaiting) return;
	isWaiting = true;
	requestAnimationFrame(() => {
		isWaiting = false;
		followScroll();
	});
});

prepareText();
applyZoom();
// Tells its first size, too, and each one that zooming or the window leads to.
new ResizeObserver(nameBoxes).observe(article);
if (kept?.key === key) window.scrollTo(0, kept.scroll);
followScroll();
