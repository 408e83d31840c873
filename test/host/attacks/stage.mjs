// What an attack does, seen from outside: scripts that ran, requests that were made, commands that were run, and what is wrong with a page.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { endMark } from './folder.mjs';

/** Answers every request with a picture, and knows the numbers in the paths that were asked for. */
export async function startCanary() {
	const asked = [];
	const server = createServer((request, response) => {
		asked.push(...numbersIn(request.url ?? ''));
		response.setHeader('Access-Control-Allow-Origin', '*');
		response.setHeader('Content-Type', 'image/svg+xml');
		response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { address: `http://127.0.0.1:${server.address().port}`, asked, stop: () => server.close() };
}

const numbersIn = (text) => Array.from(text.matchAll(/(?<!\d)[1-3]\d\d(?!\d)/g), ([number]) => Number(number));

/** Collects what harm is done, by the number of the attack. */
export class Harms {
	#done = new Map();

	add(id, what) {
		this.#done.set(id, (this.#done.get(id) ?? new Set()).add(what));
	}

	of(id) {
		return [...(this.#done.get(id) ?? [])];
	}

	/** Takes back what these have done so far, elsewhere. */
	forget(ids) {
		for (const id of ids) this.#done.delete(id);
	}

	/** Whether each of these has done some. */
	has(ids) {
		return ids.every((id) => this.#done.has(id));
	}
}

/** Runs commands in the extension host through the extension in `driver`. */
export class Driver {
	#port;
	/** The port before the window was loaded again. */
	#before;

	constructor(folder) {
		this.file = path.join(folder, '.driver');
	}

	async #ask(what, ...args) {
		for (const end = Date.now() + 60_000; this.#port === undefined; await new Promise((resolve) => setTimeout(resolve, 50))) {
			const port = existsSync(this.file) ? readFileSync(this.file, 'utf8') : '';
			if (port !== '' && port !== this.#before) this.#port = port;
			else if (Date.now() > end) throw new Error('the extension that runs commands did not start');
		}
		const response = await fetch(`http://127.0.0.1:${this.#port}/`, { method: 'POST', body: JSON.stringify({ what, args }) });
		const text = await response.text();
		if (!response.ok) throw new Error(text);
		return JSON.parse(text);
	}

	/** The window is loaded again: the extension is another, on another port. */
	forget() {
		this.#before = this.#port;
		this.#port = undefined;
	}

	start = (command, ...args) => this.#ask('start', command, ...args);
	run = (command, ...args) => this.#ask('run', command, ...args);
	open = (file) => this.#ask('open', file);
	hover = (line, column) => this.#ask('hover', line, column);
	active = () => this.#ask('active');
	closeAll = () => this.#ask('closeAll');
	clipboard = () => this.#ask('clipboard');
	copy = (text) => this.#ask('copy', text);
	/** The numbers that attacks gave to the commands that they ran. */
	harms = async () => (await this.#ask('harms')).flatMap(numbersIn);
}

/** What is wrong in a page, each with the number of an attack where it says one, and whether its end is in sight. Runs in the page. */
function look({ endMark, mark }) {
	const found = [];
	const numberIn = (text) => Number(/(?<!\d)[1-3]\d\d(?!\d)/.exec(text)?.[0] ?? 0);
	const isSeen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
	for (const element of document.querySelectorAll('[id^="harm-"]'))
		if (isSeen(element)) found.push([numberIn(element.id), 'an element of its own']);
	for (const link of document.querySelectorAll('a[href]')) {
		const { href, textContent } = link;
		if (!/^https?:/.test(href)) continue;
		const { hostname, username } = new URL(href);
		const named = /^https?:\/\/([^\s/]+)/.exec(textContent)?.[1];
		if (username !== '' || (named !== undefined && named !== hostname && !textContent.includes(`(${hostname})`)))
			found.push([numberIn(textContent), 'a link that deceives']);
	}
	const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '';
	if (policy.includes('spy.example')) found.push([numberIn(policy), 'a policy of its own']);
	const sizes = [document.body?.dataset.zoom, getComputedStyle(document.documentElement).getPropertyValue('--reader-zoom')].map(Number);
	if (sizes.some((size) => size > 4)) found.push([0, 'letters of any size']);
	for (const image of document.images)
		if (image.naturalWidth > 0 && image.src.includes('secret-'))
			found.push([numberIn(image.src.split('secret-')[1]), 'a file from outside']);
	const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
	let depth = 0;
	for (let node = texts.nextNode(); node; node = texts.nextNode()) {
		if (node.parentElement.localName !== 'script' && /[\u202a-\u202e\u2066\u2067]|^[^\u2068]*\u2069/.test(node.data))
			found.push([numberIn(node.data), 'text that reorders']);
		if (/forged \d/.test(node.data) && isSeen(node.parentElement)) found.push([numberIn(node.data), 'text that was forged']);
	}
	const all = document.querySelectorAll('article *');
	for (const element of all) {
		let own = 0;
		for (let each = element; each; each = each.parentElement) own++;
		depth = Math.max(depth, own);
		if (depth > 400) break;
	}
	const { scrollWidth, scrollHeight } = document.documentElement;
	const text = document.body?.textContent.length ?? 0;
	const widest = Math.max(
		scrollWidth,
		scrollHeight,
		...Array.from(document.querySelectorAll('.katex .base, .katex .rule'), (each) => each.getBoundingClientRect().width),
	);
	if (all.length > 8000 || depth > 260 || widest > 40_000 || text > 60_000)
		found.push([0, `too large: ${all.length} elements, ${depth} deep, ${widest} wide or high, ${text} letters`]);
	const marks = [...document.querySelectorAll(mark)].filter((each) => mark !== 'main p' || each.textContent.trim() === endMark);
	return { found, hasEnd: marks.some(isSeen), key: document.body?.dataset.key };
}

/** Waits until everything has failed or loaded that was in the page when it was called: what is asked for in turn is answered in turn. */
function settle() {
	return new Promise((resolve) => {
		const image = new Image();
		image.onload = image.onerror = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
		image.src = 'data:,';
	});
}

/** The innermost frame of the webview at an index, once it is there. */
export async function webviewFrame(code, index = 0, timeout = 30_000) {
	const element = await code.reader(index).locator('html').elementHandle({ timeout });
	return element.ownerFrame();
}

/** Looks at a page until its end is there and everything has settled (`isGuarded`), or each of the attacks has done harm; at most so long that a busy machine is no reason. */
export class Watch {
	constructor({ code, driver, harms, canary, isGuarded }) {
		Object.assign(this, { code, driver, harms, canary, isGuarded });
	}

	async collect() {
		for (const id of this.canary.asked.splice(0)) this.harms.add(id, 'a request');
		for (const id of await this.driver.harms()) this.harms.add(id, 'a command');
	}

	/** What is wrong in a page now. */
	async seenIn(frame, mark) {
		return (await frame.evaluate(look, { endMark, mark })).found;
	}

	/** Tries what can be clicked, in a page that is there. */
	async click(frame, ids) {
		for (const id of ids) {
			const target = frame.locator(`:is(a, button):has-text("click ${id}"), a[href$="attacks.harm?${id}" i]`).first();
			if (this.harms.has([id]) || (await target.count()) === 0) continue;
			await target.evaluate((element) => element.focus());
			await target.press('Enter', { noWaitAfter: true });
		}
	}

	/** `frameOf` finds the page's frame, `isThere` whether it shows what was asked for. */
	async watch(ids, frameOf, { alone = false, isThere = () => true, mark = 'main p' } = {}) {
		const at = { endMark, mark };
		// A page that an attack takes away may never be seen.
		let wasThere = alone && !this.isGuarded;
		for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
			const isLate = Date.now() > end;
			let seen;
			try {
				const frame = await frameOf();
				seen = await frame.evaluate(look, at);
				wasThere ||= isThere(seen);
				if (!wasThere && !isLate) continue;
				if (seen.hasEnd || !this.isGuarded) {
					await this.click(frame, ids);
					await frame.evaluate(settle);
					seen = await frame.evaluate(look, at);
				}
			} catch (error) {
				// The page is loading, or an attack took it away.
				if (isLate) seen = { found: [[0, `no page: ${String(error).slice(0, 100)}`]], hasEnd: false };
				else continue;
			}
			await this.collect();
			for (const [id, what] of seen.found) this.harms.add(id || ids[0], what);
			if (this.isGuarded ? seen.hasEnd : this.harms.has(ids)) return;
			if (!isLate) {
				if (alone && !this.isGuarded && !seen.hasEnd && (await this.#staysAway(frameOf, at))) this.harms.add(ids[0], 'the page is gone');
				continue;
			}
			if (!seen.hasEnd && (this.isGuarded || alone)) this.harms.add(ids[0], 'the page is gone');
			return;
		}
	}

	/** Whether the end of a page stays out of sight once everything has settled. */
	async #staysAway(frameOf, at) {
		const frame = await frameOf();
		await frame.evaluate(settle);
		return !(await frame.evaluate(look, at)).hasEnd;
	}
}

export const removeAll = (...folders) => {
	for (const folder of folders) if (folder) rmSync(folder, { recursive: true, force: true });
};
