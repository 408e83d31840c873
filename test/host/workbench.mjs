// The workbench as a person meets it: open a file, rest the mouse on a word, type, read a list, look into the reader.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { installBrowser } from './install.mjs';

const flags = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
];

export const launchBrowser = () =>
	chromium.launch({ executablePath: installBrowser(), headless: true, chromiumSandbox: false, args: flags });

const shots = path.resolve('test/out');
mkdirSync(shots, { recursive: true });

/** Opens the workbench in a page of its own. */
export async function openWorkbench(browser, address, { prepare, deviceScaleFactor = 1 } = {}) {
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		deviceScaleFactor,
		permissions: ['clipboard-read', 'clipboard-write', 'local-network-access'],
	});
	const page = await context.newPage();
	page.setDefaultTimeout(30_000);
	await prepare?.(page);
	await page.goto(address);
	await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
	await page.waitForSelector('.explorer-folders-view .monaco-list-row', { timeout: 60_000 });
	return new Workbench(page);
}

export class Workbench {
	constructor(page) {
		this.page = page;
	}

	/** Keeps a picture in test/out. */
	shot(name) {
		return this.page.screenshot({ path: path.join(shots, `${name}.png`) });
	}

	/** What a person would see that something went wrong by, where there is only text to show it: the tabs, the notifications, the focus. */
	async seen() {
		const { page } = this;
		const tabs = await page.locator('.tab').evaluateAll((all) => all.map((tab) => `${tab.dataset.resourceName} ${tab.className}`));
		const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
		const input = await page.locator('.quick-input-widget:visible').allInnerTexts();
		await page.keyboard.press('Escape');
		await page.keyboard.press('F1');
		await page.keyboard.type('Notifications: Show Notifications');
		await page.waitForTimeout(1000);
		await page.keyboard.press('Enter');
		await page.waitForTimeout(1000);
		const notifications = await page.locator('.notifications-center .notification-list-item-message').allTextContents();
		await page.keyboard.press('Escape');
		return [
			...tabs,
			`focus: ${focus}`,
			`input: ${input.join(' ').replace(/\s+/g, ' ').slice(0, 500)}`,
			...notifications.map((each) => `notification: ${each}`),
		]
			.map((line) => `      | ${line}`)
			.join('\n');
	}

	/**
	 * Waits until the focus and the side bar have stayed as they are for a moment. A tree that VS Code has just drawn again takes the focus
	 * back if it had it shortly before, which closes a pick or a menu that was opened meanwhile.
	 */
	atRest() {
		return this.page.evaluate(
			(moment) =>
				new Promise((resolve) => {
					const end = () => {
						changes.disconnect();
						for (const type of ['focusin', 'focusout']) document.removeEventListener(type, again, true);
						clearTimeout(latest);
						resolve();
					};
					let waiting = setTimeout(end, moment);
					const again = () => {
						clearTimeout(waiting);
						waiting = setTimeout(end, moment);
					};
					const latest = setTimeout(end, 10_000);
					const changes = new MutationObserver(again);
					const sideBar = document.querySelector('.part.sidebar');
					if (sideBar) changes.observe(sideBar, { childList: true, subtree: true, characterData: true });
					for (const type of ['focusin', 'focusout']) document.addEventListener(type, again, true);
				}),
			250,
		);
	}

	async quickInput(keys) {
		const box = this.page.locator('.quick-input-widget:not([style*="display: none"]) .quick-input-box input');
		for (let attempt = 0; attempt < 6; attempt++) {
			await this.page.keyboard.press(keys);
			try {
				await box.waitFor({ timeout: 3000 });
				return box;
			} catch {
				// The workbench was still busy; the key is pressed again.
			}
		}
		throw new Error(`no input opened on ${keys}`);
	}

	async open(name) {
		await this.steadily(async (timeout) => {
			const box = await this.quickInput('Control+p');
			await box.fill(name, { timeout });
			await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor({ timeout });
			await this.page.keyboard.press('Enter');
			await this.page.locator('.tab.active', { hasText: name }).first().waitFor({ timeout });
		});
		await this.page.locator('.editor-instance .view-line').first().waitFor();
	}

	async run(command) {
		await this.steadily(async (timeout) => {
			const box = await this.quickInput('F1');
			await box.fill(`>${command}`, { timeout });
			await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: command }).first().waitFor({ timeout });
		});
		await this.page.keyboard.press('Enter');
	}

	/** Closes an editor, by its tab. */
	async close(title) {
		const tab = this.page.locator('.tab', { hasText: title });
		await tab.getByRole('button', { name: /^Close/ }).click();
		await tab.waitFor({ state: 'detached' });
	}

	/** The workbench closes an input when something else takes the focus, such as a file that was just saved: then all is done again. */
	async steadily(work) {
		for (let attempt = 1; ; attempt++) {
			try {
				await work(attempt < 4 ? 5000 : 30_000);
				return;
			} catch (error) {
				if (attempt === 4) throw error;
				await this.page.keyboard.press('Escape');
			}
		}
	}

	/** Begins to cite the paper by Kipf and Welling at the end of the note in the first editor, and waits for its row. */
	async beginCiting(begin) {
		await this.page.locator('.editor-instance .view-line').first().click();
		await this.page.keyboard.press('Control+End');
		await this.page.keyboard.type(`${begin}kipf welling`, { delay: 30 });
		await this.suggestion(/ · Kipf \d{4}/).waitFor();
	}

	/** The box of an input or pick with this title, once it is open. */
	async titled(title) {
		const widget = this.page.locator('.quick-input-widget:not([style*="display: none"])', {
			has: this.page.locator('.quick-input-title', { hasText: title }),
		});
		const box = widget.locator('.quick-input-box input');
		await box.waitFor();
		return box;
	}

	/** Saves what the dialog with this title asks about, in a file if one is given; Enter goes unheard while the dialog looks into the folder. */
	async save(title, file) {
		const box = await this.titled(title);
		// The name that the dialog proposes comes a moment after it and its folder, over whatever is there.
		await this.eventually(
			() => box.inputValue(),
			(proposed) => /\.\w+$/.test(proposed),
		);
		if (file !== undefined) await box.fill(file);
		for (let attempt = 0; attempt < 6 && (await box.isVisible()); attempt++) {
			await box.press('Enter', { timeout: 2000 }).catch(() => undefined);
			await box.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
		}
	}

	/** Rests the mouse on a word of the editor until a card with the text shows; answers the card. */
	async hover(word, text) {
		const card = this.page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
		for (let attempt = 0; attempt < 10; attempt++) {
			try {
				const { x, y } = await this.placeOf(word);
				await this.page.mouse.move(x, Math.max(0, y - 60));
				await this.page.mouse.move(x, y, { steps: 5 });
				await card.waitFor({ timeout: 4000 });
				return card;
			} catch {
				// The text was not drawn yet, or the server was not ready: the mouse leaves and comes back.
				await this.page.waitForTimeout(200);
			}
		}
		throw new Error(`no card with “${text}” on “${word}”`);
	}

	/** The middle of a word in an editor, or in a notebook's cell. */
	placeOf(word) {
		return this.page.evaluate((wanted) => {
			for (const line of document.querySelectorAll('.editor-instance .view-line, .notebookOverlay .view-line')) {
				// A notebook that was closed is only hidden.
				if (line.getClientRects().length === 0) continue;
				// Long lines are cut into pieces anywhere, also within a word.
				const start = line.textContent.indexOf(wanted);
				if (start < 0) continue;
				const range = document.createRange();
				const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
				let from = 0;
				for (let node = walker.nextNode(); node; from += node.data.length, node = walker.nextNode()) {
					if (from <= start && start < from + node.data.length) range.setStart(node, start - from);
					if (from + node.data.length < start + wanted.length) continue;
					range.setEnd(node, start + wanted.length - from);
					break;
				}
				const box = range.getBoundingClientRect();
				return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
			}
			throw new Error(`“${wanted}” is not on the screen`);
		}, word);
	}

	/** Asks again until the answer is as wished, for at most fifteen seconds; then the last answer. */
	async eventually(ask, isGood) {
		for (const end = Date.now() + 15_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
			const answer = await ask();
			if (isGood(answer) || Date.now() > end) return answer;
		}
	}

	/** A row of the completion list. */
	suggestion(text) {
		return this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();
	}

	/** The active editor's whole text, through the clipboard. */
	async text() {
		await this.page.keyboard.press('Control+a');
		await this.page.keyboard.press('Control+c');
		const text = await this.page.evaluate(() => navigator.clipboard.readText());
		await this.page.keyboard.press('Control+End');
		return text.replace(/\r/g, '');
	}

	async showLibrary() {
		// A click on the icon of a view that shows hides it.
		if (await this.treeRow('').isVisible()) return;
		await this.page
			.locator('.activitybar .action-item', { has: this.page.locator('[aria-label*="Lectern"]') })
			.first()
			.click();
		await this.treeRow('').waitFor();
	}

	/** A row of the library tree. */
	treeRow(text) {
		const library = this.page.locator('.pane', { has: this.page.locator('.pane-header', { hasText: 'Library' }) });
		return library.locator('.pane-body .monaco-list-row', { hasText: text }).first();
	}

	/** The reader's document, inside its two frames; where several are open, the one at an index. */
	reader(index) {
		const views = this.page.frameLocator('iframe.webview[src*="extensionId=lectern.lectern"]');
		return (index === undefined ? views : views.nth(index)).frameLocator('iframe#active-frame');
	}
}
