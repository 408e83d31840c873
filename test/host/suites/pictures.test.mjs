// Pictures in real VS Code: formulas drawn in hover cards, and remote pictures in the reader, which ask first.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { readPaper, themes, useTheme } from '../stage.mjs';

const origin = 'https://lamps.example';
const summary = (key, title, equation, body) =>
	`---\nkey: ${key}\ntitle: "${title}"\nauthors: ["Roe, Ann"]\nyear: 2020\nequation: '${equation}'\n---\n\nEvery prism bends light by $\\begin{pmatrix} c & s \\\\ -s & c \\end{pmatrix}$, whatever its colour.\n\n## Problem\n\n${body}\n`;
const files = {
	'roe2020prisms.md': summary(
		'roe2020prisms',
		'Prisms',
		'f(x) = \\begin{cases} \\frac{1}{1 + x^2} & \\text{if } x > 0 \\\\ \\mathbb{E}[x] & \\text{otherwise} \\end{cases}',
		`![A prism](${origin}/prism.png)`,
	),
	'roe2020mirrors.md': summary('roe2020mirrors', 'Mirrors', 'x^2', `![A mirror](${origin}/mirror.png)`),
	// `useTheme` opens this one.
	'welcome.md': 'InfoGAN\n',
	'note.md': 'Light is bent by [@roe2020prisms] and thrown back by [@roe2020mirrors].\n',
};
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

suite('pictures in VS Code', function () {
	this.timeout(180_000);
	let folder;
	let code;
	const requests = [];
	inVSCode(
		() => {
			folder = mkdtempSync(path.join(tmpdir(), 'lec-pictures-'));
			for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
			return {
				folder,
				settings: { 'workbench.colorTheme': 'Default Dark Modern' },
			};
		},
		async (opened) => {
			code = opened.code;
			// Every request to the host of the pictures comes here, whichever frame makes it.
			await code.page.context().route(`${origin}/**`, (route) => {
				requests.push(route.request().url());
				return route.fulfill({ contentType: 'image/png', body: pixel });
			});
			await code.open('note.md');
		},
	);

	/** The ink of a card's first picture, once it has this one. */
	const inkOf = async (wanted) => {
		const ask = async () => {
			const card = await code.hover('roe2020prisms', 'Prisms');
			const source = await card.locator('img').first().getAttribute('src');
			return /fill="(#\w+)"/.exec(Buffer.from(source.replace(/^.*base64,/, ''), 'base64').toString())?.[1];
		};
		return code.eventually(
			async () => {
				await code.page.keyboard.press('Escape');
				await code.page.mouse.move(600, 600);
				return ask();
			},
			(ink) => ink === wanted,
		);
	};

	const showsPictures = async (ink, name) => {
		assert.equal(await inkOf(ink), ink);
		const card = await code.hover('roe2020prisms', 'Prisms');
		const seen = await card
			.locator('img')
			.evaluateAll((images) =>
				images.map(({ naturalWidth, width, height, alt }) => [naturalWidth > 0 && width > 20 && height > 20, alt.slice(0, 6)]),
			);
		assert.deepEqual(seen, [
			[true, '\\begin'],
			[true, 'f(x) ='],
		]);
		await code.shot(`hover-pictures-${name}`);
		await code.page.keyboard.press('Escape');
	};

	test('a card shows formulas in the ink of a dark theme', () => showsPictures('#cccccc', 'dark'));

	test('and in that of the light one that it changes to', async () => {
		await code.run('Preferences: Toggle between Light/Dark Themes');
		await code.page.waitForSelector('.monaco-workbench.vs');
		await showsPictures('#3b3b3b', 'light');
	});

	for (const [mark, ink] of [
		['hc-black', '#ffffff'],
		['hc-light', '#292929'],
	])
		test(`a card shows formulas in the ink of a theme of high contrast (${mark})`, async () => {
			await useTheme(
				code,
				themes.find((theme) => theme.mark.includes(mark)),
			);
			await code.open('note.md');
			await showsPictures(ink, mark);
		});

	const button = () => code.reader().getByRole('button', { name: 'Load pictures from lamps.example' });

	test('a remote picture is asked for by nobody before its button is pressed', async () => {
		await readPaper(code, 'Prisms', 'roe2020prisms');
		await button().waitFor();
		assert.equal(await code.reader().locator('img').count(), 0);
		assert.deepEqual(requests, []);
	});

	test('pressed, it shows', async () => {
		await button().click();
		const picture = code.reader().locator('img[alt="A prism"]');
		await picture.waitFor();
		assert.ok(
			await code.eventually(
				() => picture.evaluate((image) => image.naturalWidth),
				(width) => width > 0,
			),
		);
		assert.deepEqual([...new Set(requests)], [`${origin}/prism.png`]);
		await code.shot('reader-picture');
	});

	test('another summary asks again; the first one does not', async () => {
		await readPaper(code, 'Mirrors', 'roe2020mirrors');
		await button().waitFor();
		assert.equal(await code.reader().locator('img').count(), 0);
		assert.ok(!requests.includes(`${origin}/mirror.png`));
		await readPaper(code, 'Prisms', 'roe2020prisms');
		await code.reader().locator('img[alt="A prism"]').waitFor();
	});
});
