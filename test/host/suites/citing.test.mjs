// Citing from where the cursor is not: a panel writes into the note that had the cursor last, and only into one that can be written in.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { closeAll, readPaper, stageFolder } from '../stage.mjs';

suite('citing from a panel in VS Code', function () {
	this.timeout(180_000);
	const folder = stageFolder();
	let code;
	inVSCode(
		() => {
			writeFileSync(path.join(folder, 'first.md'), 'First: \n');
			writeFileSync(path.join(folder, 'second.md'), 'Second: \n');
			return {
				folder,
				settings: { 'files.autoSave': 'off', 'lectern.reader.column': 'active', 'lectern.definition': 'summary' },
			};
		},
		async (opened) => {
			code = opened.code;
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await code.page.keyboard.press('Escape');
			await code.close('welcome.md');
		},
	);
	teardown(async () => {
		for (const name of ['first.md', 'second.md'])
			if ((await code.page.locator('.tab.dirty', { hasText: name }).count()) > 0) {
				await code.open(name);
				await code.run('File: Revert File');
			}
		await closeAll(code);
	});

	const cite = () => code.reader().locator('button[data-command="cite"]').click();
	/** Opens a note with the cursor behind its first line's words. */
	const write = async (name) => {
		await code.open(name);
		await code.page.locator('.editor-group-container.active .editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+Home');
		await code.page.keyboard.press('End');
	};
	const shows = async (text) => {
		const line = code.page.locator('.editor-instance .view-line', { hasText: text }).first();
		await line.waitFor();
		// The keyboard goes on there.
		await code.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		assert.equal((await line.textContent()).replace(/\u00a0/g, ' ').trim(), text);
	};

	/** Puts the nearest key in the place of an unknown one from its card, and takes that back in one step. */
	const usesNearestKey = async (shot) => {
		const card = await code.hover('chen2016infogam', 'No paper has the key');
		await code.page.waitForTimeout(500);
		await code.shot(shot);
		await card.locator('a', { hasText: 'Use this key' }).first().click();
		await code.page.locator('.view-line', { hasText: '[@chen2016infogan].' }).first().waitFor();
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+z');
		await shows('Second: [@chen2016infogam].');
	};

	test('the card of a key that no paper has puts the nearest in its place, and one undo takes it back', async () => {
		writeFileSync(path.join(folder, 'second.md'), 'Second: [@chen2016infogam].\n');
		await code.open('second.md');
		await usesNearestKey('unknown-key-card');
		writeFileSync(path.join(folder, 'second.md'), 'Second: \n');
		await code.run('File: Revert File');
		await code.page
			.locator('.view-line', { hasText: /^Second:\s*$/ })
			.first()
			.waitFor();
	});

	test('the card does so as well where such keys are not reported', async () => {
		writeFileSync(path.join(folder, 'second.md'), 'Second: [@chen2016infogam].\n');
		await code.open('second.md');
		await code.page.locator('.squiggly-warning').first().waitFor();
		const settings = path.join(folder, '.vscode', 'settings.json');
		mkdirSync(path.dirname(settings), { recursive: true });
		writeFileSync(settings, JSON.stringify({ 'lectern.diagnostics.severity': { 'unknown-key': 'off' } }));
		await code.page.locator('.squiggly-warning').waitFor({ state: 'detached' });
		await usesNearestKey('unknown-key-off-card');
		rmSync(settings);
		writeFileSync(path.join(folder, 'second.md'), 'Second: \n');
		await code.run('File: Revert File');
		await code.page
			.locator('.view-line', { hasText: /^Second:\s*$/ })
			.first()
			.waitFor();
	});

	test('the reader cites into the note that it hides', async () => {
		await write('first.md');
		await readPaper(code, 'infogan interpretable', 'chen2016infogan');
		assert.equal(await code.page.locator('.editor-group-container').count(), 1);
		await cite();
		await code.page.locator('.tab.active', { hasText: 'first.md' }).waitFor();
		await shows('First: [@chen2016infogan]');
	});

	test('of two notes the one that was written in last is cited in', async () => {
		await write('first.md');
		await code.run('View: Split Editor');
		await write('second.md');
		await readPaper(code, 'infogan interpretable', 'chen2016infogan');
		await cite();
		await shows('Second: [@chen2016infogan]');
	});

	test('a bundled summary that was looked at meanwhile is not cited in', async () => {
		await write('first.md');
		await code.page.keyboard.type('@chen2016infogan ');
		await code.page.keyboard.press('Escape');
		await code.page.keyboard.press('ArrowLeft');
		await code.page.keyboard.press('ArrowLeft');
		await code.page.keyboard.press('F12');
		await code.page.locator('.tab.active', { hasText: 'chen2016infogan.md' }).waitFor();
		await code.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		await readPaper(code, 'unrolled generative', 'metz2016unrolled');
		await cite();
		await code.page.locator('.tab.active', { hasText: 'first.md' }).waitFor();
		await code.page.locator('.editor-instance .view-line', { hasText: '[@metz2016unrolled]' }).waitFor();
	});

	test('without a note that is said', async () => {
		await readPaper(code, 'unrolled generative', 'metz2016unrolled');
		await cite();
		await code.page.locator('.notification-toast', { hasText: 'place the cursor where the citation should go' }).waitFor();
		await code.run('Notifications: Clear All Notifications');
	});

	test('keys cite at the cursor, and read the paper there', async () => {
		const { keyboard } = code.page;
		await write('first.md');
		await keyboard.press('Control+k');
		await keyboard.press('q');
		const box = await code.titled('Insert Citation');
		await box.fill('infogan interpretable');
		await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'InfoGAN' }).first().waitFor();
		await code.page.waitForTimeout(200);
		await keyboard.press('Enter');
		await shows('First: [@chen2016infogan]');
		await keyboard.press('ArrowLeft');
		await keyboard.press('ArrowLeft');
		await keyboard.press('Control+k');
		await keyboard.press('g');
		await code.reader().locator('body[data-key="chen2016infogan"] h1').waitFor();
	});

	test('a paper is read to the side even where readers open in the active group', async () => {
		await write('first.md');
		await code.run('Lectern: Read Paper to the Side');
		const box = await code.titled('Read Paper');
		await box.fill('infogan interpretable');
		await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'InfoGAN' }).first().waitFor();
		await code.page.waitForTimeout(200);
		await code.page.keyboard.press('Enter');
		await code.reader().locator('body[data-key="chen2016infogan"] h1').waitFor();
		assert.equal(await code.page.locator('.editor-group-container').count(), 2);
	});
});
