// The Library view in real VS Code: the filter's pick, open groups, menus and inline actions, empty states; and In This Document.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inVSCode } from '../inVSCode.mjs';
import { stageFolder } from '../stage.mjs';
import { choose, filterLibrary, filterMessage, lastGroup, openMenu, pane, pickRow, reload, rowsOf } from '../tree.mjs';

suite('the Library view in VS Code', function () {
	this.timeout(180_000);
	const folder = stageFolder();
	let host;
	let code;
	let keyboard;
	inVSCode(
		{
			folder,
			settings: { 'workbench.colorTheme': 'Default Dark Modern' },
		},
		async (opened) => {
			({ code, host } = opened);
			keyboard = code.page.keyboard;
			await code.showLibrary();
		},
	);

	const openPick = async () => {
		await code.run('Lectern: Filter Library');
		const box = await code.titled('Filter Library');
		await pickRow(code, /^\s*(Show|No paper)/).waitFor();
		return box;
	};
	/** Goes down in the pick to a row and chooses it. */
	const pickByKeyboard = async (text) => {
		await pickRow(code, text).waitFor();
		const focused = code.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });
		for (let step = 0; step < 20 && (await focused.count()) === 0; step++) await keyboard.press('ArrowDown');
		await keyboard.press('Enter');
	};
	const eventually = async (ask, pattern) =>
		assert.match(
			await code.eventually(
				() => Promise.resolve().then(ask).catch(String),
				(text) => pattern.test(text),
			),
			pattern,
		);
	const clipboard = () => code.page.evaluate(() => navigator.clipboard.readText());
	const message = () => filterMessage(code).textContent();
	const clearFilter = async () => {
		await code.run('Lectern: Clear Filter');
		await lastGroup(code).waitFor();
	};

	test('says in In This Document that no note is open, and offers to open one', async () => {
		const empty = pane(code, 'In This Document').locator('.welcome-view');
		await empty.getByText('Open a note to see the papers').waitFor();
		await empty.locator('.monaco-button', { hasText: 'Go to File' }).click();
		await code.page.locator('.quick-input-widget:not([style*="display: none"]) .quick-input-box input').waitFor();
		await keyboard.press('Escape');
	});

	test('the filter offers qualifiers, then the values that the library has, and goes on with what is chosen', async () => {
		const box = await openPick();
		for (const name of ['author:', 'collection:', 'has:', 'is:', 'source:', 'topic:', 'venue:', 'year:'])
			await pickRow(code, name).waitFor();
		await keyboard.type('gan to');
		await pickRow(code, 'author:').waitFor({ state: 'detached' });
		await pickByKeyboard('topic:');
		await eventually(() => box.inputValue(), /^gan topic:$/);
		await pickRow(code, /^gan/)
			.filter({ hasText: /Generative adversarial networks · \d+ papers/ })
			.waitFor();
		await keyboard.type('text');
		await pickRow(code, 'generative-models').waitFor({ state: 'detached' });
		await pickByKeyboard('texture-synthesis');
		await eventually(() => box.inputValue(), /^gan topic:texture-synthesis $/);
		await pickRow(code, /^\s*Show \d+ papers?/).waitFor();
		await keyboard.press('Enter');
		await box.waitFor({ state: 'hidden' });
		await eventually(message, /^“gan topic:texture-synthesis” · \d+ papers?$/);
		await code.treeRow('Markovian').waitFor();
	});

	test('the filter says in its place what is wrong, offers what was meant, and is as before once it is dismissed', async () => {
		const box = await openPick();
		await box.fill('is:lost volumetric');
		await pickRow(code, /“lost” is not a state/)
			.locator('.codicon-warning')
			.waitFor();
		await box.fill('yeer:2016');
		await pickRow(code, /“yeer:” is not a qualifier/).waitFor();
		await pickByKeyboard('year:');
		await eventually(() => box.inputValue(), /^year:2016$/);
		await keyboard.press('Escape');
		await box.waitFor({ state: 'hidden' });
		await eventually(message, /^“gan topic:texture-synthesis” · \d+ papers?$/);
		await code.treeRow('Markovian').waitFor();
	});

	test('the filter is cleared by its button, and offers those of before', async () => {
		const box = await openPick();
		await code.page.locator('.quick-input-titlebar .action-label[aria-label="Clear Filter"]').click();
		await eventually(() => box.inputValue(), /^$/);
		await lastGroup(code).waitFor();
		await pickByKeyboard('gan topic:texture-synthesis');
		await eventually(() => box.inputValue(), /^gan topic:texture-synthesis$/);
		await box.fill('');
		await pickRow(code, /^\s*Show \d+ papers$/).waitFor();
		await keyboard.press('Enter');
		await lastGroup(code).waitFor();
	});

	test('a filter that nothing fits says so, with a way on and a way back', async () => {
		await filterLibrary(code, 'zeppelin harmonica');
		const empty = pane(code, 'Library').locator('.welcome-view');
		await empty.getByText('No paper matches the filter.').waitFor();
		await empty.locator('.monaco-button', { hasText: 'Change Filter' }).click();
		assert.equal(await (await code.titled('Filter Library')).inputValue(), 'zeppelin harmonica');
		await keyboard.press('Escape');
		await empty.locator('.monaco-button', { hasText: 'Clear Filter' }).click();
		await lastGroup(code).waitFor();
	});

	test('groups are open as they were after a reload of the window, with and without a filter', async () => {
		await code.treeRow('Generative adversarial networks').click();
		await code.treeRow('InfoGAN').waitFor();
		await reload(code);
		await code.treeRow('InfoGAN').waitFor();
		const groups = async () => (await rowsOf(code, 'Library')).filter(({ level }) => level === 1);
		assert.deepEqual(
			(await groups()).filter(({ isOpen }) => isOpen).map(({ label }) => label),
			['Generative adversarial networks, 2 papers'],
		);
		await filterLibrary(code, 'volumetric');
		await code.treeRow('V-Net').waitFor();
		await code.treeRow('Bundled summaries').click();
		await code.eventually(groups, (all) => all.some(({ label, isOpen }) => label.startsWith('Bundled summaries') && !isOpen));
		await reload(code);
		await code.treeRow('Bundled summaries').waitFor();
		assert.deepEqual(
			(await groups()).map(({ label, isOpen }) => [label, isOpen]),
			[['Bundled summaries, 1 paper', false]],
		);
		await code.treeRow('Bundled summaries').click();
		await code.treeRow('V-Net').waitFor();
		await clearFilter();
		await code.treeRow('InfoGAN').waitFor();
		await code.treeRow('Generative adversarial networks').click();
		await code.treeRow('InfoGAN').waitFor({ state: 'detached' });
	});

	test('a paper is opened in the browser at the addresses that it has, once VS Code has asked', async () => {
		await filterLibrary(code, 'tides tallies');
		await code.treeRow('Tides and Tallies').waitFor();
		const menu = await openMenu(code, code.treeRow('Tides and Tallies'));
		assert.doesNotMatch(await menu.textContent(), /Open on arXiv|Open PDF|Open Web Page/);
		await keyboard.press('Escape');
		for (const [query, row, command, address] of [
			['tides tallies', 'Tides and Tallies', 'Open DOI', 'https://doi.org/10.5555/coastal.2019.12'],
			['infogan', 'InfoGAN', 'Open on arXiv', 'https://arxiv.org/abs/1606.03657'],
			['infogan', 'InfoGAN', 'Open PDF', 'https://arxiv.org/pdf/1606.03657'],
		]) {
			await filterLibrary(code, query);
			await choose(code, code.treeRow(row), command);
			const dialog = code.page.locator('.monaco-dialog-box', { hasText: address });
			await dialog.waitFor();
			await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
			await dialog.waitFor({ state: 'detached' });
		}
	});

	test('an entry is shown at its place, the summary of a paper that has none', async () => {
		await filterLibrary(code, 'tides tallies');
		await choose(code, code.treeRow('Tides and Tallies'), 'Reveal Entry');
		await code.page.locator('.tab.active', { hasText: 'coast.bib' }).waitFor();
		await eventually(() => code.page.locator('.statusbar-item', { hasText: 'Ln ' }).first().textContent(), /Ln 1, Col 25 \(15 selected\)/);
		await filterLibrary(code, 'volumetric');
		await choose(code, code.treeRow('V-Net'), 'Reveal Entry');
		await code.page.locator('.tab.active', { hasText: /milletari2016.*\.md/ }).waitFor();
	});

	test('several selected papers are copied together, in every form', async () => {
		await filterLibrary(code, 'source:references.bib');
		await code.run('Lectern: Group By');
		await (await code.titled('Group the Library By')).fill('Nothing');
		await keyboard.press('Enter');
		const rows = pane(code, 'Library').locator('.monaco-list-row');
		// Papers, which cannot be opened, are where the groups were.
		await pane(code, 'Library').locator('.monaco-list-row:not([aria-expanded])').first().waitFor();
		await rows.and(code.page.locator('[aria-expanded]')).first().waitFor({ state: 'detached' });
		await code.atRest();
		for (const row of [0, 1])
			await code.eventually(
				async () => {
					const isSelected = async () => /\bselected\b/.test(await rows.nth(row).getAttribute('class'));
					if (!(await isSelected())) await rows.nth(row).click({ modifiers: ['Control'] });
					return isSelected();
				},
				(isSelected) => isSelected,
			);
		for (const [command, form] of [
			['Copy Key', /^[\w:]+, [\w:]+$/],
			['Copy BibTeX', /^@\w+\{[^@]+\n@\w+\{[^@]+$/],
			['Copy Formatted Reference', /^[^\n]+\(201\d\)[^\n]+\n[^\n]+\(201\d\)[^\n]+$/],
			['Copy as Markdown List', /^- [^\n]+\[@\w+\]\n- [^\n]+\[@\w+\]$/],
		]) {
			await code.page.evaluate(() => navigator.clipboard.writeText(''));
			await choose(code, rows.first(), command);
			await eventually(clipboard, form);
		}
		await code.run('Lectern: Group By');
		await (await code.titled('Group the Library By')).fill('Topic');
		await keyboard.press('Enter');
	});

	test('rows of both views read and cite by their inline actions', async () => {
		await code.run('View: Close All Editors');
		await code.open('welcome.md');
		await pane(code, 'In This Document').locator('.monaco-list-row', { hasText: 'InfoGAN' }).waitFor();
		await filterLibrary(code, 'volumetric');
		for (const [title, row, key] of [
			['Library', 'V-Net', 'milletari2016v'],
			['In This Document', 'InfoGAN', 'chen2016infogan'],
		]) {
			const line = pane(code, title).locator('.monaco-list-row', { hasText: row }).first();
			await line.hover();
			await line.locator('.action-label[aria-label^="Read Paper"]').click();
			await code.reader().locator(`body[data-key^="${key}"] h1`).waitFor();
			await code.page.locator('.tab', { hasText: 'welcome.md' }).first().click();
			await line.hover();
			await line.locator('.action-label[aria-label^="Insert Citation"]').click();
			await eventually(() => code.page.locator('.editor-instance .view-lines').first().textContent(), new RegExp(`\\[@${key}`));
			await code.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
			await keyboard.press('Control+z');
			// The view follows the text a moment later: its rows are made again then.
			await code.page.waitForTimeout(1000);
		}
		await code.run('File: Revert File');
		await clearFilter();
	});

	test('In This Document has unknown keys first, leads to the place and follows the cursor', async () => {
		await code.run('View: Close All Editors');
		await code.open('welcome.md');
		const view = pane(code, 'In This Document');
		await view.locator('.monaco-list-row', { hasText: 'chen2016infogam' }).waitFor();
		const labels = (await rowsOf(code, 'In This Document')).map(({ label }) => label);
		assert.match(labels[0], /^Unknown key chen2016infogam/);
		assert.ok(labels.slice(1).every((label) => !label.startsWith('Unknown key')));
		await view.locator('.monaco-list-row', { hasText: 'chen2016infogam' }).click();
		await eventually(() => code.page.locator('.statusbar-item', { hasText: 'Ln ' }).first().textContent(), /\(15 selected\)/);
		const { x, y } = await code.placeOf('EWC');
		await code.page.mouse.click(x, y);
		await view.locator('.monaco-list-row.selected', { hasText: 'Overcoming catastrophic' }).waitFor();
	});

	test('a note is begun by a code action on a name, and opened by it the next time', async () => {
		const actOn = async (title) => {
			const { x, y } = await code.placeOf('EWC');
			await code.page.mouse.click(x, y);
			await keyboard.press('Control+.');
			const action = code.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
			await action.waitFor();
			await action.click();
		};
		await actOn('Begin a note on kirkpatrick2016overcoming');
		await code.page.locator('.tab.active', { hasText: 'kirkpatrick2016overcoming.md' }).waitFor();
		await eventually(() => code.page.locator('.editor-instance .view-lines').first().textContent(), /paper:.kirkpatrick2016overcoming/);
		await keyboard.press('Control+s');
		const file = path.join(folder, 'notes', 'kirkpatrick2016overcoming.md');
		await eventually(async () => readFileSync(file, 'utf8'), /^---\npaper: kirkpatrick2016overcoming\n/);
		await code.open('welcome.md');
		await actOn('Open the note on kirkpatrick2016overcoming');
		await code.page.locator('.tab.active', { hasText: 'kirkpatrick2016overcoming.md' }).waitFor();
	});

	test('says so where the server does not start', async () => {
		const extensions = path.join(host.work, 'extensions');
		const own = readdirSync(extensions).find((name) => name.startsWith('lectern.lectern'));
		writeFileSync(path.join(extensions, own, 'dist', 'server.js'), 'process.exit(1);');
		await code.page.waitForTimeout(1500);
		await code.page.goto(host.address());
		await code.page
			.locator('.activitybar .action-item', { has: code.page.locator('[aria-label*="Lectern"]') })
			.first()
			.click();
		const view = pane(code, 'Library');
		await view.locator('.welcome-view').getByText('language server did not start').waitFor({ timeout: 60_000 });
		await code.shot('server-failed');
		await view.locator('.monaco-button', { hasText: 'Show Log' }).click();
		await code.page
			.locator('.panel .pane-header, .panel .composite.title', { hasText: /output/i })
			.first()
			.waitFor();
	});
});
