// Pictures of the map: of three papers, of the bundled eighty and of five thousand, under each theme.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installWorkbench } from '../install.mjs';
import { mapFolder, mapPage, pointOf, showMap, underTheme } from '../mapStage.mjs';
import { themes } from '../stage.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

const three = [
	['okafor2019tides', 'Tides and Tallies: Counting What the Sea Takes Back', 'Okafor and Lindqvist', 2019, 'coasts'],
	['lindqvist2020drift', 'Driftwood as a Clock', 'Lindqvist', 2020, 'coasts'],
	['lang2021harbour', 'Harbour Lights: Reading Ports from Above', 'Lang et al.', 2021, 'harbours'],
];

/** A map of a few papers, each near the next. */
const mapOf = (papers) => ({
	points: papers.map(([key, title, authors, year, topic]) => ({ key, title, authors, year, topics: [topic] })),
	topics: { coasts: 'Coasts', harbours: 'Harbours' },
	neighbours: papers.map((_, index) => [(index + 1) % papers.length, 400]),
	related: papers.length > 1 ? [0, 1] : [],
	mentioned: papers.length > 2 ? [1, 2] : [],
	total: papers.length,
});

/** Takes all pictures of the map into a folder; answers how many could not be taken. */
export async function takeMapShots(out, wanted = themes, counts = [0, 5000]) {
	let failed = 0;
	for (const count of counts) {
		const folder = await mapFolder(count);
		const host = await startVSCode({
			workbench: installWorkbench(),
			vsix: 'lectern.vsix',
			folder,
			settings: { 'workbench.colorTheme': 'Default Dark Modern' },
		});
		const browser = await launchBrowser();
		try {
			const code = await openWorkbench(browser, host.address());
			await showMap(code, Math.max(80, count));
			for (const theme of wanted) {
				await underTheme(code, host, theme, Math.max(80, count));
				const take = async (state, prepare) => {
					try {
						await prepare?.();
						await code.page.waitForTimeout(500);
						await code.page.screenshot({ path: path.join(out, `${theme.id}-map-${state}.png`) });
					} catch (error) {
						failed++;
						console.error(`${theme.id}-map-${state}: ${String(error).split('\n')[0]}`);
					}
				};
				const click = (command) => code.reader().locator(`button[data-command="${command}"]`).click();
				if (count > 0) {
					await take('5000', () => mapPage(code, count));
					await take('5000-near', async () => {
						for (let step = 0; step < 7; step++) await click('zoomIn');
					});
					await take('5000-timeline', async () => {
						await click('timeline');
						await click('year');
					});
					await click('timeline');
					await click('year');
					await click('fit');
					continue;
				}
				await take('80', async () => {
					const frame = await mapPage(code, 80);
					const { x, y } = await pointOf(code, frame, 'chen2016infogan');
					await code.page.mouse.move(x, y, { steps: 4 });
					await code.reader().locator('.card .sentence').waitFor();
				});
				await take('80-list', async () => {
					await click('list');
					// A window that has just started takes the focus once more when all its parts are there.
					await code.page.waitForTimeout(2000);
					const row = (level) => code.reader().locator(`.level-${level}`).first();
					await row(1).press('ArrowRight');
					await row(2).press('Space');
					await row(2).press('ArrowRight');
				});
				await click('list');
				if (await code.reader().locator('.selection').isVisible()) await click('clearSelection');
				await take('80-filter', async () => {
					await code.run('Lectern: Filter Library');
					await (await code.titled('Filter Library')).fill('topic:gan');
					await code.page.keyboard.press('Enter');
					await code.reader().locator('.notice').waitFor();
				});
				await click('clearFilter');
				// The bundled papers are always there: fewer are told to the page alone.
				const tell = async (papers) => {
					const frame = await mapPage(code, 0);
					await frame.evaluate((message) => window.postMessage(message, '*'), {
						type: 'map',
						map: mapOf(papers),
						before: null,
						isSettled: false,
					});
					await mapPage(code, papers.length);
				};
				await take('3', () => tell(three));
				await take('none', () => tell([]));
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
	const [ids, counts] = [process.argv[2]?.split(','), process.argv[3]?.split(',').map(Number)];
	process.exit((await takeMapShots(out, ids ? themes.filter(({ id }) => ids.includes(id)) : themes, counts)) > 0 ? 1 : 0);
}
