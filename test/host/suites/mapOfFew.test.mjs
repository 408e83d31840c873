// The map of few papers, without the bundled ones, and of none at all: the timeline, the empty state, axe under each theme.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { folderOfThree, seriousFindings, showMap, underTheme } from '../mapStage.mjs';
import { themes } from '../stage.mjs';

suite('the map of few papers, and of none', function () {
	this.timeout(180_000);
	let folder;
	let host;
	let code;
	inVSCode(
		() => {
			folder = folderOfThree();
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false },
			};
		},
		async (opened) => {
			({ code, host } = opened);
		},
	);

	const click = (command) => code.reader().locator(`button[data-command="${command}"]`).click();

	test('without the bundled papers only one’s own are there, and their years make a timeline', async () => {
		const frame = await showMap(code, 3);
		await code.reader().locator('.legend button', { hasText: 'Coasts' }).waitFor();
		await click('timeline');
		const left = async (key) => (await frame.evaluate((wanted) => globalThis.lecternMap.placeOf(wanted), key)).x;
		assert.ok((await left('okafor2015tides')) < (await left('lindqvist2019drift')));
		assert.ok((await left('lindqvist2019drift')) < (await left('lang2021harbour')));
		await click('timeline');
	});

	for (const theme of themes)
		test(`axe finds nothing serious on years, the timeline and a picked topic under ${theme.label}`, async () => {
			const frame = await underTheme(code, host, theme, 3);
			await code.reader().locator('.legend button').first().click();
			assert.deepEqual(await seriousFindings(frame), []);
			await code.reader().locator('.legend button').first().click();
			await click('year');
			await click('timeline');
			await click('lasso');
			await code.shot(`map-years-${theme.id}`);
			assert.deepEqual(await seriousFindings(frame), []);
			for (const command of ['lasso', 'timeline', 'year']) await click(command);
		});

	for (const theme of themes)
		test(`an empty map says so, offers to add a paper, and axe finds nothing serious under ${theme.label}`, async () => {
			for (const name of ['coasts.bib', 'lang2021harbour.md']) rmSync(path.join(folder, name), { force: true });
			const frame = await underTheme(code, host, theme, 0);
			await code.reader().locator('.empty p', { hasText: 'There are no papers yet' }).waitFor();
			assert.deepEqual(await seriousFindings(frame), []);
			await code.shot(`map-empty-${theme.id}`);
			if (theme !== themes[0]) return;
			await click('addPaper');
			await code.titled('Add Paper');
			await code.page.keyboard.press('Escape');
			await code.run('View: Show Lectern');
			await code.page.locator('.pane-body .welcome-view', { hasText: 'There are no papers yet' }).first().waitFor();
			await code.shot('library-empty');
		});
});
