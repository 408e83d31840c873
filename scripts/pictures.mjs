// Makes the three pictures beside the sentences of README in the real workbench, cropped, at twice the resolution:
// `npm run package && node scripts/pictures.mjs`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from '../test/host/install.mjs';
import { readPaper, stageFolder } from '../test/host/stage.mjs';
import { startVSCode } from '../test/host/vscode.mjs';
import { launchBrowser, openWorkbench } from '../test/host/workbench.mjs';

const size = { width: 640, height: 560 };
/** A larger part of the window would be too small to read where README shows it. */
const width = 600;

const folder = stageFolder();
const host = await startVSCode({
	workbench: installWorkbench(),
	vsix: 'lectern.vsix',
	folder,
	settings: {
		'workbench.colorTheme': 'Default Light Modern',
		'workbench.activityBar.location': 'hidden',
		'workbench.statusBar.visible': false,
		'editor.stickyScroll.enabled': false,
		'editor.minimap.enabled': false,
		'editor.lineNumbers': 'off',
		'editor.folding': false,
		'editor.hover.delay': 100,
		'breadcrumbs.enabled': false,
		'lectern.reader.column': 'active',
	},
});
const browser = await launchBrowser();
try {
	const code = await openWorkbench(browser, host.address(), { deviceScaleFactor: 2 });
	const { page } = code;
	const keep = (name, clip) => page.screenshot({ path: path.join('media', 'screenshots', `${name}.png`), clip });
	await code.open('welcome.md');
	await code.hover('InfoGAN', 'Interpretable Representation');
	await page.keyboard.press('Escape');
	await code.run('View: Close Primary Side Bar');
	await page.setViewportSize(size);
	await page.keyboard.press('Control+Home');

	const card = await code.hover('ResNeXt', 'Aggregated Residual');
	await page.waitForTimeout(600);
	const box = await card.boundingBox();
	const left = Math.max(0, box.x - 12);
	await keep('hover', { x: left, y: box.y - 12, width: Math.min(box.width + 24, size.width - left), height: box.height + 48 });

	await page.mouse.move(5, 5);
	await page.keyboard.press('Escape');
	await page.locator('.editor-instance .view-line').last().click();
	await page.keyboard.press('Control+End');
	await page.keyboard.type('\nDeep networks can be wide, too [@wide resid', { delay: 60 });
	const row = code.suggestion(' · Zagoruyko');
	await row.waitFor();
	await page.waitForTimeout(1500);
	const list = await page.locator('.suggest-widget.visible').boundingBox();
	await keep('completion', { x: 20, y: Math.max(0, list.y - 150), width, height: list.height + 170 });

	await page.keyboard.press('Escape');
	await code.run('File: Revert File');
	await readPaper(code, 'infogan interpretable', 'chen2016infogan');
	await code.reader().locator('h1').first().waitFor();
	await page.mouse.move(5, 5);
	await page.waitForTimeout(1000);
	await keep('reader', { x: 20, y: 72, width, height: 420 });
} finally {
	await browser.close();
	await host.stop();
	rmSync(folder, { recursive: true, force: true });
}
