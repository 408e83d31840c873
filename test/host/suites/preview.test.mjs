// Citations in VS Code's own Markdown preview.
import assert from 'node:assert/strict';
import { inVSCode } from '../inVSCode.mjs';

suite('the Markdown preview in VS Code', function () {
	this.timeout(180_000);
	let code;
	inVSCode({ notes: 'test/fixtures/notes' }, async (opened) => {
		code = opened.code;
		await code.open('welcome.md');
		await code.hover('InfoGAN', 'Interpretable Representation');
	});

	test('shows authors and year for a citation, with the title where the mouse rests', async () => {
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+k');
		await code.page.keyboard.press('v');
		const page = code.page.frameLocator('iframe.webview[src*="markdown-language-features"]').frameLocator('iframe#active-frame');
		const citation = page.locator('.lectern-citation', { hasText: 'Chen et al., 2016' }).first();
		await citation.waitFor();
		assert.match(await citation.getAttribute('title'), /^InfoGAN/);
		await page.locator('p, li', { hasText: '[@chen2016infogam]' }).first().waitFor();
		const references = page.locator('.lectern-references');
		await references.locator('h2', { hasText: 'References' }).waitFor();
		await references.locator('p', { hasText: 'Chen, X., Duan, Y.' }).waitFor();
		await references.scrollIntoViewIfNeeded();
		await code.shot('preview');
	});

	test('has the references of what is cited meanwhile, in the style that the document names', async () => {
		const page = code.page.frameLocator('iframe.webview[src*="markdown-language-features"]').frameLocator('iframe#active-frame');
		await code.run('View: Focus First Editor Group');
		await code.page.locator('.editor-instance .monaco-editor.focused').waitFor();
		await code.page.keyboard.press('Control+Home');
		await code.page.keyboard.press('End');
		await code.page.keyboard.type('\ncsl: ieee');
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nas in [@kipf2016semisupervised].');
		await page.locator('.lectern-references li', { hasText: 'T. N. Kipf and M. Welling' }).waitFor();
		await code.shot('preview-ieee');
	});
});
