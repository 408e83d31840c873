// The packaged extension in a folder that the user has not trusted.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';

/** The files below a folder with their texts. */
const filesOf = (folder) =>
	readdirSync(folder, { recursive: true })
		.sort()
		.filter((name) => statSync(path.join(folder, name)).isFile())
		.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);

suite('Lectern in an untrusted folder', function () {
	this.timeout(180_000);
	let host;
	let code;
	inVSCode(
		{
			notes: 'test/fixtures/notes',
			trust: true,
			settings: { 'security.workspace.trust.startupPrompt': 'never' },
		},
		async (opened) => {
			({ code, host } = opened);
			await code.open('welcome.md');
		},
	);

	test('is in Restricted Mode', async () => {
		await code.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
	});

	test('still shows what a paper says, which runs nothing of the folder', async () => {
		await code.hover('InfoGAN', 'Interpretable Representation Learning');
		await code.shot('untrusted');
		await code.page.keyboard.press('Escape');
	});

	test('opens the reader, and writes nothing into the folder', async () => {
		await code.showLibrary();
		await code.treeRow('Generative adversarial networks').click();
		await code.treeRow('InfoGAN').click();
		await code.reader().locator('.katex').first().waitFor();
		assert.deepEqual(filesOf(host.workspace), filesOf('test/fixtures/notes'));
	});
});
