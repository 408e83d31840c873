// What the map's tests and pictures need alike: the map in VS Code, folders with few and with many papers.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A folder with a note and, where asked for, an invented library of `count` papers. */
export async function mapFolder(count) {
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-map-'));
	writeFileSync(path.join(folder, 'welcome.md'), '# Notes\n\nInfoGAN and DCGAN-like models: [@chen2016infogan; @mao2016least].\n');
	if (count > 0) {
		const module = path.resolve('dist-test/mapLibrary.mjs');
		await build({ entryPoints: ['test/bench/mapLibrary.ts'], bundle: true, format: 'esm', outfile: module, logLevel: 'error' });
		const { generateMapBibtex } = await import(pathToFileURL(module).href);
		writeFileSync(path.join(folder, 'library.bib'), generateMapBibtex(count));
	}
	return folder;
}

/** Opens the map and waits until it has at least so many points and every one has its place. */
export async function showMap(code, least = 1) {
	await code.run('Lectern: Show Map of the Library');
	return mapPage(code, least);
}

/** The frame of the map's page, once it is laid out. */
export async function mapPage(code, least = 1) {
	const body = code.reader().locator('body[data-laid-out]');
	for (const end = Date.now() + 90_000; ; await code.page.waitForTimeout(200)) {
		const points = Number((await body.getAttribute('data-laid-out', { timeout: 30_000 }).catch(() => null)) ?? 0);
		if (points >= least && (await code.reader().locator('.progress').isHidden())) break;
		if (Date.now() > end) throw new Error(`the map has ${points} points, not ${least}`);
	}
	return (await body.elementHandle()).ownerFrame();
}

/** Puts VS Code, with the map open, under a theme by its settings file and a new start of the window. */
export async function underTheme(code, host, { label, mark }, least) {
	const file = path.join(host.work, 'user', 'User', 'settings.json');
	const settings = JSON.parse(readFileSync(file, 'utf8'));
	writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': `Default ${label}` }));
	// What the window keeps of its editors is written a moment after they change.
	await code.page.waitForTimeout(1500);
	await code.page.goto(host.address());
	await code.page.locator(`.monaco-workbench.${mark}`).waitFor();
	await code.page.waitForSelector('.pane-body .monaco-list-row');
	// An editor that was opened a moment ago may not come back by itself.
	return showMap(code, least);
}

/** Where a paper's point lies within the page of the workbench. */
export async function pointOf(code, frame, key) {
	const at = await frame.evaluate((wanted) => globalThis.lecternMap.placeOf(wanted), key);
	const box = await code.reader().locator('canvas').boundingBox();
	return { x: box.x + at.x, y: box.y + at.y };
}

export const axe = () => readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
