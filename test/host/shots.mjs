// `npm run shots`: pictures of everything that shows, under each theme, in test/out/shots. Names of themes narrow it down.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { takeCompareShots } from './shots/compare.mjs';
import { takeMapShots } from './shots/map.mjs';
import { readPaper, stageFolder, themes, useTheme } from './stage.mjs';
import { pane, pickRow } from './tree.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

const out = path.resolve('test/out/shots');
mkdirSync(out, { recursive: true });
const wanted = themes.filter(({ id }) => process.argv.length < 3 || process.argv.includes(id));
const groupings = ['Year', 'Author', 'Venue', 'Source', 'Reading State', 'Nothing: One List', 'Topic'];
const large = { width: 1280, height: 800 };
const narrow = { width: 760, height: 800 };

const folder = stageFolder();
const host = await startVSCode({
	workbench: installWorkbench(),
	vsix: 'lectern.vsix',
	folder,
	settings: { 'workbench.colorTheme': 'Default Dark Modern' },
});
const browser = await launchBrowser();
let failed = 0;
try {
	const code = await openWorkbench(browser, host.address());
	await code.open('welcome.md');
	await code.hover('InfoGAN', 'Interpretable Representation');
	await code.page.keyboard.press('Escape');
	for (const theme of wanted) {
		await useTheme(host, code, theme);
		await takeAll(code, theme.id);
	}
} finally {
	await browser.close();
	await host.stop();
	rmSync(folder, { recursive: true, force: true });
}
failed += await takeMapShots(out, wanted);
failed += await takeCompareShots(out, wanted);
console.log(`Pictures are in ${path.relative('.', out)}${failed > 0 ? `; ${failed} could not be taken` : ''}.`);
process.exit(failed > 0 ? 1 : 0);

/** Takes every picture under one theme; one that cannot be taken does not keep the others from it. */
async function takeAll(code, theme) {
	const { page } = code;
	const take = async (state, prepare) => {
		try {
			await prepare?.();
			await page.waitForTimeout(400);
			await page.screenshot({ path: path.join(out, `${theme}-${state}.png`) });
		} catch (error) {
			failed++;
			console.error(`${theme}-${state}: ${String(error).split('\n')[0]}`);
		}
	};
	await page.setViewportSize(large);
	await code.showLibrary();
	for (const grouping of groupings)
		await take(`tree-${grouping.toLowerCase().replace(/\W.*/, '')}`, async () => {
			await code.run('Lectern: Group By');
			const box = await code.titled('Group the Library by');
			await box.fill(grouping);
			await page.keyboard.press('Enter');
			await box.waitFor({ state: 'hidden' });
			if (grouping.startsWith('Nothing')) return;
			await code.treeRow('').click({ timeout: 4000 });
		});
	const filter = async (query, row) => {
		await code.run('Lectern: Filter Library');
		await (await code.titled('Filter Library')).fill(query);
		await pickRow(code, row).waitFor();
	};
	await take('filter-qualifiers', () => filter('gan ', 'author:'));
	await page.keyboard.press('Escape');
	await take('filter-values', () => filter('gan year:2016 topic:', 'texture-synthesis'));
	await page.keyboard.press('Escape');
	await take('filter-error', () => filter('yeer:2016', /“yeer:” is no qualifier/));
	await page.keyboard.press('Escape');
	await take('filter-empty', async () => {
		await filter('zeppelin harmonica', 'No paper fits');
		await page.keyboard.press('Enter');
		await pane(code, 'Library').locator('.welcome-view').getByText('No paper fits').waitFor();
	});
	await take('filter-active', async () => {
		await filter('gan year:2016', 'Show 13 papers');
		await page.keyboard.press('Enter');
		await code.treeRow('InfoGAN').waitFor();
		await code.treeRow('').hover();
	});
	await code.run('Lectern: Clear Filter');
	await take('tree-menu', async () => {
		await code.treeRow('').click();
		await page.keyboard.press('ArrowRight');
		const paper = page.locator('.pane-body .monaco-list-row[aria-level="2"]').first();
		await paper.click({ button: 'right' });
		await page.locator('.monaco-menu-container .monaco-menu').waitFor();
	});
	await page.keyboard.press('Escape');
	await take('in-this-document', async () => {
		const { x, y } = await code.placeOf('ResNeXt');
		await page.mouse.click(x, y);
	});
	await take('hover', () => code.hover('InfoGAN', 'Interpretable Representation'));
	await page.keyboard.press('Escape');
	await take('completion', async () => {
		// By command, not by mouse: a card may still lie over the lines.
		await code.run('View: Focus Active Editor Group');
		await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		await page.keyboard.press('Control+End');
		await page.keyboard.type('\nsee [@mutual information gan', { delay: 30 });
		await code.suggestion('chen2016infogan').waitFor();
	});
	await page.keyboard.press('Escape');
	// The list that is open may take the first Escape and the command with it.
	for (let attempt = 0; attempt < 4 && (await page.locator('.tab.dirty').count()) > 0; attempt++) {
		await page.keyboard.press('Escape');
		await page.locator('.editor-instance .view-line').last().click();
		await code.run('File: Revert File');
		await page.waitForTimeout(1500);
	}
	await take('reader-maths', () => readPaper(code, 'noisy activation functions', 'gulcehre2016noisy'));
	await take('reader-each', () => readPaper(code, 'everythingnet', 'okafor2020everything'));
	await take('reader-entry', () => readPaper(code, 'tides tallies', 'okafor2019tides'));
	await take('reader-picture-asks', async () => {
		await readPaper(code, 'everythingnet', 'okafor2020everything');
		await code.reader().locator('button[data-origin]').focus();
	});
	await take('reader-card', async () => {
		await code.reader().locator('main a.paper').first().hover();
		await code.reader().locator('.card').waitFor();
	});
	for (const [part, selector] of [
		['code', 'pre'],
		['table', '.wide'],
		['maths', '.formula'],
		['related', '.related'],
	])
		await take(`reader-${part}-part`, () => code.reader().locator(`main ${selector}`).first().scrollIntoViewIfNeeded());
	await take('reader-wide', async () => {
		await readPaper(code, 'infogan interpretable', 'chen2016infogan');
		await code.run('View: Close Other Editor Groups').catch(() => undefined);
		await code.run('View: Toggle Primary Side Bar Visibility');
	});
	await take('reader-mentions', () => code.reader().locator('main .mentions').scrollIntoViewIfNeeded());
	await take('reader-zoomed', async () => {
		for (let step = 0; step < 5; step++) await code.reader().locator('button[data-command="zoomIn"]').click();
	});
	for (let step = 0; step < 5; step++)
		await code
			.reader()
			.locator('button[data-command="zoomOut"]')
			.click({ timeout: 4000 })
			.catch(() => undefined);
	await code.run('View: Toggle Primary Side Bar Visibility');
	await take('reader-narrow', async () => {
		await readPaper(code, 'noisy activation functions', 'gulcehre2016noisy');
		await page.setViewportSize(narrow);
	});
	await page.setViewportSize(large);
	await code.run('View: Close All Editors');
}
