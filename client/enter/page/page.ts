import { onPanelMessage, type WebviewHost } from '../../webview/page/host.js';
import type { FormContents, ToPage, ToPanel } from '../messages.js';

declare function acquireVsCodeApi(): WebviewHost<ToPanel, never>;

// Runs in the webview of *Enter by Hand*: a form with the fields of the chosen type, and the entry that they make.

const vscode = acquireVsCodeApi();
const $ = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector)!;
const type = $<HTMLSelectElement>('#type');
const about = $('#about-type');
const required = $('#required');
const optional = $('#optional');
const file = $<HTMLSelectElement>('#file');
const texts = document.body.dataset;
const say = (text: string | undefined, value: string): string => (text ?? '{0}').replace('{0}', value);

/** What was entered, also in fields that the chosen type has not: another type may. */
const values: Record<string, string> = {};
let form: FormContents | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** The entry is made again so many milliseconds after the last key. */
const afterTyping = 200;

function entered() {
	const shown = Array.from(document.querySelectorAll<HTMLTextAreaElement>('[data-field]'), ({ dataset }) => dataset.field!);
	const fields = Object.fromEntries(shown.map((name) => [name, values[name] ?? '']).filter(([, value]) => value !== ''));
	return { work: type.value, fields, file: Math.max(0, file.selectedIndex) };
}

function changed(): void {
	clearTimeout(waiting);
	waiting = setTimeout(() => vscode.postMessage({ type: 'changed', ...entered() }), afterTyping);
}

/** A field with what it is for as its label, and its name in the file beside. */
function fieldOf(name: string, needs: boolean): HTMLElement {
	const row = document.createElement('div');
	row.className = 'field';
	const label = document.createElement('label');
	label.htmlFor = `field-${name}`;
	label.textContent = (form!.explained[name] ?? name).replace(/\.$/, '');
	const code = document.createElement('code');
	code.textContent = name;
	label.append(' ', code);
	const box = document.createElement('textarea');
	box.id = `field-${name}`;
	box.rows = name === 'abstract' ? 4 : 1;
	box.dataset.field = name;
	box.value = values[name] ?? '';
	box.spellcheck = false;
	box.setAttribute('aria-required', String(needs));
	row.append(label, box);
	return row;
}

function showType(): void {
	const chosen = form!.types.find(({ name }) => name === type.value)!;
	about.textContent = chosen.explained;
	const needed = chosen.required.map((alternatives) => {
		const fields = alternatives.map((name) => fieldOf(name, alternatives.length === 1));
		if (fields.length === 1) return fields[0]!;
		const group = document.createElement('div');
		group.className = 'either';
		const or = document.createElement('p');
		or.textContent = texts.either ?? '';
		group.append(or, ...fields);
		return group;
	});
	required.replaceChildren(...needed);
	optional.replaceChildren(...chosen.optional.map((name) => fieldOf(name, false)));
	changed();
}

function start(contents: FormContents): void {
	form = contents;
	if (contents.title !== '') values.title = contents.title;
	type.replaceChildren(...contents.types.map(({ name }) => new Option(name)));
	file.replaceChildren(...contents.files.map((name) => new Option(name)));
	$('#files').hidden = contents.files.length < 2;
	const [first] = contents.files;
	const cite = $<HTMLButtonElement>('[data-command="cite"]');
	cite.hidden = contents.note === undefined || first === undefined;
	cite.title = say(texts.cite, contents.note ?? '');
	$('[data-command="add"]').hidden = first === undefined;
	showType();
	$('main').hidden = false;
	document.querySelector<HTMLElement>('[data-field]')?.focus();
}

onPanelMessage<ToPage>((data) => {
	if (data?.type === 'form') start(data.form);
	else if (data?.type === 'entry') {
		$('#entry').textContent = data.entry;
		const names = data.missing.map((alternatives) => alternatives.join('/')).join(', ');
		$('#missing').textContent = names === '' ? '' : say(texts.missing, names);
		document.body.dataset.entry = data.entry;
	}
});
type.addEventListener('change', showType);
file.addEventListener('change', changed);
document.addEventListener('input', ({ target }) => {
	if (!(target instanceof HTMLTextAreaElement)) return;
	values[target.dataset.field!] = target.value;
	changed();
});
document.addEventListener('keydown', (event) => {
	// A field is one line: Enter goes on to the next, and with Ctrl it adds the paper.
	if (event.key !== 'Enter' || !(event.target instanceof HTMLTextAreaElement) || event.isComposing) return;
	event.preventDefault();
	if (event.ctrlKey || event.metaKey) {
		document.querySelector<HTMLElement>('[data-command]:not([hidden])')?.click();
		return;
	}
	const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')];
	(fields[fields.indexOf(event.target) + 1] ?? $('[data-command]:not([hidden])')).focus();
});
document.addEventListener('click', ({ target }) => {
	const command = target instanceof HTMLElement ? target.dataset.command : undefined;
	if (command === 'cite' || command === 'add') vscode.postMessage({ type: 'add', ...entered(), cites: command === 'cite' });
	else if (command === 'copy') vscode.postMessage({ type: 'copy', ...entered() });
});
vscode.postMessage({ type: 'ready' });
