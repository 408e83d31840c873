// Bibliographies outside the open folders in real VS Code: nothing is written there before the user has seen the path and agreed.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';

const entry =
	'@article{lang2021harbour,\n  author = {Lang, Mira},\n  title = {Harbour lights},\n  journal = {Shores},\n  year = {2021},\n}\n';

suite('a bibliography outside the open folders in VS Code', function () {
	this.timeout(180_000);
	const outer = mkdtempSync(path.join(tmpdir(), 'lectern-outside-'));
	const folder = path.join(outer, 'notes');
	const library = path.join(outer, 'papers', 'refs.bib');
	let code;
	inVSCode(
		() => {
			for (const name of ['notes', 'papers']) mkdirSync(path.join(outer, name));
			writeFileSync(library, entry);
			writeFileSync(path.join(folder, 'ready.md'), 'InfoGAN\n');
			for (const name of ['first.md', 'second.md'])
				writeFileSync(path.join(folder, name), '---\nbibliography: ../papers/refs.bib\n---\n\nSee [@lang2021harbour].\n\n');
			return { folder, settings: { 'files.autoSave': 'off' } };
		},
		async (opened) => {
			code = opened.code;
			await code.open('ready.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await code.page.keyboard.press('Escape');
		},
	);

	const dialog = () => code.page.locator('.monaco-dialog-box');

	/** Cites a paper that the bibliography lacks, up to the question. */
	async function cite(file) {
		await code.open(file);
		await code.beginCiting('[@');
		await code.suggestion('adds to refs.bib').waitFor();
		await code.page.keyboard.press('Enter');
		await dialog().waitFor();
	}

	const isCited = (text) => /\n\[@?\{?kipf2016semisupervised/.test(text);

	test('is left as it is where the user does not agree: the key alone is written', async () => {
		await cite('first.md');
		assert.ok((await dialog().innerText()).includes(library), await dialog().innerText());
		await code.shot('outside-the-folders');
		await dialog().getByRole('button', { name: 'Cancel' }).click();
		const text = await code.eventually(() => code.text(), isCited);
		assert.ok(isCited(text), text);
		assert.equal(readFileSync(library, 'utf8'), entry);
	});

	test('is written to where the user agrees', async () => {
		await cite('second.md');
		await dialog().getByRole('button', { name: 'Write There' }).click();
		const written = await code.eventually(
			() => readFileSync(library, 'utf8'),
			(text) => text.includes('kipf2016semisupervised'),
		);
		assert.ok(written.includes('kipf2016semisupervised') && written.includes(entry.trim()), written);
	});
});
