// Pictures of the map: of three papers, of the bundled eighty and of five thousand, under each theme.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installWorkbench } from '../install.mjs';
import { mapFolder, mapPage, pointOf, showMap, underTheme } from '../mapStage.mjs';
import { themes } from '../stage.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser, openWorkbench } from '../workbench.mjs';

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
					await code.page.keyboard.press('ArrowRight');
					await code.page.keyboard.press('ArrowDown');
					await code.page.keyboard.press('Space');
					await code.page.keyboard.press('ArrowRight');
				});
				await click('list');
				await click('clearSelection');
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
