// The map of few papers, without the bundled ones, and of none at all: the timeline, the empty state, axe under each theme. Its page, too,
// which gets papers that are invented.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { folderOfThree, mapPage, pointOf, seriousFindings, showMap, underTheme } from '../mapStage.mjs';
import { themes } from '../stage.mjs';

suite('the map of few papers, and of none', function () {
	this.timeout(180_000);
	let folder;
	let host;
	let code;
	inVSCode(
		() => {
			folder = folderOfThree();
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern', 'lectern.library.bundled': false },
			};
		},
		async (opened) => {
			({ code, host } = opened);
		},
	);

	const click = (command) => code.reader().locator(`button[data-command="${command}"]`).click();

	test('without the bundled papers only one’s own are there, and their years make a timeline', async () => {
		const frame = await showMap(code, 3);
		await code.reader().locator('.legend button', { hasText: 'Coasts' }).waitFor();
		await click('timeline');
		const left = async (key) => (await frame.evaluate((wanted) => globalThis.lecternMap.placeOf(wanted), key)).x;
		assert.ok((await left('okafor2015tides')) < (await left('lindqvist2019drift')));
		assert.ok((await left('lindqvist2019drift')) < (await left('lang2021harbour')));
		await click('timeline');
	});

	/** The process ids of this VS Code's language servers. */
	const servers = () =>
		readdirSync('/proc')
			.filter((name) => /^[0-9]+$/.test(name))
			.filter((pid) => {
				try {
					const command = readFileSync(path.join('/proc', pid, 'cmdline'), 'utf8');
					return command.includes('dist/server.js') && command.includes(host.work);
				} catch {
					// The process has ended.
					return false;
				}
			})
			.map(Number);

	let frame;
	/** A map that is opened again, to get other papers. */
	const openMap = async () => {
		await code.run('View: Close All Editors');
		await code.page.locator('.tab').first().waitFor({ state: 'detached' });
		frame = await showMap(code, 3);
	};
	const selected = () => frame.evaluate(() => globalThis.lecternMap.selected());
	const focused = () => frame.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
	/** Clicks a paper's point with Shift. */
	const select = async (key) => {
		const { x, y } = await pointOf(code, frame, key);
		await code.page.keyboard.down('Shift');
		await code.page.mouse.click(x, y);
		await code.page.keyboard.up('Shift');
	};
	/** The message with papers of these keys: on a grid, or to be laid out. */
	const papers = (keys, isSettled = true) => ({
		type: 'map',
		telling: -1,
		map: {
			points: keys.map((key) => ({ key, title: `Paper ${key}`, authors: '', topics: ['coasts'] })),
			topics: { coasts: 'Coasts' },
			neighbours: keys.map(() => []),
			related: [],
			mentioned: [],
			total: keys.length,
		},
		before: isSettled ? keys.flatMap((_, index) => [(index % 50) * 40, Math.floor(index / 50) * 40]) : null,
		isSettled,
	});
	/** Sends messages as the panel does, through the frame around the page, and answers what the page shows right behind the first. */
	const tell = async (...messages) => {
		await frame.evaluate((count) => {
			globalThis.heard = new Promise((resolve) => {
				const looks = [];
				const look = () => {
					const { placeOf, isBright, selected } = globalThis.lecternMap;
					looks.push({ old: isBright('p0039') && placeOf('p0039'), new: placeOf('new'), selected: selected() });
					if (looks.length < count) return;
					window.removeEventListener('message', look);
					resolve(looks[0]);
				};
				window.addEventListener('message', look);
			});
		}, messages.length);
		await frame.parentFrame().evaluate((all) => {
			for (const data of all) document.getElementById('active-frame').contentWindow.postMessage(data, '*');
		}, messages);
		return frame.evaluate(() => globalThis.heard);
	};
	const numbered = (count) => Array.from({ length: count }, (_, index) => `p${String(index).padStart(4, '0')}`);

	test('“More…” shows one page more, by key and by click, and the focus goes to the first paper of it', async () => {
		await openMap();
		await tell(papers(numbered(3000)));
		await click('list');
		const rows = code.reader().locator('.level-2');
		const more = rows.filter({ hasText: 'More…' });
		await code.reader().locator('.level-1').first().press('ArrowRight');
		assert.equal(await more.getAttribute('aria-expanded'), null);
		for (const [page, use] of [
			[1, () => more.press('Enter')],
			[2, () => more.press('Space')],
			[3, () => more.click()],
		]) {
			await use();
			// Whatever would come by itself comes soon.
			await code.page.waitForTimeout(300);
			assert.equal(await rows.count(), 300 * (page + 1) + 1);
			assert.equal(await focused(), `Paper p${String(300 * page).padStart(4, '0')}`);
		}
		await click('list');
	});

	test('while a map is laid out the one before stays, whole; then what was selected still is, and no card is left of it', async () => {
		await openMap();
		await tell(papers(numbered(40)));
		await select('p0007');
		await select('p0039');
		const { x, y } = await pointOf(code, frame, 'p0039');
		await code.page.mouse.move(x + 1, y);
		const before = await frame.evaluate(() => globalThis.lecternMap.placeOf('p0039'));
		await code.reader().locator('.card', { hasText: 'Paper p0039' }).waitFor();
		const meanwhile = await tell(papers(['new', 'p0039'], false), { type: 'filter', filter: 'new', keys: ['new', 'p0039'] });
		assert.deepEqual(meanwhile.old, before);
		assert.equal(meanwhile.new, undefined);
		assert.deepEqual(meanwhile.selected, ['p0007', 'p0039']);
		await code.reader().locator('body[data-laid-out="2"]').waitFor();
		assert.deepEqual(await selected(), ['p0039']);
		assert.equal(await frame.evaluate(() => globalThis.lecternMap.isBright('new')), true);
		assert.ok(await code.reader().locator('.card').isHidden());
	});

	test('a map that is laid out no longer comes once another, or none, is there', async () => {
		await openMap();
		const laidOut = code.reader().locator('body[data-laid-out="0"]');
		await tell(papers(numbered(400), false), papers([]));
		await laidOut.waitFor();
		await code.page.waitForTimeout(1500);
		assert.ok(await laidOut.isVisible());
		assert.ok(await code.reader().locator('.progress').isHidden());
	});

	test('Escape on a button of the selection’s bar, which it hides, brings the focus to the map', async () => {
		await openMap();
		await tell(papers(numbered(2)));
		await select('p0000');
		await code.reader().locator('button[data-command="copyKeys"]').press('Escape');
		await code.reader().locator('.selection').waitFor({ state: 'hidden' });
		assert.deepEqual(await selected(), []);
		assert.match(await focused(), /^Map of 2 papers/);
	});

	test('no map comes while the library is still being read, and the whole one once it is', async () => {
		await code.page.goto('about:blank');
		const before = new Set(servers());
		const opening = code.page.goto(host.address());
		// A server that is stopped as it starts has read nothing yet.
		let server;
		while (server === undefined) {
			server = servers().find((pid) => !before.has(pid));
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		process.kill(server, 'SIGSTOP');
		try {
			await opening;
			await code.page.waitForSelector('.monaco-workbench');
			await code.run('Lectern: Show Map of the Library');
			await code.reader().locator('.progress label', { hasText: 'Reading the papers…' }).waitFor();
			assert.equal(await code.reader().locator('body').getAttribute('data-laid-out'), null);
		} finally {
			process.kill(server, 'SIGCONT');
		}
		await mapPage(code, 3);
	});

	for (const theme of themes)
		test(`axe finds nothing serious on years, the timeline and a picked topic under ${theme.label}`, async () => {
			const frame = await underTheme(code, host, theme, 3);
			// What a window finds again was written down some seconds before: the test before may have been in the middle.
			for (const command of ['year', 'timeline'])
				if ((await code.reader().locator(`[data-command="${command}"]`).getAttribute('aria-pressed')) === 'true') await click(command);
			await code.reader().locator('.legend button').first().click();
			assert.deepEqual(await seriousFindings(frame), []);
			await code.reader().locator('.legend button').first().click();
			await click('year');
			await click('timeline');
			await click('lasso');
			await code.shot(`map-years-${theme.id}`);
			assert.deepEqual(await seriousFindings(frame), []);
			for (const command of ['lasso', 'timeline', 'year']) await click(command);
		});

	for (const theme of themes)
		test(`an empty map says so, offers to add a paper, and axe finds nothing serious under ${theme.label}`, async () => {
			for (const name of ['coasts.bib', 'lang2021harbour.md']) rmSync(path.join(folder, name), { force: true });
			const frame = await underTheme(code, host, theme, 0);
			await code.reader().locator('.empty p', { hasText: 'There are no papers yet' }).waitFor();
			assert.deepEqual(await seriousFindings(frame), []);
			await code.shot(`map-empty-${theme.id}`);
			if (theme !== themes[0]) return;
			await click('addPaper');
			await code.titled('Add Paper');
			await code.page.keyboard.press('Escape');
			await code.run('View: Show Lectern');
			await code.page.locator('.pane-body .welcome-view', { hasText: 'There are no papers yet' }).first().waitFor();
			await code.shot('library-empty');
		});
});
