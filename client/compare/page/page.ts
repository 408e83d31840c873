import { type ComparedPaper, type ComparedRow, comparedRows, fewestCompared, mostCompared } from '../../../server/protocol/index.js';
import { registerCard } from '../../webview/page/card.js';
import { keptState, onPanelMessage, type WebviewHost } from '../../webview/page/host.js';
import { nameWideBoxes } from '../../webview/page/wideBoxes.js';
import { stateVersion } from '../../webview/stateVersion.js';
import type { CompareState, ToPage, ToPanel } from '../messages.js';
import { pageCommands } from '../pageCommands.js';
import { dragColumns } from './drag.js';
import { moved } from './order.js';
import { makeTable, type Say } from './table.js';

declare function acquireVsCodeApi(): WebviewHost<ToPanel, CompareState>;

// Runs in the webview of a comparison: the table, its columns' order, its rows' length, and what its buttons ask for.

const vscode = acquireVsCodeApi();
const texts = JSON.parse(document.body.dataset.texts ?? '{}') as Readonly<Record<string, string>>;
const say: Say = (name, ...values) => (texts[name] ?? name).replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ''));
const $ = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const box = $('.table-box');
const tool = (command: string) => $<HTMLButtonElement>(`.bar [data-command="${command}"]`);

const open = new Set<ComparedRow>(keptState<CompareState>(vscode)?.open);
let papers: readonly ComparedPaper[] = [];
/** Keys that no paper has yet: the file that they come from may still be read. */
let unknown: readonly string[] = [];
/** Which of the panel's revisions these are of. */
let revision = 0;

const keys = (): readonly string[] => papers.map(({ key }) => key);
/** The papers' own headings have none: the table below them shows the same. */
const card = registerCard((key) => vscode.postMessage({ type: 'card', key }), 'td a[data-paper]');
const announce = (text: string): void => {
	$('#said').textContent = text;
};

/** Keeps what is shown, and sends its order to the panel. */
function keep(): void {
	const all = [...keys(), ...unknown].slice(0, mostCompared);
	if (all.length < fewestCompared) return;
	vscode.setState({ version: stateVersion, keys: all, open: [...open] });
	vscode.postMessage({ type: 'order', keys: all, revision });
}

/** Draws the table again; the focus, if it was in it, goes to where it was, or to `focus`. */
function draw(focus?: string): void {
	card.hide();
	const before = box.contains(document.activeElement) ? selectorOf(document.activeElement!) : undefined;
	const { scrollTop, scrollLeft } = box;
	box.replaceChildren(makeTable({ papers, open, say, copy: (text) => vscode.postMessage({ type: 'copy', text }) }));
	box.scrollTo(scrollLeft, scrollTop);
	const wanted = focus ?? before;
	if (wanted !== undefined) box.querySelector<HTMLElement>(wanted)?.focus();
	const isFull = papers.length + unknown.length >= mostCompared;
	setDisabled(tool('add'), isFull, isFull ? say('most') : undefined);
	for (const button of box.querySelectorAll<HTMLElement>('[data-command="remove"][aria-disabled]')) button.title = say('fewest');
	tool('expand').textContent = say(isAllOpen() ? 'collapse' : 'expand');
	setDisabled(tool('expand'), rowsWithMore().length === 0);
	document.body.dataset.shown = keys().join(' ');
	measure();
}

/** Passes the height of the headings, which stay in sight, to the styles. */
function measure(): void {
	box.style.setProperty('--head-height', `${box.querySelector<HTMLElement>('thead')?.offsetHeight ?? 0}px`);
	nameWideBoxes(box, { code: say('code'), table: say('table'), formula: say('formula') });
	nameBox();
}

/** Lets the focus into the table's box where it scrolls: the arrow keys move it. */
function nameBox(): void {
	if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) {
		box.tabIndex = 0;
		box.setAttribute('role', 'region');
		box.setAttribute('aria-label', say('caption', papers.length));
	} else for (const name of ['tabindex', 'role', 'aria-label']) box.removeAttribute(name);
}

const addTitle = tool('add').title;
function setDisabled(button: HTMLElement, isOff: boolean, title = button === tool('add') ? addTitle : button.title): void {
	button.title = title;
	if (isOff) button.setAttribute('aria-disabled', 'true');
	else button.removeAttribute('aria-disabled');
}

/** A selector that finds a button or link again after the table was redrawn. */
function selectorOf(element: Element): string | undefined {
	const { command, key, row, paper } = (element as HTMLElement).dataset;
	const parts = Object.entries({ command, key, row, paper }).flatMap(([name, value]) =>
		value === undefined ? [] : [`[data-${name}="${CSS.escape(value)}"]`],
	);
	return parts.length === 0 ? undefined : parts.join('');
}

const rowsWithMore = (): readonly ComparedRow[] =>
	comparedRows.filter((row) => papers.some(({ cells }) => cells[row]?.whole !== undefined));
const isAllOpen = (): boolean => rowsWithMore().length > 0 && rowsWithMore().every((row) => open.has(row));

function move(from: number, to: number): void {
	const next = moved(papers, from, to);
	if (next === papers) return;
	const { name } = papers[from]!;
	papers = next;
	keep();
	draw();
	announce(say('moved', name, to + 1, papers.length));
}

function remove(place: number): void {
	if (papers.length + unknown.length <= fewestCompared) {
		announce(say('fewest'));
		return;
	}
	const { name } = papers[place]!;
	papers = papers.filter((_, index) => index !== place);
	keep();
	const next = papers[Math.min(place, papers.length - 1)];
	draw(next && `[data-command="remove"][data-key="${CSS.escape(next.key)}"]`);
	announce(say('removed', name, papers.length));
}

function toggle(row: ComparedRow): void {
	if (!open.delete(row)) open.add(row);
	keep();
	draw();
	announce(say(open.has(row) ? 'opened' : 'closed', say(row)));
}

function toggleAll(): void {
	const isOpening = !isAllOpen();
	for (const row of rowsWithMore())
		if (isOpening) open.add(row);
		else open.delete(row);
	keep();
	draw();
}

document.addEventListener('click', (event) => {
	const target = event.target instanceof Element ? event.target.closest<HTMLElement>('a, button') : null;
	if (!target) return;
	const { paper, command, key, row } = target.dataset;
	// Links to the web and to mail are VS Code's to open.
	if (target.localName === 'a' && paper === undefined) return;
	event.preventDefault();
	if (paper !== undefined) return vscode.postMessage({ type: 'open', key: paper, beside: event.ctrlKey || event.metaKey });
	const place = keys().indexOf(key ?? '');
	if (command === 'moveLeft') move(place, place - 1);
	else if (command === 'moveRight') move(place, place + 1);
	else if (command === 'remove') remove(place);
	else if (command === 'toggle') toggle(row as ComparedRow);
	else if (command === 'expand') toggleAll();
	else if (command === 'add' && target.hasAttribute('aria-disabled')) announce(say('most'));
	else {
		const known = pageCommands.find((each) => each === command);
		if (known) vscode.postMessage({ type: 'command', command: known });
	}
});

function receivePapers({ comparison, revision: number }: Extract<ToPage, { type: 'papers' }>): void {
	const before = keys();
	revision = number;
	papers = comparison.papers;
	unknown = comparison.unknown;
	const notice = $('.notice');
	notice.hidden = unknown.length === 0;
	notice.textContent = say('unknown', unknown.join(', '));
	const added = before.length > 0 ? papers.find(({ key }) => !before.includes(key)) : undefined;
	vscode.setState({ version: stateVersion, keys: [...keys(), ...unknown], open: [...open] });
	draw();
	if (added) announce(say('added', added.name, papers.indexOf(added) + 1));
}

onPanelMessage<ToPage>((data) => {
	if (data?.type === 'papers') receivePapers(data);
	else if (data?.type === 'card') card.show(data.key, data.html);
	else if (data?.type === 'note') tool('insert').title = data.name === null ? say('insertNowhere') : say('insertInto', data.name);
});

dragColumns(box, keys, move);
new ResizeObserver(measure).observe(box);
vscode.postMessage({ type: 'ready' });
