// Pictures of the map: of three papers and of none, of the bundled papers and of five thousand, under each theme. Alone, it takes
// the themes and the libraries that are wanted: `node test/host/shots/map.mjs dark,light few,80`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installWorkbench } from '../install.mjs';
import { folderOfThree, mapFolder, mapPage, pointOf, showMap, underTheme } from '../mapStage.mjs';
import { themes } from '../stage.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

/** What is to be seen of each kind of library: the pictures' names, each with what is done before it. */
const scenes = {
	few: {
		folder: folderOfThree,
		least: 3,
		settings: { 'lectern.library.bundled': false },
		pictures: { 3: async () => {} },
	},
	none: {
		folder: () => mapFolder(0),
		least: 0,
		settings: { 'lectern.library.bundled': false },
		pictures: { none: ({ page }) => page.locator('.empty').waitFor() },
	},
	80: {
		folder: () => mapFolder(0),
		least: 80,
		pictures: {
			80: async ({ code, page, frame }) => {
				const { x, y } = await pointOf(code, frame, 'chen2016infogan');
				await code.page.mouse.move(x, y, { steps: 4 });
				await page.locator('.card .sentence').waitFor();
			},
			'80-lasso': async ({ code, page, frame, click }) => {
				await lasso(code, frame, 'chen2016infogan');
				await page.locator('.selection').waitFor();
				return () => click('clearSelection');
			},
			'80-list': async ({ code, page, click }) => {
				await click('list');
				// A window that has just started takes the focus once more when all its parts are there.
				await code.page.waitForTimeout(2000);
				const row = (level) => page.locator(`.level-${level}`).first();
				await row(1).press('ArrowRight');
				await row(2).press('Space');
				await row(2).press('ArrowRight');
				return async () => {
					await click('list');
					await click('clearSelection');
				};
			},
			'80-filter': async ({ code, page, click }) => {
				await code.run('Lectern: Filter Library');
				await (await code.titled('Filter Library')).fill('topic:gan');
				await code.page.keyboard.press('Enter');
				await page.locator('.notice').waitFor();
				return () => click('clearFilter');
			},
			'80-year': async ({ click }) => {
				await click('year');
				return () => click('year');
			},
		},
	},
	10000: {
		folder: () => mapFolder(10_000),
		least: 10_000,
		pictures: { 10000: async () => {} },
	},
	5000: {
		folder: () => mapFolder(5000),
		least: 5000,
		pictures: {
			5000: async () => {},
			'5000-near': async ({ click }) => {
				for (let step = 0; step < 7; step++) await click('zoomIn');
				return () => click('fit');
			},
			'5000-list': async ({ click }) => {
				await click('list');
				return () => click('list');
			},
			'5000-timeline': async ({ click }) => {
				await click('timeline');
				await click('year');
				return async () => {
					await click('timeline');
					await click('year');
				};
			},
		},
	},
};

/** Draws a lasso with Shift around a paper and those close to it. */
async function lasso(code, frame, key) {
	const { x, y } = await pointOf(code, frame, key);
	const { mouse, keyboard } = code.page;
	await mouse.move(x - 50, y - 50);
	await keyboard.down('Shift');
	await mouse.down();
	for (const [dx, dy] of [
		[50, -60],
		[70, 40],
		[-20, 70],
		[-60, 10],
	])
		await mouse.move(x + dx, y + dy, { steps: 4 });
	await mouse.up();
	await keyboard.up('Shift');
}

/** Takes pictures of the map into a folder; answers how many could not be taken. */
export async function takeMapShots(out, wanted = themes, names = Object.keys(scenes)) {
	let failed = 0;
	for (const { folder: make, least, settings, pictures } of names.map((name) => scenes[name])) {
		const folder = await make();
		const host = await startVSCode({
			workbench: installWorkbench(),
			vsix: 'lectern.vsix',
			folder,
			settings: { 'workbench.colorTheme': 'Default Dark Modern', ...settings },
		});
		const browser = await launchBrowser();
		try {
			const code = await openWorkbench(browser, host.address());
			await showMap(code, least);
			for (const theme of wanted) {
				await underTheme(code, host, theme, least);
				// The window may come back as it was a moment before it ended.
				for (const command of ['list', 'timeline', 'year']) {
					const tool = code.reader().locator(`button[data-command="${command}"][aria-pressed="true"]`);
					if (await tool.isVisible()) await tool.click();
				}
				for (const [name, prepare] of Object.entries(pictures)) {
					try {
						const page = code.reader();
						const click = (command) => page.locator(`button[data-command="${command}"]`).click();
						const putBack = await prepare({ code, page, click, frame: await mapPage(code, least) });
						await code.page.waitForTimeout(500);
						await code.page.screenshot({ path: path.join(out, `${theme.id}-map-${name}.png`) });
						await putBack?.();
					} catch (error) {
						failed++;
						console.error(`${theme.id}-map-${name}: ${String(error).split('\n')[0]}`);
					}
				}
			}
		} finally {
			await browser.close();
			await host.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	}
	return failed;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	const { mkdirSync } = await import('node:fs');
	const out = path.resolve('test/out/shots');
	mkdirSync(out, { recursive: true });
	const [ids, names] = process.argv.slice(2).map((list) => list.split(','));
	process.exit((await takeMapShots(out, ids ? themes.filter(({ id }) => ids.includes(id)) : themes, names)) > 0 ? 1 : 0);
}
