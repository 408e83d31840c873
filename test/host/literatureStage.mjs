// What the suites of the literature need alike: a folder with a note and a bibliography, the consent, the search.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pickRow } from './tree.mjs';

const note = '---\nbibliography: refs.bib\n---\n\n# On fog\n\nAs in [@lang2011lanterns].\n';
const refs =
	'@article{lang2011lanterns,\n  title   = {Lanterns in the harbour},\n  author  = {Lang, Mira},\n  journal = {Harbour Review},\n  year    = {2011},\n  doi     = {10.1234/lights},\n}\n';

/** Settings of a folder that would turn everything on and send it elsewhere, if a folder could. */
const greedy = {
	'lectern.literature': { openalex: true, crossref: true, datacite: true, semanticscholar: true },
	'lectern.addPaper.services': { openalex: 'http://elsewhere.test', crossref: 'http://elsewhere.test' },
};

/** A folder with a note and its bibliography, and settings that count for nothing. */
export function fogFolder() {
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-fog-'));
	writeFileSync(path.join(folder, 'fog.md'), note);
	writeFileSync(path.join(folder, 'refs.bib'), refs);
	mkdirSync(path.join(folder, '.vscode'));
	writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(greedy));
	return folder;
}

/** Runs a command that explains what is sent where, and turns on the services that are checked there. */
export async function turnOn(code, { shots = false } = {}) {
	await code.run('Lectern: Turn On Literature Search');
	const dialog = code.page.locator('.monaco-dialog-box', { hasText: 'Search the literature?' });
	await dialog.waitFor();
	if (shots) await code.shot('literature-consent');
	await dialog.locator('.monaco-button', { hasText: 'Choose Services' }).click();
	await code.titled('Services That May Be Asked');
	await pickRow(code, 'OpenAlex').waitFor();
	if (shots) await code.shot('literature-services');
	await code.page.keyboard.press('Enter');
	await code.page.locator('.notification-toast', { hasText: 'These services may be asked now' }).waitFor();
	await code.run('Notifications: Clear All Notifications');
}

/** Puts the cursor at the end of the note, behind a text. */
export async function typeAtEnd(code, text) {
	await code.page.locator('.tab', { hasText: 'fog.md' }).click();
	await code.page.locator('.editor-instance .view-line').last().click();
	await code.page.keyboard.press('Control+End');
	await code.page.keyboard.type(text);
}

/** Opens the search, and types into it letter by letter. */
export async function typeIntoSearch(code, text) {
	await code.run('Lectern: Search the Literature');
	await code.titled('Search the Literature');
	await code.page.keyboard.type(text, { delay: 40 });
}
