import { onPanelMessage, type WebviewHost } from '../../webview/page/host.js';
import { stateVersion } from '../../webview/stateVersion.js';
import type { PageRow, PageSection, PageTarget, ToPage, ToPanel } from '../messages.js';

declare function acquireVsCodeApi(): WebviewHost<ToPanel, { readonly version: number }>;

// Runs in the webview of the status: shows the report that the panel sends, and passes on which link or button was used.

const vscode = acquireVsCodeApi();
const body = document.querySelector<HTMLElement>('#report')!;
const problem = document.body.dataset.problem ?? '';
let revision = 0;

function make<N extends keyof HTMLElementTagNameMap>(
	name: N,
	className: string,
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[N] {
	const element = document.createElement(name);
	if (className !== '') element.className = className;
	element.append(...children);
	return element;
}

function button({ label, target }: PageTarget, className = 'action'): HTMLButtonElement {
	const element = make('button', className, label);
	element.type = 'button';
	element.dataset.target = String(target);
	return element;
}

function row({ text, file, namedBy, isProblem, button: action }: PageRow): HTMLLIElement {
	const words = make('div', 'words');
	if (file) words.append(button(file, 'file'), ' ');
	words.append(make('span', 'text', text));
	if (namedBy) words.append(' ', button(namedBy, 'file'));
	const item = make('li', isProblem ? 'problem' : '');
	if (isProblem) {
		const sign = make('span', 'sign', '!');
		sign.setAttribute('role', 'img');
		sign.setAttribute('aria-label', problem);
		item.append(sign);
	}
	item.append(words);
	if (action) {
		const deed = button(action);
		// Several rows may have a button of this name.
		deed.setAttribute('aria-label', `${action.label}: ${words.textContent}`);
		item.append(deed);
	}
	return item;
}

function section({ heading, rows, buttons }: PageSection): HTMLElement {
	const element = make('section', '', make('h2', '', heading));
	if (rows.length > 0) element.append(make('ul', '', ...rows.map(row)));
	if (buttons.length > 0) element.append(make('div', 'actions', ...buttons.map((each) => button(each))));
	return element;
}

onPanelMessage<ToPage>((data) => {
	if (data?.type !== 'report') return;
	const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.target : undefined;
	({ revision } = data);
	body.replaceChildren(...data.sections.map(section));
	document.body.dataset.revision = String(revision);
	if (focused !== undefined) body.querySelector<HTMLElement>(`[data-target="${CSS.escape(focused)}"]`)?.focus();
});

body.addEventListener('click', ({ target }) => {
	const used = target instanceof Element ? target.closest<HTMLElement>('[data-target]') : null;
	if (used) vscode.postMessage({ type: 'use', revision, target: Number(used.dataset.target) });
});

// A page without a state is not restored after a reload of the window.
vscode.setState({ version: stateVersion });
vscode.postMessage({ type: 'ready' });
