// Brings the attacks before each page: opens it with the papers, files and texts that hold them, and watches what happens.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { webviewFrame } from './stage.mjs';

const numbers = (attacks) => attacks.map(({ id }) => id);
/** The attacks that a page shows: those by messages and states come by themselves. */
const on = (all, page) => all.filter((each) => each.page === page && !['messages', 'state', 'drops'].includes(each.kind));

/** The reader on each of its papers, with the mouse on the card of a related one; and on a key that no paper has. */
export async function attackReader({ driver, code, papers, watch, isGuarded, all, text }) {
	for (const { key, attacks, alone, isEntry } of papers.reader) {
		if (!isGuarded) await driver.closeAll();
		// Some attacks need a page that is there: VS Code refuses them in a new one.
		if (!isGuarded && alone) {
			await driver.run('lectern.readPaper', 'plain');
			// It takes another paper once it has heard from its panel, as these buttons have.
			await code.reader().locator('button:is([data-command="previous"], [data-command="next"])[aria-disabled="false"]').first().waitFor();
		}
		await driver.run('lectern.readPaper', key);
		const isThere = (seen) => seen.key === key;
		const mark = isEntry ? 'main p.empty' : undefined;
		const ofCard = attacks.filter(({ place }) => place === 'card');
		const others = numbers(attacks.filter(({ place }) => place !== 'card'));
		await watch.watch(others, () => webviewFrame(code), { alone, isThere, mark });
		for (const attack of ofCard) await watchCard(watch, await webviewFrame(code), attack, `reader${attack.id}`);
		await picture(code, isGuarded, key);
	}
	for (const attack of all.filter(({ place }) => place === 'missing')) {
		await driver.closeAll();
		await driver.start('lectern.readPaper', text(attack));
		// What is no key is asked for.
		if (isGuarded) await code.titled('Read Paper');
		else await watch.watch([attack.id], () => webviewFrame(code));
		await code.page.keyboard.press('Escape');
	}
	await driver.closeAll();
}

/** For a look at what is seen, where it is asked for. */
async function picture(code, isGuarded, name) {
	if (process.env.LECTERN_SHOTS) await code.shot(`attack-${isGuarded ? 'guarded' : 'unguarded'}-${name.replace(/\W+/g, '-')}`);
}

/** The focus on a link to a paper, until its card shows. */
async function watchCard(watch, frame, { id }, key) {
	const link = frame.locator(`a[data-paper="${key}"]`).first();
	await link.press('Shift');
	await frame.locator('#card:not([hidden])').waitFor();
	await watch.watch([id], () => frame);
}

/** Comparisons of all its papers, some at a time. */
export async function attackComparison({ driver, code, papers, watch, isGuarded }) {
	const all = papers.comparison;
	for (let from = 0; from < all.length; from += 4) {
		const compared = all.slice(from, from + 4);
		await driver.run('lectern.comparePapers', undefined, [...compared.map(({ key }) => key), 'plain']);
		// The library may still be read.
		for (const { key } of compared) await code.reader().locator(`th [data-paper="${key}"]`).waitFor({ state: 'attached' });
		await code.reader().locator('button[data-command="expand"]').press('Enter');
		const mark = 'tr[data-row] td p';
		await watch.watch(numbers(compared.flatMap(({ attacks }) => attacks)), () => webviewFrame(code), { mark });
		await picture(code, isGuarded, 'comparison');
		await driver.closeAll();
	}
}

/** The map: all groups of its list open, the mouse on a paper, and the picture that it exports. */
export async function attackMap({ driver, code, papers, watch, isGuarded, all, harms, folder, canary }) {
	await driver.run('lectern.showMap');
	const map = code.reader();
	await map.locator('body[data-laid-out]').waitFor();
	const frame = await webviewFrame(code);
	const ofPicture = on(all, 'map').filter(({ place }) => place === 'topic' || place === 'svg');
	const [paper] = papers.map;
	const { x, y } = await frame.evaluate((key) => globalThis.lecternMap.placeOf(key), paper.key);
	const box = await map.locator('canvas').boundingBox();
	await code.page.mouse.move(box.x + x - 20, box.y + y);
	await code.page.mouse.move(box.x + x, box.y + y, { steps: 3 });
	await map.locator('.card:not([hidden])').waitFor();
	await map.locator('button[data-command="list"]').press('Enter');
	await frame.evaluate(() => {
		const closed = () => document.querySelector('.list [aria-level="1"][aria-expanded="false"]');
		for (let group = closed(), count = 0; group && count < 20; group = closed(), count++) group.click();
	});
	const ids = numbers(on(all, 'map').filter(({ place }) => place !== 'svg'));
	await watch.watch(ids, () => webviewFrame(code), { mark: '.list [aria-level="2"]' });
	await picture(code, isGuarded, 'map');
	// The legend is in the exported picture, with the topics.
	await map.locator('button[data-command="list"]').press('Enter');
	// What is drawn is then about one topic alone: titles that are cut within an element are no XML.
	await frame.evaluate(
		(wanted) => {
			const lines = [...document.querySelectorAll('.legend button')];
			lines.find(({ outerHTML }) => outerHTML.includes(`/${wanted}`))?.click();
		},
		ofPicture.find(({ place }) => place === 'svg').id,
	);
	await picture(code, isGuarded, 'legend');
	await map.locator('button[data-command="svg"]').press('Enter');
	await code.save('Export as SVG', path.join(folder, 'map.svg'));
	await code.eventually(
		() => readIfThere(path.join(folder, 'map.svg')),
		(text) => text.includes('</svg>'),
	);
	await driver.closeAll();
	await watch.collect();
	harms.forget(numbers(ofPicture.filter(({ place }) => place === 'svg')));
	await inBrowser(code, path.join(folder, 'map.svg'), async () => {
		await code.eventually(
			() => canary.asked.length,
			(length) => length > 0 || isGuarded,
		);
	});
	await watch.collect();
}

function readIfThere(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

/** A file as a browser shows it, in a page of its own. */
async function inBrowser(code, file, work) {
	const page = await code.page.context().newPage();
	try {
		await page.goto(pathToFileURL(file).href);
		await work(page.mainFrame());
	} finally {
		await page.close();
	}
}

/** Pages exported for printing, as a browser shows them. */
export async function attackPrintedPage({ driver, code, papers, watch, isGuarded, harms, folder }) {
	for (const { key, attacks } of papers['printed page']) {
		await driver.run('lectern.readPaper', key);
		await code.reader().locator(`body[data-key="${key}"]`).waitFor({ state: 'attached' });
		await driver.start('lectern.exportForPrinting');
		await code.save('Export for Printing');
		const file = path.join(folder, `${key}.html`);
		await code.eventually(
			() => readIfThere(file),
			(text) => text.includes('</html>'),
		);
		await driver.closeAll();
		await watch.collect();
		// What they did in the reader is not what they do here.
		if (!isGuarded) harms.forget(numbers(attacks));
		await inBrowser(code, file, (frame) => watch.watch(numbers(attacks), async () => frame));
	}
}

/** Cards in the editor on keys that are cited, each with what can be clicked in it. */
export async function attackCards({ driver, code, papers, watch, isGuarded, folder, harms }) {
	await driver.open(path.join(folder, 'cards.md'));
	for (const [line, { attacks, key }] of papers.card.entries()) {
		const card = code.page.locator('.monaco-hover:not(.hidden)', { hasText: key }).first();
		// Until the library is read there is none.
		await code.steadily(async (timeout) => {
			await driver.hover(line, 3);
			await card.waitFor({ timeout });
		});
		const frame = code.page.mainFrame();
		for (const { id } of attacks) {
			const link = frame.locator(`.monaco-hover a:has-text("click ${id}")`).first();
			if ((await link.count()) > 0) await link.click();
		}
		const isDone = async () => {
			await watch.collect();
			const isHuge = await frame.evaluate(() =>
				Array.from(document.querySelectorAll('.monaco-hover img')).some(({ naturalHeight }) => naturalHeight > 1000),
			);
			if (isHuge) for (const { id, kind } of attacks) if (kind === 'formulas') harms.add(id, 'a drawing of any size');
			return harms.has(numbers(attacks));
		};
		if (!isGuarded) await code.eventually(isDone, (done) => done);
		else await isDone();
		await picture(code, isGuarded, key);
		await code.page.keyboard.press('Escape');
	}
	await driver.closeAll();
}

/** VS Code's own preview of a note that cites all of its papers. */
export async function attackPreview({ driver, code, watch, isGuarded, all, folder }) {
	await driver.open(path.join(folder, 'preview.md'));
	await driver.run('markdown.showPreview');
	const frameOf = async () => {
		const views = code.page.frameLocator('iframe.webview[src*="markdown-language-features"]').frameLocator('iframe#active-frame');
		return (await views.locator('html').elementHandle()).ownerFrame();
	};
	await watch.watch(numbers(on(all, 'preview')), frameOf, { mark: '.lectern-references p, .lectern-references li' });
	await picture(code, isGuarded, 'preview');
	await driver.closeAll();
}

/** The status about a document that names what is not there. */
export async function attackStatus({ driver, code, watch, isGuarded, all, folder }) {
	await driver.open(path.join(folder, 'status.md'));
	await driver.run('lectern.showStatus');
	await watch.watch(numbers(on(all, 'status')), () => webviewFrame(code), { mark: 'section h2' });
	await picture(code, isGuarded, 'status');
	await driver.closeAll();
}

/** Opens the form for a title that was typed before. */
async function openForm({ driver, code, folder }, title) {
	await driver.open(path.join(folder, 'note.md'));
	await driver.start('lectern.addPaper');
	await (await code.titled('Add Paper')).fill(title);
	const row = (words) => code.page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();
	// The rows are others once the text is read.
	await row('since this is neither a DOI nor an arXiv identifier').waitFor();
	await row('Enter by Hand').click();
	await code.reader().locator('#entry:not(:empty)').waitFor();
}

/** The form with a title that was typed before, and a name that is pasted into it. */
export async function attackForm(stage) {
	const { driver, code, watch, isGuarded, all, text } = stage;
	const [typed, pasted] = ['typed', 'pasted'].map((place) => on(all, 'form').find((each) => each.place === place));
	await openForm(stage, text(typed));
	await watch.watch([typed.id], () => webviewFrame(code), { mark: '#entry' });
	await driver.copy(text(pasted));
	const form = code.reader();
	await form.locator('#field-author').click();
	await code.page.keyboard.press('Control+v');
	await code.eventually(
		() => form.locator('#entry').textContent(),
		(entry) => entry.includes('author'),
	);
	await watch.watch([pasted.id], () => webviewFrame(code), { mark: '#entry' });
	await picture(code, isGuarded, 'form');
	await driver.closeAll();
}

/**
 * Messages of each page to its panel and from elsewhere to each page. What they do shows in the page, in the clipboard, in an editor or a dialog that
 * opens, or by a command that runs.
 */
export async function attackByMessages(stage) {
	const { driver, all, folder, papers } = stage;
	const ofPage = (page) => all.filter((each) => each.kind === 'messages' && each.page === page);
	await driver.open(path.join(folder, 'note.md'));
	await driver.run('lectern.readPaper', 'plain');
	await sendAll(stage, ofPage('reader'), 'main p');
	// A size that was kept shows in the next reader.
	await driver.closeAll();
	await driver.run('lectern.readPaper', 'plain');
	await stage.watch.watch(numbers(ofPage('reader').filter(({ text }) => text.includes('zoom'))), () => webviewFrame(stage.code));
	await send(await webviewFrame(stage.code), { type: 'zoom', zoom: 1 });
	await driver.closeAll();
	await driver.run('lectern.comparePapers', undefined, [papers.comparison[0].key, 'plain']);
	await sendAll(stage, ofPage('comparison'), 'tr[data-row] td p');
	await driver.closeAll();
	await driver.run('lectern.showMap');
	await stage.code.reader().locator('body[data-laid-out]').waitFor();
	await sendAll(stage, ofPage('map'), 'canvas');
	await driver.closeAll();
	await driver.open(path.join(folder, 'status.md'));
	await driver.run('lectern.showStatus');
	await sendAll(stage, ofPage('status'), 'section h2');
	await driver.closeAll();
	await openForm(stage, 'A title');
	await sendAll(stage, ofPage('form'), '#entry');
	await driver.closeAll();
}

/** As the page's own script sends messages. */
const send = (frame, message) =>
	frame.parentFrame().evaluate((sent) => globalThis.__vscode_post_message__('onmessage', { message: sent }), message);

/** Sends each message, and another one after it that is answered or ignored: what comes of the first is there by then. */
async function sendAll({ driver, code, watch, harms, isGuarded, text }, attacks, mark) {
	await code.reader().locator(mark).first().waitFor();
	for (const attack of attacks) {
		const { id, place } = attack;
		const frame = await webviewFrame(code);
		await driver.copy('nothing');
		const active = await driver.active();
		const message = JSON.parse(text(attack));
		if (place === 'to the panel') await send(frame, message);
		else
			await code.page.evaluate((forged) => {
				const postAll = (window) => {
					for (let index = 0; index < window.length; index++) {
						window[index].postMessage(forged, '*');
						postAll(window[index]);
					}
				};
				postAll(window);
			}, message);
		const isDone = async () => {
			await watch.collect();
			if ((await driver.clipboard()) !== 'nothing') harms.add(id, 'the clipboard');
			if ((await driver.active()) !== active) harms.add(id, 'another editor');
			if (await code.page.locator('.quick-input-widget').isVisible()) harms.add(id, 'a dialog');
			// An editor that opened may be before the page.
			const page = harms.has([id]) ? undefined : await webviewFrame(code, 0, 2000).catch(() => undefined);
			for (const [other, what] of page ? await watch.seenIn(page, mark) : []) harms.add(other || id, what);
			return harms.has([id]);
		};
		if (isGuarded) {
			// Messages come in the order in which they were sent: the answer to this one comes after whatever the attack did.
			await roundTrip(code, mark);
			await isDone();
		} else if (!text(attack).includes('zoom')) await code.eventually(isDone, (done) => done);
		await code.page.keyboard.press('Escape');
		if ((await driver.active()) !== active) await driver.run('workbench.action.closeActiveEditor');
	}
}

/** Waits until the page, its panel and the workbench have answered once more. */
async function roundTrip(code) {
	const frame = await webviewFrame(code);
	await send(frame, { type: 'ready' });
	await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** What pages find as the state that they kept, once the window is loaded again. */
export async function attackByState({ driver, code, all, papers, watch, isGuarded, text }) {
	const attacks = all.filter(({ kind }) => kind === 'state');
	const ends = { reader: 'main p', comparison: 'tr[data-row] td p' };
	await driver.run('lectern.comparePapers', undefined, [papers.comparison[0].key, 'plain']);
	await code.reader(0).locator(ends.comparison).first().waitFor();
	await driver.run('lectern.readPaperToSide', 'plain');
	await code.reader(1).locator(':is(article, .table-box) p').first().waitFor();
	for (const attack of attacks) {
		const frame = await pageWith(code, kindOfPage[attack.page]);
		await frame.parentFrame().evaluate((state) => globalThis.__vscode_post_message__('do-update-state', state), text(attack));
	}
	const loaded = code.page.waitForEvent('load');
	await driver.run('workbench.action.reloadWindow').catch(() => undefined);
	await loaded;
	await code.page.waitForSelector('.monaco-workbench');
	driver.forget();
	for (const { id, page } of attacks) await watch.watch([id], () => pageWith(code, kindOfPage[page]), { mark: ends[page] });
	await picture(code, isGuarded, 'state');
	await driver.closeAll();
}

/** What only this kind of page has. */
const kindOfPage = { reader: 'article', comparison: '.table-box' };

/** The frame of the page that has such an element. */
async function pageWith(code, selector) {
	for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
		for (const index of [0, 1]) if ((await code.reader(index).locator(selector).count()) > 0) return webviewFrame(code, index);
	throw new Error(`there is no page with ${selector}`);
}

/** Dropping onto the library's tree what is no PDF. */
export async function attackByDrops({ driver, code, all, isGuarded, harms, text }) {
	const attacks = all.filter(({ kind }) => kind === 'drops');
	await code.showLibrary();
	const tree = await code.page.locator('.pane', { hasText: 'Library' }).locator('.monaco-list').first().boundingBox();
	for (const attack of attacks) {
		await code.page.evaluate(
			({ left, top, uri }) => {
				const target = document.elementFromPoint(left, top);
				const dataTransfer = new DataTransfer();
				dataTransfer.setData('text/uri-list', uri);
				const options = { bubbles: true, cancelable: true, clientX: left, clientY: top, dataTransfer };
				for (const type of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new DragEvent(type, options));
			},
			{ left: tree.x + tree.width / 2, top: tree.y + tree.height / 2, uri: text(attack) },
		);
		await driver.run('notifications.showList');
		const said = code.page.locator('.notification-list-item', { hasText: `secret-${attack.id}` }).first();
		const isDone = async () => {
			if (await said.isVisible()) harms.add(attack.id, 'a file from outside');
			return harms.has([attack.id]);
		};
		if (isGuarded) await isDone();
		else await code.eventually(isDone, (done) => done);
		await driver.run('notifications.clearAll');
	}
	await code.page.keyboard.press('Escape');
}

/** Drops a link, HTML and text onto the reader as a browser does when they come from elsewhere. Answers what happened; VS Code itself lets nothing. */
export async function dropOnPage({ driver, code, harms, watch, canary }) {
	const id = 399;
	await driver.run('lectern.readPaper', 'plain');
	const article = code.reader().locator('article');
	await article.waitFor();
	const { x, y, width, height } = await article.boundingBox();
	const session = await code.page.context().newCDPSession(code.page);
	const address = `${canary.address}/${id}`;
	const items = [
		{ mimeType: 'text/uri-list', data: address },
		{ mimeType: 'text/html', data: `<img src=${address} onerror=harm(${id})>` },
		{ mimeType: 'text/plain', data: address },
	];
	for (const type of ['dragEnter', 'dragOver', 'drop'])
		await session.send('Input.dispatchDragEvent', {
			type,
			x: x + width / 2,
			y: y + height / 2,
			data: { items, dragOperationsMask: 1 },
		});
	await session.detach();
	await watch.watch([id], () => webviewFrame(code));
	await driver.closeAll();
	return harms.of(id);
}
