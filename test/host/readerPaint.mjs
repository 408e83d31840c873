// How long it takes from a press until the paper that it asks for has been painted, in real VS Code: with the bundled papers alone and
// with a large library beside them. Both windows are asked in turn, so that whatever else the machine does slows both alike.
// `node test/host/readerPaint.mjs library.bib` prints the times as JSON; `npm run bench -- --only reader` makes rows of them.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installWorkbench } from './install.mjs';
import { closeAll, readerFrame } from './stage.mjs';
import { filterLibrary, pane } from './tree.mjs';
import { startVSCode } from './vscode.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';

/** So often each thing is measured, after once that does not count: the first time everything is still being compiled. */
const rounds = 20;

/** Runs in every frame. It reports clicks in the workbench, and papers in the frame around a page, which is there before the page. */
function watch() {
	const { timeOrigin } = performance;
	if (window === window.top)
		window.addEventListener('click', ({ timeStamp }) => globalThis.lecternClicked(timeOrigin + timeStamp), { capture: true });
	let shown;
	const look = () => {
		// While VS Code makes a page ready, its frame is hidden and has another name.
		const page = document.querySelector('#active-frame')?.contentDocument;
		const key = page?.body?.dataset.key;
		if (key !== undefined && key !== shown && page.querySelector('h1')) {
			shown = key;
			// This frame shows it: it has been painted when the next one begins.
			requestAnimationFrame(() => globalThis.lecternPainted(timeOrigin + performance.now()));
		}
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}

/** A window of VS Code whose papers are timed; all times are milliseconds of the same clock. */
class Window {
	#clicked;
	#painted;

	static async open(browser, address) {
		const window = new Window();
		window.code = await openWorkbench(browser, address, {
			prepare: async (page) => {
				await page.exposeFunction('lecternClicked', (at) => {
					window.#clicked = at;
				});
				await page.exposeFunction('lecternPainted', (at) => {
					window.#painted ??= at;
				});
				await page.addInitScript(watch);
			},
		});
		await window.code.showLibrary();
		return window;
	}

	/** Waits until the library is read and what the server prepares of it in the background is there, and shows the papers of a topic. */
	async prepare() {
		const { page } = this.code;
		await page.bringToFront();
		await page.locator('.statusbar-item', { hasText: 'reading the library' }).waitFor({ state: 'detached', timeout: 120_000 });
		await page.waitForTimeout(12_000);
		// The bundled papers are one group, which is the last of many in a large library.
		await filterLibrary(this.code, 'source:bundled topic:convolutional-networks');
		await this.papers.first().waitFor();
	}

	/** The rows of the topic's papers, which are the bundled ones in every library. */
	get papers() {
		return pane(this.code, 'Library').locator('.monaco-list-row[aria-level="2"]');
	}

	/** Times what `press` asks for. It may say when it pressed; else that is when the workbench was clicked. */
	async time(press) {
		await this.code.page.bringToFront();
		this.#clicked = this.#painted = undefined;
		const from = (await press()) ?? (await this.code.eventually(() => this.#clicked, Number.isFinite));
		const to = await this.code.eventually(() => this.#painted, Number.isFinite);
		// What comes after the first paint is not to meet the next press.
		await this.code.page.waitForTimeout(300);
		if (to === undefined) throw new Error('No paper was shown.');
		return to - from;
	}

	/** Presses what a selector finds in the reader. */
	async press(selector) {
		const frame = await readerFrame(this.code);
		return frame.evaluate((wanted) => {
			const now = performance.timeOrigin + performance.now();
			document.querySelector(wanted).click();
			return now;
		}, selector);
	}
}

/** What is timed, by its name. */
const tasks = {
	'an empty page': async (window) => {
		await closeAll(window.code);
		return window.time(() => window.code.page.locator('.statusbar-item', { hasText: 'Open an empty page' }).click());
	},
	'a new reader': async (window, round) => {
		await closeAll(window.code);
		return window.time(() => window.papers.nth(round % 5).click());
	},
	'from the tree': async (window, round) => {
		const shown = await window.code.reader().locator('h1').textContent();
		const others = window.papers.filter({ hasNotText: shown });
		return window.time(() => others.nth(round % 5).click());
	},
	'by Next': (window) => window.time(() => window.press('[data-command="next"]')),
	'by Back': (window) => window.time(() => window.press('[data-command="back"]')),
	'by a link': (window) => window.time(() => window.press('.related a.paper')),
};

const work = mkdtempSync(path.join(tmpdir(), 'lectern-paint-'));
const emptyPage = (authority) => ['extensionDevelopmentPath', `vscode-remote://${authority}${path.resolve('test/host/emptyPage')}`];
const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, { few: [], many: [] }]));
let host;
let browser;
try {
	for (const size of ['few', 'many']) {
		mkdirSync(path.join(work, size));
		writeFileSync(path.join(work, size, 'note.md'), 'Nothing is cited here.\n');
	}
	copyFileSync(process.argv[2], path.join(work, 'many', 'large.bib'));
	host = await startVSCode({ workbench: installWorkbench(), vsix: 'lectern.vsix', folder: work, driver: true });
	browser = await launchBrowser();
	const windows = {};
	for (const size of ['few', 'many'])
		windows[size] = await Window.open(browser, host.address([emptyPage(host.authority)], path.join(work, size)));
	for (const window of Object.values(windows)) await window.prepare();
	for (let round = 0; round <= rounds; round++)
		for (const [name, task] of Object.entries(tasks))
			for (const [size, window] of Object.entries(windows)) {
				const time = await task(window, round);
				if (round > 0) times[name][size].push(time);
			}
	console.log(JSON.stringify(times));
} finally {
	await browser?.close();
	await host?.stop();
	rmSync(work, { recursive: true, force: true });
}
