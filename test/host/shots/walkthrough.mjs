// Pictures of the steps of *Get started with Lectern*, under each theme.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { installWorkbench } from '../install.mjs';
import { openUnder, stageFolder } from '../stage.mjs';
import { pickRow } from '../tree.mjs';
import { startVSCode } from '../vscode.mjs';
import { launchBrowser } from '../workbench.mjs';

/** Takes the pictures; answers how many could not be taken. */
export async function takeWalkthroughShots(out, wanted) {
	let failed = 0;
	const folder = stageFolder();
	const host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', folder });
	const browser = await launchBrowser();
	try {
		for (const theme of wanted) {
			const code = await openUnder(browser, host, theme);
			const { page } = code;
			try {
				// In a narrow window a walkthrough has no pictures.
				await page.setViewportSize({ width: 1600, height: 900 });
				await code.run('Welcome: Open Walkthrough');
				await pickRow(code, 'Lectern').click();
				const steps = page.locator('.getting-started-step');
				await steps.first().waitFor();
				for (let step = 0; step < (await steps.count()); step++) {
					await steps.nth(step).click();
					// The picture is a page of its own, which fades in.
					await page.waitForTimeout(1500);
					await page.screenshot({ path: path.join(out, `${theme.id}-walkthrough-${step + 1}.png`) });
				}
			} catch (error) {
				failed++;
				console.error(`${theme.id}-walkthrough: ${String(error).split('\n')[0]}`);
			}
			await page.context().close();
		}
	} finally {
		await browser.close();
		await host.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	return failed;
}
