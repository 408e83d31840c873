// The browser build in the web extension host of the newest workbench, as on vscode.dev: server and client run in workers.
// An extension that comes with the server may not make workers, so it is served over http and named in the workbench's
// configuration as one under development.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fillLiterature, LiteratureStandIn } from '../../literature/standIn.mjs';
import { showComparison } from '../compareStage.mjs';
import { inVSCode } from '../inVSCode.mjs';
import { pointOf, showMap } from '../mapStage.mjs';
import { filterLibrary, pickRow } from '../tree.mjs';
import { openWorkbench } from '../workbench.mjs';

const types = {
	'.js': 'text/javascript',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.css': 'text/css',
	'.woff2': 'font/woff2',
};

suite('Lectern in the browser', function () {
	this.timeout(180_000);
	const folder = mkdtempSync(path.join(tmpdir(), 'lec-web-'));
	const extension = path.join(folder, 'extension');
	let host;
	let browser;
	let code;
	let services;
	/** The extension's files that were asked for, in order. */
	const served = [];

	/** Serves the unpacked package and names it in the workbench's configuration. */
	const prepare = async (page, host) => {
		await page.context().route(`${host.origin}/ext/**`, async (route) => {
			const file = path.join(extension, decodeURIComponent(new URL(route.request().url()).pathname).slice('/ext'.length));
			served.push(path.relative(extension, file));
			if (!existsSync(file) || !file.startsWith(extension)) return route.fulfill({ status: 404 });
			return route.fulfill({
				path: file,
				contentType: types[path.extname(file)] ?? 'application/octet-stream',
				headers: { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' },
			});
		});
		await page.route(
			(url) => url.origin === host.origin && url.pathname === '/',
			async (route) => {
				const response = await route.fetch();
				const html = await response.text();
				const body = html.replace(/(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/, (_, before, settings) => {
					const configuration = JSON.parse(settings.replace(/&quot;/g, '"'));
					configuration.developmentOptions = {
						...configuration.developmentOptions,
						extensions: [{ scheme: 'http', authority: host.authority, path: '/ext' }],
					};
					return `${before}${JSON.stringify(configuration).replace(/"/g, '&quot;')}"`;
				});
				await route.fulfill({ response, body });
			},
		);
	};

	inVSCode(
		async () => {
			execFileSync('python3', ['-m', 'zipfile', '-e', 'lectern.vsix', folder]);
			services = await fillLiterature(new LiteratureStandIn()).start();
			const machine = { 'lectern.addPaper.services': services.addresses() };
			return { vsix: undefined, notes: 'test/fixtures/notes', prepare, machine };
		},
		async (opened) => {
			({ code, host, browser } = opened);
			await code.open('welcome.md');
		},
	);
	suiteTeardown(async () => {
		rmSync(folder, { recursive: true, force: true });
		await services?.stop();
	});

	test('shows a card on a name', async () => {
		await code.hover('InfoGAN', 'Interpretable Representation Learning');
		await code.shot('web');
		await code.page.keyboard.press('Escape');
	});

	test('completes a citation', async () => {
		await code.page.locator('.editor-instance .view-line').first().click();
		await code.page.keyboard.press('Control+End');
		await code.page.keyboard.type('\nsee [@mutual inf', { delay: 30 });
		await code.suggestion('InfoGAN · Chen 2016').waitFor();
		await code.page.keyboard.press('Escape');
	});

	test('lists the library and opens the reader with rendered maths', async () => {
		await code.showLibrary();
		await filterLibrary(code, 'infogan');
		await code.treeRow('InfoGAN').click();
		await code.reader().locator('.katex').first().waitFor();
		await code.shot('reader-web');
		await code.run('Lectern: Clear Filter');
	});

	test('sets papers side by side', async () => {
		await code.close('InfoGAN');
		await showComparison(code, ['chen2016infogan', 'mao2016least']);
		await code.reader().locator('tr[data-row="formula"] .katex').first().waitFor();
		await code.shot('compare-web');
		await code.close('InfoGAN');
	});

	test('draws the map, whose points show cards and open the reader', async () => {
		const frame = await showMap(code, 120);
		const { x, y } = await pointOf(code, frame, 'chen2016infogan');
		await code.page.mouse.move(x, y, { steps: 3 });
		await code.reader().locator('.card .sentence', { hasText: 'mutual information' }).waitFor();
		await code.shot('map-web');
		await code.page.mouse.click(x, y);
		await code.page.locator('.tab', { hasText: 'InfoGAN' }).waitFor();
		await code.close('Map of the Library');
		await code.reader().locator('body[data-key="chen2016infogan"] .katex').first().waitFor();
		await code.close('InfoGAN');
	});

	test('knows the summaries of the folder, which it reads through the editor', async () => {
		await code.hover('lang2021harbour', 'arbour');
	});

	test('formats what the document cites', async () => {
		await code.open('welcome.md');
		await code.run('Lectern: Insert Bibliography of This Document');
		await code.page.locator('.notifications-toasts', { hasText: 'Not in the library, and so not in the list' }).waitFor();
		assert.match(await code.text(), /Chen, X., .* \(2016\)\. InfoGAN: /);
		await code.page.keyboard.press('Control+z');
		// In a worker of the server's own, not in the server itself, which would load the processor once more.
		const loaded = served.filter((file) => /references|citeproc/.test(file));
		assert.deepEqual(loaded, ['dist/references.browser.js', 'dist/citeproc.js']);
	});

	test('asks services as far as they let pages see their answers, and does not say that the computer is offline where they do not', async () => {
		const ask = async (doi) => {
			await code.run('Lectern: Add Paper…');
			await (await code.titled('Add Paper')).fill(doi);
			await pickRow(code, 'Ask Crossref').waitFor();
			await code.page.keyboard.press('Enter');
		};
		await ask('10.1234/lamp.5');
		await pickRow(code, 'title = {Lanterns and fog').waitFor();
		await code.page.keyboard.press('Escape');
		// A refusal without the header that would let a page see it.
		services.intercept = (_, response) => response.writeHead(503).end('busy');
		await ask('10.1234/fog.1');
		const told = code.page.locator('.notification-toast', { hasText: 'gave no answer that the browser passes on' });
		await told.waitFor();
		assert.doesNotMatch(await told.innerText(), /online/);
		await code.run('Notifications: Clear All Notifications');
	});

	test('speaks German in a workbench that does', async () => {
		const inGerman = async (page) => {
			await page.addInitScript({ content: "globalThis._VSCODE_NLS_LANGUAGE = 'de';" });
			await prepare(page, host);
		};
		const german = await openWorkbench(browser, host.address(), { prepare: inGerman });
		await german.open('welcome.md');
		const card = await german.hover('InfoGAN', 'Interpretable Representation Learning');
		assert.match(await card.innerText(), /Lesen.*Schlüssel kopieren/s);
		await german.shot('web-german');
	});
});
