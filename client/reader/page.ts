import { registerCard } from './card.js';
import type { ReaderState, ToPage, ToPanel } from './messages.js';
import { pageCommands, readState } from './messages.js';

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

/** Puts a button that copies its TeX on each displayed formula. */
function addCopyButtons(): void {
	for (const block of article.querySelectorAll<HTMLElement>('.katex-block')) {
		const tex = block.querySelector('annotation')?.textContent;
		if (!tex) continue;
		block.tabIndex = 0;
		const button = document.createElement('button');
		button.className = 'copy-tex';
		button.textContent = copyTex;
		button.addEventListener('click', () => {
			vscode.postMessage({ type: 'copy', text: tex });
			button.textContent = copied;
			setTimeout(() => {
				button.textContent = copyTex;
			}, 1500);
		});
		const frame = document.createElement('div');
		frame.className = 'formula';
		block.replaceWith(frame);
		frame.append(block, button);
	}
}

/** Puts each table into a box that scrolls, so that the table itself stays one to a screen reader. */
function boxTables(): void {
	for (const each of article.querySelectorAll('main table')) {
		const box = document.createElement('div');
		box.className = 'wide';
		each.replaceWith(box);
		box.append(each);
	}
}

/** Lets the focus into code and tables that are wider than the page, and only into those: the arrow keys scroll them. */
function nameWideBoxes(): void {
	for (const box of article.querySelectorAll<HTMLElement>('main pre, main .wide')) {
		if (box.scrollWidth > box.clientWidth) {
			box.tabIndex = 0;
			box.setAttribute('role', 'group');
			box.setAttribute('aria-label', box.localName === 'pre' ? code : table);
		} else for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
	}
}

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
	addCopyButtons();
	boxTables();
	nameWideBoxes();
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

addCopyButtons();
boxTables();
applyZoom();
// Tells its first size, too, and each one that zooming or the window leads to.
new ResizeObserver(nameWideBoxes).observe(article);
if (kept?.key === key) window.scrollTo(0, kept.scroll);
followScroll();
