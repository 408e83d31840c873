// Citations shown as authors and year in the editor, until the cursor is in them.
import assert from 'node:assert/strict';
import { inVSCode } from '../inVSCode.mjs';

suite('citations in their place in VS Code', function () {
	this.timeout(120_000);
	let code;
	inVSCode(
		{ notes: 'test/fixtures/notes', settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.citations.inPlace': true } },
		async (opened) => {
			code = opened.code;
			await code.open('welcome.md');
		},
	);

	/** What is seen of the first line that begins with “InfoGAN”: its letters that are not hidden, with what styles put before them. */
	const seen = () =>
		code.page.evaluate(() => {
			const line = [...document.querySelectorAll('.editor-instance .view-line')].find(({ textContent }) =>
				textContent.startsWith('InfoGAN'),
			);
			const parts = Array.from(line?.querySelectorAll(':scope > span > span') ?? [], (part) => {
				const { content } = getComputedStyle(part, '::before');
				const before = content === 'none' || content === 'normal' ? '' : content.slice(1, -1);
				return before + (getComputedStyle(part).display === 'none' ? '' : part.textContent);
			});
			return parts.join('').replace(/\u00a0/g, ' ');
		});
	const shows = async (pattern) => assert.match(await code.eventually(seen, (text) => pattern.test(text)), pattern);
	const goTo = async (place) => {
		const box = await code.quickInput('Control+g');
		await box.fill(`:${place}`);
		await code.page.keyboard.press('Enter');
		await box.waitFor({ state: 'hidden' });
	};

	test('are authors and year where the cursor is not, and the key where it is', async () => {
		await goTo('1:1');
		await shows(/^InfoGAN Chen et al\. 2016 adds/);
		await code.shot('citations-in-place');
		await goTo('12:15');
		await shows(/^InfoGAN \[@chen2016infogan\] adds/);
		await goTo('1:1');
		await shows(/^InfoGAN Chen et al\. 2016 adds/);
	});

	test('leave the text as it is', async () => {
		assert.match(await code.text(), /InfoGAN \[@chen2016infogan\] adds/);
	});
});
