// `npm run shots`: pictures of everything that shows, under each theme, in test/out/shots. Names of themes, and of the parts `views`,
// `map`, `compare`, `corpus` and `walkthrough`, narrow it down: `npm run shots -- light views`.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { takeCompareShots } from './shots/compare.mjs';
import { takeCorpusShots } from './shots/corpus.mjs';
import { takeMapShots } from './shots/map.mjs';
import { takeReaderShots } from './shots/reader.mjs';
import { takeWalkthroughShots } from './shots/walkthrough.mjs';
import { openUnder, stageFolder, themes } from './stage.mjs';
import { pane, pickRow } from './tree.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser } from './workbench.mjs';

const out = path.resolve('test/out/shots');
mkdirSync(out, { recursive: true });
const named = (names) => names.some((name) => process.argv.includes(name));
const wanted = themes.filter(({ id }) => !named(themes.map((theme) => theme.id)) || named([id]));
const parts = ['views', 'map', 'compare', 'corpus', 'walkthrough'];
const isWanted = (part) => !named(parts) || named([part]);
const groupings = ['Year', 'Author', 'Venue', 'Source', 'Reading State', 'Nothing: One List', 'Topic'];
const large = { width: 1280, height: 800 };

let failed = 0;
if (isWanted('views')) await takeViews();
if (isWanted('map')) failed += await takeMapShots(out, wanted);
if (isWanted('compare')) failed += await takeCompareShots(out, wanted);
if (isWanted('corpus')) failed += await takeCorpusShots(out, wanted);
if (isWanted('walkthrough')) failed += await takeWalkthroughShots(out, wanted);
console.log(`Pictures are in ${path.relative('.', out)}${failed > 0 ? `; ${failed} could not be taken` : ''}.`);
process.exit(failed > 0 ? 1 : 0);

async function takeViews() {
	const folder = stageFolder();
	const host = await startVSCode({
		workbench: installWorkbench(),
		vsix: 'lectern.vsix',
		folder,
		settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.stickyScroll.enabled': false },
	});
	const browser = await launchBrowser();
	try {
		for (const theme of wanted) {
			const code = await openUnder(browser, host, theme);
			await takeAll(code, folder, theme.id);
			await code.page.context().close();
		}
	} finally {
		await browser.close();
		await host.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Takes every picture under one theme; one that cannot be taken does not keep the others from it. */
async function takeAll(code, folder, theme) {
	const { page } = code;
	const take = async (state, prepare, shown = page) => {
		try {
			await prepare?.();
			await page.waitForTimeout(400);
			await shown.screenshot({ path: path.join(out, `${theme}-${state}.png`) });
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
			const box = await code.titled('Group the Library By');
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
	await take('filter-error', () => filter('yeer:2016', /“yeer:” is not a qualifier/));
	await page.keyboard.press('Escape');
	await take('filter-empty', async () => {
		await filter('zeppelin harmonica', 'No paper matches');
		await page.keyboard.press('Enter');
		await pane(code, 'Library').locator('.welcome-view').getByText('No paper matches').waitFor();
	});
	await take('filter-active', async () => {
		await filter('gan year:2016', 'Show 13 papers');
		await page.keyboard.press('Enter');
		await code.treeRow('InfoGAN').waitFor();
		await code.treeRow('').hover();
	});
	await code.run('Lectern: Clear Filter');
	await take('tree-menu', async () => {
		await code.treeRow('').waitFor();
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
	await take('hover-drawn', async () => {
		await code.open('formulas.md');
		await code.hover('EverythingNet', 'One of Each');
	});
	await page.keyboard.press('Escape');
	await code.open('welcome.md');
	await take('hover', () => code.hover('InfoGAN', 'Interpretable Representation'));
	await page.keyboard.press('Escape');
	await take('completion', async () => {
		// By command, not by mouse: a card may still lie over the lines.
		await code.run('View: Focus Active Editor Group');
		await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
		// The focus may be there before the editor takes keys.
		await code.eventually(
			async () => {
				await page.keyboard.press('Control+End');
				return page
					.locator('.statusbar-item', { hasText: /Ln \d+/ })
					.first()
					.textContent();
			},
			(place) => Number(/\d+/.exec(place)?.[0]) > 30,
		);
		await page.keyboard.type('\nsee [@mutual information gan', { delay: 30 });
		await code.suggestion('InfoGAN · Chen 2016').waitFor();
	});
	await page.keyboard.press('Escape');
	// The list that is open may take the first Escape and the command with it.
	for (let attempt = 0; attempt < 4 && (await page.locator('.tab.dirty').count()) > 0; attempt++) {
		await page.keyboard.press('Escape');
		await page.locator('.editor-instance .view-line').last().click();
		await code.run('File: Revert File');
		await page.waitForTimeout(1500);
	}
	await takeReaderShots({ code, folder, take, isFirst: theme === wanted[0].id });
}
