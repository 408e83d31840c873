// *Show Status* as a page: the document, the sources, what settings hide; its buttons; axe under each theme.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { seriousFindings } from '../mapStage.mjs';
import { readerFrame, themes, useTheme } from '../stage.mjs';

suite('the status in VS Code', function () {
	this.timeout(120_000);
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-status-'));
	let code;
	inVSCode(
		() => {
			cpSync('test/fixtures/notes', folder, { recursive: true });
			writeFileSync(
				path.join(folder, 'draft.md'),
				'---\nbibliography: [references.bib, missing.bib]\n---\n\nInfoGAN, [@chen2016infogan] and [@nobody2020].\n',
			);
			return { folder, settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.exclude': ['old/**'] } };
		},
		async (opened) => {
			code = opened.code;
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await code.page.keyboard.press('Escape');
		},
	);

	const page = () => code.reader();
	const row = (text) => page().locator('li', { hasText: text }).first();
	const showStatus = async () => {
		await code.run('Lectern: Show Status');
		await page().locator('section h2').first().waitFor();
	};

	test('says what the document cites from, which keys no paper has, and what settings hide', async () => {
		await code.open('draft.md');
		await code.placeOf('nobody2020');
		await showStatus();
		await row('Keys that no paper has: nobody2020.').waitFor();
		assert.equal(await row('Not found.').locator('.file').first().textContent(), 'missing.bib');
		assert.equal(await row('Not found.').locator('.sign').getAttribute('aria-label'), 'Problem');
		assert.match(await page().locator('section', { hasText: 'Choose Library Files' }).textContent(), /references\.bib BibTeX · \d+ entr/);
		await row('Files that match these patterns are not read: old/**.').waitFor();
		await code.shot('status');
	});

	test('is about the note that had the cursor last while the page itself has the focus', async () => {
		await page().locator('h1').click();
		await code.run('Lectern: Show Status');
		await row('draft.md').waitFor();
		await row('Keys that no paper has: nobody2020.').waitFor();
	});

	test('opens a file by its name, and follows what is written in the note', async () => {
		await page().locator('.file', { hasText: 'draft.md' }).first().click();
		await code.page.locator('.tab.active', { hasText: 'draft.md' }).waitFor();
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type(' And [@absent2021].');
		await code.page.keyboard.press('Control+s');
		await code.page.locator('.tab.dirty').waitFor({ state: 'detached' });
		await showStatus();
		await row('Keys that no paper has: nobody2020, absent2021.').waitFor();
	});

	test('leads to a setting, and to the problems', async () => {
		await row('old/**').locator('.action').click();
		await code.page.locator('.settings-editor').waitFor();
		await code.page.locator('.settings-editor .setting-item-contents', { hasText: 'Exclude' }).first().waitFor();
		// The settings are a window of their own within the workbench, or a tab.
		await code.page.keyboard.press('Escape');
		await code.page.locator('.settings-editor').waitFor({ state: 'hidden' });
		await showStatus();
		await row('Keys that no paper has').locator('.action').focus();
		await code.page.keyboard.press('Enter');
		await code.page.locator('.markers-panel').getByText('missing.bib').first().waitFor();
		await code.run('View: Toggle Panel Visibility');
	});

	test('leads the keyboard to each of its buttons, in their order', async () => {
		const frame = await readerFrame(code);
		const reached = [];
		await page().locator('h1').click();
		const all = await page()
			.locator('[data-target]')
			.evaluateAll((buttons) => buttons.map(({ dataset }) => dataset.target));
		for (let step = 0; step < all.length; step++) {
			await code.page.keyboard.press('Tab');
			reached.push(await frame.evaluate(() => document.activeElement?.dataset.target));
		}
		assert.deepEqual(reached, all);
	});

	test('every setting that is a list or a table can be edited in the settings editor', async () => {
		const { properties } = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration;
		const composite = Object.keys(properties).filter((name) => ['array', 'object'].includes(properties[name].type));
		await code.run('Preferences: Open Settings (UI)');
		const editor = code.page.locator('.settings-editor');
		await editor.locator('.suggest-input-container').waitFor();
		for (const name of composite) {
			// In a window like this one, settings of the machine are shown as those of the remote computer.
			const scope = properties[name].scope.startsWith('machine') ? 'Remote' : 'User';
			await editor.locator('.settings-header .action-label', { hasText: scope }).first().click();
			await editor.locator('.suggest-input-container').click();
			await code.page.keyboard.press('Control+a');
			await code.page.keyboard.insertText(`@id:${name}`);
			const item = editor.locator(`.setting-item-contents[data-key="${name}"]`);
			await item.getByRole('button', { name: /^Add/ }).or(item.getByRole('checkbox')).first().waitFor();
			assert.equal(await item.locator('.edit-in-settings-button').count(), 0, name);
			if (name === 'lectern.diagnostics.severity') await code.shot('settings-severity');
		}
		await code.shot('settings');
		await code.page.keyboard.press('Escape');
		await editor.waitFor({ state: 'hidden' });
	});

	for (const theme of themes)
		test(`axe finds nothing serious under ${theme.label}`, async () => {
			await useTheme(code, theme);
			await showStatus();
			await row('Keys that no paper has').waitFor();
			assert.deepEqual(await seriousFindings(await readerFrame(code)), []);
			await code.shot(`status-${theme.id}`);
		});
});
