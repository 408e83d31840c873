// The bibliography of a document comes and goes as one step, and a reference arrives in the clipboard.
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';

suite('formatted references in VS Code', function () {
	this.timeout(180_000);
	let code;
	inVSCode({ notes: 'test/fixtures/notes' }, async (opened) => {
		code = opened.code;
		await code.open('welcome.md');
		await code.hover('InfoGAN', 'Interpretable Representation Learning');
		await code.page.keyboard.press('Escape');
	});

	test('inserts the bibliography of the document, reports what is missing, and takes all back with one undo', async () => {
		await code.page.locator('.editor-instance .view-line').first().click();
		const before = await code.text();
		await code.run('Lectern: Insert Bibliography of This Document');
		await code.page.locator('.notifications-toasts', { hasText: 'Not in the library, and so not in the list: chen2016infogam' }).waitFor();
		await code.shot('bibliography');
		const withList = await code.text();
		const [heading, begin, ...added] = withList.slice(before.length).trim().split('\n\n');
		assert.deepEqual([heading, begin, added.pop()], ['## References', '<!-- lectern-references -->', '<!-- lectern-references-end -->']);
		assert.equal(added.length, 4, added.join('\n\n'));
		assert.match(
			added[0],
			/^Chen, X., Duan, Y., .*, & Abbeel, P. \(2016\). InfoGAN: .*\*Advances in Neural Information Processing Systems 29\*, 2172–2180/,
		);
		assert.deepEqual(
			added.map((reference) => reference.slice(0, 5)),
			['Chen,', 'Dumou', 'Lang,', 'Metz,'],
		);
		// Once more, it is brought up to date where it is.
		await code.run('Lectern: Insert Bibliography of This Document');
		await code.page.locator('.statusbar-item', { hasText: 'The references are up to date.' }).waitFor();
		assert.equal(await code.text(), withList);
		await code.page.keyboard.press('Control+z');
		assert.equal(
			await code.eventually(
				() => code.text(),
				(text) => text === before,
			),
			before,
		);
	});

	test('copies the reference of the paper at the cursor', async () => {
		await code.page.keyboard.press('Control+Home');
		await code.page.locator('.view-line', { hasText: 'chen2016infogan' }).first().waitFor();
		const { x, y } = await code.placeOf('chen2016infogan');
		await code.page.mouse.click(x, y);
		await code.run('Lectern: Copy Formatted Reference');
		const copied = () => code.page.evaluate(() => navigator.clipboard.readText());
		assert.match(await code.eventually(copied, (text) => text.startsWith('Chen')), /^Chen, X., .* \(2016\)\. InfoGAN: /);
	});

	for (const [name, keysIn] of [
		['cited.bib', (text) => Array.from(text.matchAll(/^@\w+\{([^,]+),/gm), ([, key]) => key)],
		['cited.json', (text) => JSON.parse(text).map(({ id }) => id)],
	])
		test(`exports exactly what the document cites to ${name}, and names what is missing`, async () => {
			await code.open('welcome.md');
			await code.run('Lectern: Export Cited Entries');
			await code.page.locator('.quick-input-list .monaco-list-row', { hasText: 'What welcome.md cites' }).click();
			const file = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-cited-')), name);
			await code.save('Export Cited Entries', file);
			await code.page.locator('.tab.active', { hasText: name }).waitFor();
			await code.page
				.locator('.notifications-toasts', { hasText: 'Not in the library, and so not in the file: chen2016infogam' })
				.waitFor();
			await code.shot(`export-${name.split('.')[1]}`);
			assert.deepEqual(keysIn(await code.text()).sort(), [
				'chen2016infogan',
				'dumoulin2016adversarially',
				'lang2021harbour',
				'metz2016unrolled',
			]);
			await code.run('Notifications: Clear All Notifications');
		});
});
