import { installWorkbench } from './install.mjs';
import { stageFolder } from './stage.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

const folder = stageFolder();
const host = await startVSCode({
	workbench: installWorkbench(),
	vsix: 'lectern.vsix',
	folder,
	settings: { 'workbench.colorTheme': `Default ${process.argv[2] ?? 'Dark Modern'}` },
});
const browser = await launchBrowser();
const code = await openWorkbench(browser, host.address());
const { page } = code;
page.on('console', (m) => {
	if (m.type() === 'error') console.log('console', m.text().slice(0, 300));
});
try {
	await code.open('welcome.md');
	await code.hover('InfoGAN', 'Interpretable Representation');
	await page.keyboard.press('Escape');
	const pick = async (words) => {
		for (const w of words) {
			const box = await code.titled('Compare Papers');
			await box.fill(w);
			await page.waitForTimeout(900);
			await page.keyboard.press('Enter');
			await page.waitForTimeout(900);
		}
		await page.screenshot({ path: `/tmp/cmp-pick.png` });
		await page.keyboard.press('Enter');
		await code.reader().locator('.comparison').waitFor();
		await page.waitForTimeout(700);
	};
	await code.run('Lectern: Compare Papers');
	await pick(['infogan', 'least squares generative', 'semi-supervised classification graph']);
	await page.screenshot({ path: '/tmp/cmp-3.png' });
	await code.reader().locator('[data-command="toggle"][data-row="method"]').click();
	await code.reader().locator('[data-row="method"] td').first().scrollIntoViewIfNeeded();
	await page.waitForTimeout(400);
	await page.screenshot({ path: '/tmp/cmp-open.png' });
	await page.setViewportSize({ width: 620, height: 800 });
	await page.waitForTimeout(500);
	await page.screenshot({ path: '/tmp/cmp-narrow.png' });
	await page.setViewportSize({ width: 1280, height: 800 });
	await code.run('Lectern: Compare Papers');
	await pick(['wide residual', 'tides tallies', 'everythingnet', 'fractalnet', 'harbour']);
	await page.screenshot({ path: '/tmp/cmp-5.png' });
} catch (e) {
	console.error(e);
	await page.screenshot({ path: '/tmp/cmp-fail.png' });
}
await browser.close();
await host.stop();
