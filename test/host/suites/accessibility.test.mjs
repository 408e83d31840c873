// The reader under every theme for axe, and the way from the tree to the reader's buttons with the keyboard alone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inVSCode } from '../inVSCode.mjs';
import {
	closeAll,
	exportPage,
	findInReader,
	followLink,
	readerFrame,
	readPaper,
	setLeft,
	stageFolder,
	themes,
	useTheme,
} from '../stage.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

suite('accessibility in VS Code', function () {
	this.timeout(240_000);
	const folder = stageFolder();
	let code;
	inVSCode(
		{
			folder,
			settings: { 'workbench.colorTheme': 'Default Dark Modern' },
		},
		async (opened) => {
			code = opened.code;
			await code.open('welcome.md');
			await code.hover('InfoGAN', 'Interpretable Representation');
			await code.page.keyboard.press('Escape');
		},
	);

	/** What axe holds serious or critical on a page, a line for each element. */
	const violationsOn = async (frame) => {
		await frame.evaluate(axe);
		return frame.evaluate(async () => {
			const { violations, passes } = await globalThis.axe.run(document, {
				rules: { 'label-content-name-mismatch': { enabled: true } },
			});
			if (passes.length < 10) throw new Error(`axe looked at next to nothing: ${passes.map(({ id }) => id).join(', ')}`);
			return violations
				.filter(({ impact }) => impact === 'serious' || impact === 'critical')
				.flatMap(({ id, impact, nodes }) =>
					nodes.map(({ html, any, all, none }) => {
						const why = [...any, ...all, ...none].map(({ message }) => message).join(' ');
						return `${impact} ${id}: ${html.slice(0, 160)} – ${why.slice(0, 240)}`;
					}),
				);
		});
	};
	const press = (command) =>
		code
			.reader()
			.locator(`button[data-command="${command}"]`)
			.evaluate((button) => button.click());

	const states = [
		['a summary with maths', 'noisy activation functions', 'gulcehre2016noisy'],
		['an entry without summary', 'tides tallies', 'okafor2019tides'],
		['a summary with a picture, code and a table', 'everythingnet', 'okafor2020everything'],
	];
	for (const theme of themes)
		test(`axe finds nothing serious in the reader under ${theme.label}`, async () => {
			await useTheme(code, theme);
			const { page } = code;
			const found = [];
			const look = async (state, index) => {
				await page.waitForTimeout(300);
				for (const line of await violationsOn(await readerFrame(code, index))) found.push(`${state}: ${line}`);
			};
			for (const [state, words, key] of states) {
				await readPaper(code, words, key);
				await look(state);
			}
			// The last paper asks to load a picture and names another, whose card is looked at, too.
			await code.reader().locator('main a.paper').first().hover();
			await code.reader().locator('.card').waitFor();
			await look('with a card');
			await page.setViewportSize({ width: 760, height: 800 });
			await look('narrow');
			await page.setViewportSize({ width: 1280, height: 800 });
			for (let step = 0; step < 10; step++) await press('zoomIn');
			await look('after zoom');
			for (let step = 0; step < 10; step++) await press('zoomOut');
			await press('toggleRead');
			await code.reader().locator('[data-command="toggleRead"][aria-pressed="true"]').waitFor();
			await look('marked as read');
			await press('toggleRead');
			await findInReader(code, 'beach');
			await look('with find open');
			await page.keyboard.press('Escape');
			await page
				.context()
				.route('https://pictures.example.org/**', (route) =>
					route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>' }),
				);
			if (await code.reader().locator('button[data-origin]').isVisible()) await code.reader().locator('button[data-origin]').click();
			await code.reader().locator('main img[src^="https://pictures.example.org"]').waitFor();
			await look('with its pictures');
			await readPaper(code, 'leavingnet', 'rao2021leaving');
			await setLeft(code, folder, true);
			await look('a paper that left the library');
			await setLeft(code, folder, false);
			await readPaper(code, 'everythingnet', 'okafor2020everything');
			await code
				.reader()
				.locator('.related a.paper')
				.first()
				.click({ modifiers: ['Control'] });
			await code.reader(1).locator('h1').waitFor();
			await look('the first of two readers', 0);
			await look('the second of two readers', 1);
			await closeAll(code);
			await followLink(code, 'code-oss://lectern.lectern/read?key=chen2016infogam');
			await code.reader().locator('h1', { hasText: 'No paper has this key' }).waitFor();
			await look('a key that nobody has');
			assert.deepEqual(found, []);
		});

	test('axe finds nothing serious on a page exported for printing', async () => {
		for (const [, words, key] of states) {
			await readPaper(code, words, key);
			const printed = await code.page.context().newPage();
			await printed.goto(pathToFileURL(await exportPage(code, folder, key)).href);
			assert.deepEqual(await violationsOn(printed), [], key);
			await printed.close();
		}
	});

	/** The classes that highlighting gives to words of code, as far as our styles or VS Code could colour them. */
	const codeClasses = [
		...['addition', 'attr', 'attribute', 'built_in', 'bullet', 'char', 'class', 'comment', 'deletion', 'doctag', 'emphasis', 'formula'],
		...['keyword', 'link', 'literal', 'meta', 'name', 'number', 'operator', 'params', 'property', 'punctuation', 'quote', 'regexp'],
		...['section', 'selector-tag', 'string', 'strong', 'subst', 'symbol', 'tag', 'template-variable', 'title', 'type', 'variable'],
	];
	for (const theme of themes)
		test(`every kind of word in code can be read under ${theme.label}`, async () => {
			await useTheme(code, theme);
			await readPaper(code, 'everythingnet', 'okafor2020everything');
			const frame = await readerFrame(code);
			const contrasts = await frame.evaluate((classes) => {
				const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
				/** A colour over others, however CSS writes it, as what is seen. */
				const luminance = (...layers) => {
					for (const layer of layers) {
						pixel.fillStyle = layer;
						pixel.fillRect(0, 0, 1, 1);
					}
					const [r, g, b] = Array.from(pixel.getImageData(0, 0, 1, 1).data.slice(0, 3), (part) =>
						part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
					);
					return 0.2126 * r + 0.7152 * g + 0.0722 * b;
				};
				const block = document.querySelector('main pre code');
				const ground = [document.body, block.closest('pre')].map((each) => getComputedStyle(each).backgroundColor);
				const dark = luminance(...ground);
				return classes.map((name) => {
					const word = document.createElement('span');
					word.className = `hljs-${name}`;
					block.append(word);
					const { color } = getComputedStyle(word);
					word.remove();
					const light = luminance(...ground, color);
					return { name, color, contrast: (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05) };
				});
			}, codeClasses);
			const least = theme.id.startsWith('hc') ? 7 : 4.5;
			assert.deepEqual(
				contrasts.filter(({ contrast }) => contrast < least),
				[],
			);
			const coloured = new Set(contrasts.map(({ color }) => color));
			assert.ok(coloured.size >= 4, `text, keywords, strings and numbers differ: ${[...coloured].join(' ')}`);
		});

	/** The role and name of what has the focus in the workbench, or in the reader's page where the focus is there. */
	const focused = () =>
		code.page.evaluate(() => {
			const element = document.activeElement;
			const active = element?.getAttribute('aria-activedescendant');
			const target = (active && document.getElementById(active)) || element;
			return `${target?.getAttribute('role') ?? target?.localName}: ${target?.getAttribute('aria-label') ?? ''}`;
		});
	const focusedInReader = async () =>
		(await readerFrame(code)).evaluate(() => {
			const element = document.activeElement;
			return `${element?.localName}: ${element?.getAttribute('aria-label') ?? element?.textContent ?? ''}`;
		});
	const eventually = async (ask, pattern) => {
		const answer = await code.eventually(
			() => ask().catch(String),
			(text) => pattern.test(text),
		);
		assert.match(answer, pattern);
	};

	test('the keyboard alone leads from the tree to the reader’s buttons', async () => {
		const { keyboard } = code.page;
		await code.run('View: Close All Editors');
		await code.page.locator('.tab').first().waitFor({ state: 'detached' });
		await code.run('Lectern: Focus on Library View');
		await code.treeRow('').waitFor();
		await keyboard.press('Home');
		await eventually(focused, /^treeitem: .*papers?/);
		await keyboard.press('End');
		await keyboard.press('Home');
		await keyboard.press('ArrowDown');
		await eventually(focused, /^treeitem: .*papers?/);
		await keyboard.press('ArrowRight');
		await code.page.locator('.pane-body .monaco-list-row[aria-level="2"]').first().waitFor();
		await keyboard.press('ArrowDown');
		await eventually(focused, /^treeitem: .*\d{4}/);
		const row = await focused();
		await keyboard.press('Enter');
		await code.reader().locator('h1').waitFor();
		await eventually(async () => code.reader().locator('h1').textContent(), new RegExp(escaped(row.slice('treeitem: '.length, 30))));
		await code.run('View: Focus Active Editor Group');
		await eventually(focused, /^iframe/);
		await keyboard.press('Tab');
		await eventually(focusedInReader, /^button: Back/);
		// The bar is one stop of the Tab key; the arrow keys walk it.
		for (const name of [
			/^button: Forward/,
			/^button: Previous paper/,
			/^button: Next paper/,
			/^button: Cite$/,
			/^button: Copy key$/,
			/^button: Copy BibTeX$/,
			/^button: Compare$/,
			/^button: Mark as read$/,
			/^button: Star$/,
			/^button: Open (?:a new )?note$/,
			/^button: Find/,
			/^button: Smaller text$/,
			/^button: Larger text$/,
			/^button: Export for Printing/,
			/^button: Back/,
		]) {
			await keyboard.press('ArrowRight');
			await eventually(focusedInReader, name);
		}
		await keyboard.press('End');
		await eventually(focusedInReader, /^button: Export for Printing/);
		await keyboard.press('Tab');
		await eventually(focusedInReader, /^a: /);
		await keyboard.press('Shift+Tab');
		await eventually(focusedInReader, /^button: Export for Printing/);
	});

	test('code and tables that are wider than the page are reached and scrolled by keyboard', async () => {
		await readPaper(code, 'everythingnet', 'okafor2020everything');
		const reader = code.reader();
		for (const [box, name] of [
			['pre', 'Code'],
			['.wide', 'Table'],
		]) {
			const region = reader.locator(`main ${box}`).first();
			assert.equal(await region.getAttribute('aria-label'), name);
			await region.focus();
			await code.page.keyboard.press('ArrowRight');
			assert.ok(
				(await code.eventually(
					() => region.evaluate(({ scrollLeft }) => scrollLeft),
					(left) => left > 0,
				)) > 0,
				name,
			);
		}
	});
});

const escaped = (text) => text.replace(/[^\w ]/g, '\\$&');
